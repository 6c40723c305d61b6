package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Field;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerSummary;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.CodeSeen;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.PoolFigures;
import io.postlude.loyalty.Pools;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One pool: its codes and what became of each, filling it up, closing it. */
final class RewardDesk {
    private static final int ROWS = 200;
    private static final int CSV_ROWS = 1_000_000;
    private static final int CODES_LIMIT_CHARS = 800_000;

    private final Frame frame;
    private final RewardsDesk.Sources sources;

    RewardDesk(Frame frame, RewardsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("rewards/{id}", Permission.SEE_CUSTOMERS, visit -> show(visit, Map.of()));
        counter.page("rewards/{id}/codes.csv", Permission.EXPORT_CUSTOMERS, this::csv);
        counter.deed("rewards/{id}/codes", Permission.CHANGE_BRAND, this::fill);
        counter.deed("rewards/{id}/closure", Permission.CHANGE_BRAND, this::close);
    }

    private record Read(
            Pool pool,
            PoolFigures figures,
            List<CodeSeen> codes,
            Map<CustomerId, CustomerSummary> people,
            Map<OrderId, String> orders) {}

    private Pool pool(Tx tx, Visit visit) {
        return sources.pools().byKey(tx, visit.store(), visit.part("id")).orElseThrow(Refusal::notFound);
    }

    private Read read(Tx tx, Visit visit) {
        Pool pool = pool(tx, visit);
        List<CodeSeen> codes = new ArrayList<>();
        sources.pools().codes(tx, pool, new Pools.Reading(visit.store(), ROWS, codes::add));
        Map<CustomerId, CustomerSummary> people = new HashMap<>();
        sources.customers()
                .summaries(
                        tx,
                        visit.store(),
                        codes.stream()
                                .map(CodeSeen::customer)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                .forEach(one -> people.put(one.id(), one));
        Map<OrderId, String> orders = new HashMap<>();
        List<OrderId> carrying = codes.stream()
                .map(CodeSeen::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (OrderView order : sources.orders().orders(tx, visit.store(), carrying))
            orders.put(order.id(), order.number());
        PoolFigures figures = sources.pools().figures(tx, visit.store()).getOrDefault(pool.id(), PoolFigures.NOTHING);
        return new Read(pool, figures, codes, people, orders);
    }

    /** {@code refused}: codes that were not taken just now, with why. */
    private Answer show(Visit visit, Map<String, String> refused) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit));
        List<Section> sections = new ArrayList<>();
        if (!refused.isEmpty()) sections.add(refused(refused));
        sections.add(new Section("codes", "Codes", scope(read), table(visit, read), null));
        if (visit.may(Permission.CHANGE_BRAND) && read.pool().closedAt() == null) sections.addAll(deeds(read));
        Link up = new Link("Rewards", RewardsDesk.PATH);
        SectionsPage page = new SectionsPage(
                frame.below(visit, read.pool().name(), up, "rewards"), figures(visit, read), null, sections);
        return refused.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private static String path(Pool pool) {
        return RewardsDesk.PATH + "/" + pool.key();
    }

    private static List<Figure> figures(Visit visit, Read read) {
        PoolFigures figures = read.figures();
        List<Figure> all = new ArrayList<>();
        all.add(new Figure(
                "Worth",
                read.pool().worth().says(Locale.ENGLISH),
                validity(visit, read.pool().validity()),
                null));
        if (read.pool().kind() == Pool.Kind.LISTED)
            all.add(new Figure("Left", Words.count(figures.left()), "of " + Words.count(figures.codes()), null));
        all.add(new Figure(
                "Given", Words.count(figures.given()), Words.count(figures.open()) + " still good, not used", null));
        all.add(new Figure("Used", Words.count(figures.used()), Words.count(figures.expired()) + " expired", null));
        String money = RewardsDesk.money(figures);
        all.add(new Figure(
                "Orders with it",
                Words.count(figures.orders()),
                (money.isEmpty() ? "" : money + "; ") + "some would have come anyway",
                null));
        if (visit.may(Permission.EXPORT_CUSTOMERS))
            all.add(new Figure("All codes", "CSV", "with what became of each", path(read.pool()) + "/codes.csv"));
        return all;
    }

    private static String validity(Visit visit, Pool.Validity validity) {
        if (validity.days() != null) return "for " + Words.count(validity.days(), "day", "days");
        return validity.until() == null ? "for ever" : "up to " + visit.words().day(validity.until());
    }

    private static Section refused(Map<String, String> refused) {
        return new Section(
                "refused",
                "Not taken",
                Words.count(refused.size(), "code", "codes") + "; all others were",
                Table.plain(
                        "Not taken",
                        List.of(Column.text("Code"), Column.text("Why")),
                        refused.entrySet().stream()
                                .limit(ROWS)
                                .map(one -> Row.of(Cell.code(one.getKey(), null), Cell.of(one.getValue())))
                                .toList(),
                        new Empty("All were taken", "", null)),
                null);
    }

    private static String scope(Read read) {
        String scope = read.pool().kind() == Pool.Kind.SHARED
                ? "to whom “" + read.pool().shared() + "” was given, the newest first"
                : "those given last first";
        return read.codes().size() < ROWS ? scope : scope + "; the first " + ROWS + ", all of them as CSV";
    }

    private static Table table(Visit visit, Read read) {
        return Table.plain(
                "Codes",
                List.of(
                        Column.text("Code"),
                        Column.text("Stands"),
                        Column.text("To whom"),
                        Column.text("Given"),
                        Column.text("Order")),
                read.codes().stream().map(one -> row(visit, read, one)).toList(),
                new Empty("No code yet", "Take codes in below, as your shop knows them.", null));
    }

    private static Row row(Visit visit, Read read, CodeSeen one) {
        return Row.of(
                Cell.code(one.code(), null),
                Cell.pill(
                        pill(one.state()),
                        one.until() == null ? null : "until " + visit.words().day(one.until())),
                whose(read, one),
                Cell.of(one.givenAt() == null ? "" : visit.words().moment(one.givenAt())),
                order(read, one.order()));
    }

    static Pill pill(CodeSeen.State state) {
        return switch (state) {
            case LEFT -> new Pill(Tone.WAIT, "left");
            case GIVEN -> new Pill(Tone.INFO, "given");
            case USED -> new Pill(Tone.KEPT, "used");
            case EXPIRED -> new Pill(Tone.VOID, "expired");
            case SPENT -> new Pill(Tone.RISK, "spent before it was given");
        };
    }

    private static Cell whose(Read read, CodeSeen one) {
        CustomerId customer = one.customer();
        if (customer == null) return Cell.of(one.givenAt() == null ? "" : "nobody known any more");
        CustomerSummary known = read.people().get(customer);
        String name = known == null ? null : known.name();
        return Cell.link(name == null ? "open" : name, null, "/console/customers/" + customer);
    }

    private static Cell order(Read read, @Nullable OrderId order) {
        return order == null
                ? Cell.of("")
                : Cell.link(read.orders().getOrDefault(order, "open"), null, "/console/orders/" + order);
    }

    private static List<Section> deeds(Read read) {
        List<Section> deeds = new ArrayList<>();
        if (read.pool().kind() == Pool.Kind.LISTED)
            deeds.add(new Section(
                    "fill",
                    "Take codes in",
                    "as your shop knows them, each to be used once",
                    null,
                    Form.of(
                                    path(read.pool()) + "/codes",
                                    "Take them in",
                                    "plus",
                                    List.of(Field.text("codes", "Codes", "")
                                            .ofType("textarea", "off")
                                            .needed()
                                            .hinting("One a line, or the column of a file; at most "
                                                    + Words.count(Pools.CODES_LIMIT) + " at once.")))
                            .weighing(Form.Weight.PRIMARY)));
        deeds.add(new Section(
                "close",
                "Close the pool",
                "nothing is given from it any more; what was given stays good in your shop",
                null,
                Form.of(path(read.pool()) + "/closure", "Close it", "void", List.of())
                        .weighing(Form.Weight.GRAVE)));
        return deeds;
    }

    private Answer fill(Visit visit) {
        List<String> codes = codes(visit.http().formParam("codes"));
        Pool pool = sources.database().inStore(visit.store(), tx -> pool(tx, visit));
        if (codes.isEmpty()) return Answer.done(path(pool), Done.NO_CODES);
        if (pool.kind() == Pool.Kind.SHARED || pool.closedAt() != null)
            return Answer.done(path(pool), Done.NOT_ANY_MORE);
        Pools.Filling filling = new Pools.Filling(codes, visit.session().name());
        Map<String, String> refused = sources.database().inStore(visit.store(), tx -> {
            record(tx, visit, "reward-pool.filled", pool);
            return sources.pools().fill(tx, visit.store(), pool, filling).refused();
        });
        return refused.isEmpty() ? Answer.done(path(pool), Done.CODES_TAKEN) : show(visit, refused);
    }

    /** A line each, or with commas, semicolons or tabs between, as a spreadsheet leaves them; quotes go. */
    private static List<String> codes(@Nullable String text) {
        if (text == null || text.length() > CODES_LIMIT_CHARS) return List.of();
        List<String> codes = Arrays.stream(text.split("[\\r\\n,;\\t]+"))
                .map(code -> code.strip().replaceAll("^\"|\"$", "").strip())
                .filter(code -> !code.isEmpty())
                .toList();
        return codes.size() > Pools.CODES_LIMIT ? List.of() : codes;
    }

    private Answer close(Visit visit) {
        Pool pool = sources.database().inStore(visit.store(), tx -> pool(tx, visit));
        boolean closed = sources.database().inStore(visit.store(), tx -> {
            boolean now = sources.pools().close(tx, visit.store(), pool.id());
            if (now) record(tx, visit, "reward-pool.closed", pool);
            return now;
        });
        return Answer.done(path(pool), closed ? Done.POOL_CLOSED : Done.NOT_ANY_MORE);
    }

    private void record(Tx tx, Visit visit, String deed, Pool pool) {
        sources.audit().record(tx, visit.store(), visit.actor(), Audit.Deed.of(deed, "reward-pool", pool.key()));
    }

    private Answer csv(Visit visit) {
        sources.database().runInStore(visit.store(), tx -> {
            Pool pool = pool(tx, visit);
            Csv.stream(
                    visit.http(),
                    "rewards-" + pool.key(),
                    List.of("code", "state", "customer", "given_at", "until", "order"),
                    lines -> sources.pools()
                            .codes(
                                    tx,
                                    pool,
                                    new Pools.Reading(
                                            visit.store(),
                                            CSV_ROWS,
                                            one -> lines.write(Arrays.asList(
                                                    one.code(),
                                                    one.state().name().toLowerCase(Locale.ROOT),
                                                    print(one.customer()),
                                                    print(one.givenAt()),
                                                    print(one.until()),
                                                    print(one.order()))))));
        });
        return new Answer.Written();
    }

    private static @Nullable String print(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
