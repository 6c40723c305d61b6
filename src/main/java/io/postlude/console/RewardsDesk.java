package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.PoolFigures;
import io.postlude.loyalty.PoolId;
import io.postlude.loyalty.Pools;
import io.postlude.orders.Orders;
import io.postlude.stores.Audit;
import io.postlude.stores.Permission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Pools of codes beside one another: what is left, what was given, what became of it; and where a new one is made. */
final class RewardsDesk {
    static final String PATH = "/console/rewards";

    private final Frame frame;
    private final Sources sources;

    RewardsDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** What the pages show and act through. */
    record Sources(Database database, Pools pools, Customers customers, Orders orders, Audit audit) {}

    void addTo(Counter counter) {
        counter.page("rewards", Permission.SEE_MESSAGES, visit -> show(visit, List.of()));
        counter.deed("rewards", Permission.CHANGE_BRAND, this::make);
    }

    private record Read(List<Pool> pools, Map<PoolId, PoolFigures> figures) {
        PoolFigures of(Pool pool) {
            return figures.getOrDefault(pool.id(), PoolFigures.NOTHING);
        }
    }

    private Read read(Tx tx, StoreId store) {
        return new Read(sources.pools().all(tx, store), sources.pools().figures(tx, store));
    }

    private Answer show(Visit visit, List<FieldError> wrong) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit.store()));
        boolean may = visit.may(Permission.CHANGE_BRAND);
        Section pools = new Section(
                "pools",
                "Pools of codes",
                "orders that carry a code are counted; that they came because of it is not said",
                table(read),
                null);
        Section made = new Section(
                "new", "New pool", "for the act “give a reward” of a journey", null, PoolForm.of(visit, wrong));
        SectionsPage page = new SectionsPage(
                frame.page(visit, "Rewards", "rewards"), List.of(), null, may ? List.of(pools, made) : List.of(pools));
        return wrong.isEmpty() ? Answer.page("sections", page) : Answer.again("sections", page);
    }

    private static Table table(Read read) {
        return Table.plain(
                "Pools of codes",
                List.of(
                        Column.text("Pool"),
                        Column.text("Stands"),
                        Column.number("Left"),
                        Column.number("Given"),
                        Column.number("Used"),
                        Column.number("Expired"),
                        Column.number("Orders with it").wide()),
                read.pools().stream().map(pool -> row(pool, read.of(pool))).toList(),
                new Empty(
                        "No pool yet",
                        "Make codes in your shop, take them in here, and let a journey give each to one customer.",
                        null));
    }

    private static Row row(Pool pool, PoolFigures figures) {
        boolean listed = pool.kind() == Pool.Kind.LISTED;
        return Row.of(
                Cell.link(pool.name(), pool.worth().says(Locale.ENGLISH), PATH + "/" + pool.key()),
                Cell.pill(pill(pool, figures), listed ? null : "one code for everybody"),
                Cell.of(listed ? Words.count(figures.left()) : ""),
                Cell.of(Words.count(figures.given())),
                Cell.of(Words.count(figures.used())),
                Cell.of(Words.count(figures.expired())),
                Cell.of(Words.count(figures.orders()), money(figures)));
    }

    static Pill pill(Pool pool, PoolFigures figures) {
        if (pool.closedAt() != null) return new Pill(Tone.VOID, "closed");
        if (pool.kind() == Pool.Kind.LISTED && figures.left() == 0) return new Pill(Tone.BROKEN, "empty");
        return pool.isLow(figures) ? new Pill(Tone.RISK, "few left") : new Pill(Tone.KEPT, "open");
    }

    static String money(PoolFigures figures) {
        return figures.money().stream()
                .map(sum -> Words.money(sum.minor(), sum.currency().getCurrencyCode()))
                .collect(Collectors.joining(" and "));
    }

    private Answer make(Visit visit) {
        PoolForm.Reading reading = PoolForm.read(visit);
        Pools.Wanted wanted = reading.wanted();
        if (wanted == null) return show(visit, reading.wrong());
        Pools.Made made = sources.database().<Pools.Made>inStore(visit.store(), tx -> {
            Pools.Made said = sources.pools().make(tx, visit.store(), wanted);
            if (said instanceof Pools.Kept) record(tx, visit, "reward-pool.made", wanted.key());
            return said;
        });
        return switch (made) {
            case Pools.Kept _ -> Answer.done(PATH + "/" + wanted.key(), Done.POOL_MADE);
            case Pools.Mistaken(List<FieldError> errors) -> show(visit, errors);
        };
    }

    private void record(Tx tx, Visit visit, String deed, String key) {
        sources.audit().record(tx, visit.store(), visit.actor(), Audit.Deed.of(deed, "reward-pool", key));
    }
}
