package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Deed;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.console.SectionsPage.Section;
import io.postlude.kernel.Money;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnInsights;
import io.postlude.returns.ReturnInsights.Outcome;
import io.postlude.returns.ReturnInsights.Reasoned;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.ReturnInsights.Went;
import io.postlude.returns.ReturnRecords.Entry;
import io.postlude.returns.RisingReason;
import io.postlude.stores.Permission;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What returns teach: why things come back, what rises, what it costs, what stays with the store. */
final class ReturnInsightsDesk {
    private static final String PATH = ReturnsDesk.PATH + "/insights";
    private static final int ROWS = 30;
    private static final long DAYS_A_WEEK = 7;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    ReturnInsightsDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/insights", Permission.SEE_RETURNS, this::show);
        counter.deed("returns/insights/rising", Permission.DECIDE_RETURNS, this::seen);
        counter.page("returns/insights.csv", Permission.SEE_RETURNS, this::csv);
    }

    private record Read(
            List<Reasoned> reasons,
            List<Outcome> outcomes,
            List<Went> went,
            List<Entry> books,
            List<Money> labels,
            Map<OrderId, OrderView> orders,
            List<RisingReason> rising,
            SubjectNames names) {
        String name(Reasoned one) {
            OrderView order = orders.get(one.order());
            return order == null
                    ? "a thing no longer known"
                    : order.lines().stream()
                            .filter(line -> line.id().equals(one.line()))
                            .map(line -> line.title() + (line.variantTitle() == null ? "" : ", " + line.variantTitle()))
                            .findFirst()
                            .orElse("");
        }
    }

    private Read read(Tx tx, Visit visit, int weeks) {
        Instant now = visit.words().now();
        Span span = new Span(now.minus(Duration.ofDays(weeks * DAYS_A_WEEK)), now.plusSeconds(1));
        ReturnInsights insights = sources.returns().insights();
        List<Reasoned> reasons = insights.reasons(tx, visit.store(), span);
        Map<OrderId, OrderView> orders = new HashMap<>();
        sources.orders()
                .orders(
                        tx,
                        visit.store(),
                        reasons.stream().map(Reasoned::order).distinct().toList())
                .forEach(order -> orders.put(order.id(), order));
        List<RisingReason> rising = sources.returns().rising().open(tx, visit.store());
        SubjectNames names = SubjectNames.of(
                tx,
                visit,
                sources.orders(),
                rising.stream().map(RisingReason::subject).toList());
        return new Read(
                reasons,
                insights.outcomes(tx, visit.store(), span),
                insights.dispositions(tx, visit.store(), span),
                sources.returns().records().balances(tx, visit.store(), span.from(), span.until()),
                sources.returns().returns().labels().cost(tx, visit.store(), span),
                orders,
                rising,
                names);
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, SheetPage.weeks(address)));
        Empty none = new Empty("Nothing came back", "Look further back, above.", null);
        return Answer.page(
                "sheet",
                new SheetPage(
                        frame.below(
                                visit, "What returns teach", new Parts.Link("Returns", ReturnsDesk.PATH), "returns"),
                        "Why do things come back, what does it cost, and what stays?",
                        SheetPage.spans(address),
                        address.at(PATH + ".csv"),
                        figures(read),
                        List.of(),
                        List.of(
                                new Section(
                                        "rising",
                                        "Rising reasons",
                                        "the last four weeks of a product, variant or carrier against its own half year, of a lot or description against the rest of its product; at most one in twenty told is chance",
                                        rising(visit, read),
                                        null),
                                new Section(
                                        "why",
                                        "Why things come back",
                                        "all pieces not called off",
                                        why(read, none),
                                        null),
                                new Section(
                                        "things",
                                        "What comes back",
                                        "by variant and reason, the most first",
                                        things(read, none),
                                        null),
                                new Section(
                                        "kept",
                                        "What it came to",
                                        "pieces that were taken",
                                        outcomes(read, none),
                                        null),
                                new Section(
                                        "went",
                                        "Where it went",
                                        "pieces that were looked at",
                                        went(read, none),
                                        null))));
    }

    private static List<Figure> figures(Read read) {
        long pieces = read.reasons().stream().mapToLong(Reasoned::pieces).sum();
        long taken = read.outcomes().stream().mapToLong(Outcome::pieces).sum();
        long stays = read.outcomes().stream()
                .filter(one -> one.remedy() == Remedy.Kind.EXCHANGE || one.remedy() == Remedy.Kind.CREDIT)
                .mapToLong(Outcome::pieces)
                .sum();
        return List.of(
                new Figure("Pieces sent back", Words.count(pieces), "asked for and not called off", null),
                new Figure(
                        "Revenue that stays",
                        money(read, Remedy.Kind.EXCHANGE, Remedy.Kind.CREDIT),
                        taken == 0
                                ? "nothing taken yet"
                                : Words.count(stays) + " of " + Words.count(taken) + " pieces, by exchange or credit",
                        null),
                new Figure(
                        "Money back",
                        money(read, Remedy.Kind.REFUND, Remedy.Kind.KEEP, Remedy.Kind.DONATE),
                        "refunds, keep-it, pass-it-on",
                        null),
                new Figure(
                        "Labels", labels(read), "bought and not taken back; the built-in one costs nothing here", null),
                new Figure(
                        "On top of it",
                        cost(read),
                        "bonuses and outbound shipping given, less fees and what was kept back",
                        null));
    }

    private static String money(Read read, Remedy.Kind... kinds) {
        Map<String, Long> sums = new TreeMap<>();
        read.outcomes().stream()
                .filter(outcome -> List.of(kinds).contains(outcome.remedy()))
                .forEach(outcome -> sums.merge(
                        outcome.value().currency().getCurrencyCode(),
                        outcome.value().minor(),
                        Long::sum));
        return print(sums);
    }

    private static String labels(Read read) {
        Map<String, Long> sums = new TreeMap<>();
        read.labels().forEach(cost -> sums.merge(cost.currency().getCurrencyCode(), cost.minor(), Long::sum));
        return print(sums);
    }

    private static String cost(Read read) {
        Map<String, Long> sums = new TreeMap<>();
        read.books().stream()
                .filter(entry -> switch (entry.account()) {
                    case BONUS, SHIPPING, FEE, RESTOCKING, DEDUCTION -> true;
                    case GOODS, TAX, KEPT, REFUND, CREDIT, EXCHANGE, DEPOSIT, RECEIVED, GIVEN -> false;
                })
                .forEach(entry -> sums.merge(
                        entry.amount().currency().getCurrencyCode(),
                        entry.amount().minor(),
                        Long::sum));
        return print(sums);
    }

    private static String print(Map<String, Long> sums) {
        String text = String.join(
                ", ",
                sums.entrySet().stream()
                        .map(sum -> Words.money(sum.getValue(), sum.getKey()))
                        .toList());
        return text.isEmpty() ? "nothing" : text;
    }

    private static Table rising(Visit visit, Read read) {
        boolean decides = visit.may(Permission.DECIDE_RETURNS);
        List<Row> rows = read.rising().stream()
                .map(one -> Row.of(
                        Cell.of(
                                read.names().name(one.subject()),
                                "noticed " + visit.words().moment(one.noticedAt())),
                        Cell.pill(new Pill(Tone.RISK, ReturnWords.reason(one.reason(), "")), null),
                        Cell.link(
                                Words.count(one.pieces()),
                                "of " + Words.count(one.sold())
                                        + (one.subject().product() == null ? " carried" : " sold"),
                                ReturnReasonsDesk.path(one.subject(), one.reason())),
                        Cell.of(BigDecimal.valueOf(one.usual())
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString()),
                        Cell.link(
                                "The newest",
                                null,
                                ReturnDesk.path(one.examples().getFirst())),
                        Cell.deeds(
                                decides
                                        ? List.of(new Deed(
                                                "Seen to",
                                                "check",
                                                PATH + "/rising",
                                                Map.of("rising", Long.toString(one.id())),
                                                false))
                                        : List.of())))
                .toList();
        return Table.plain(
                "Rising reasons",
                List.of(
                        Column.text("Thing"),
                        Column.text("Why"),
                        Column.number("Four weeks"),
                        Column.number("Usual"),
                        Column.text("Example"),
                        Column.text("")),
                rows,
                new Empty(
                        "No reason rises",
                        "Nothing comes back more often than its own past and chance would give.",
                        null));
    }

    private Answer seen(Visit visit) {
        String id = visit.field("rising");
        if (!id.matches("[0-9]{1,19}")) throw Refusal.notFound();
        boolean done = sources.database()
                .inStore(
                        visit.store(),
                        tx -> sources.returns()
                                .rising()
                                .close(
                                        tx,
                                        visit.store(),
                                        Long.parseLong(id),
                                        visit.session().name()));
        return Answer.done(PATH, done ? Done.SETTINGS_SAVED : Done.NOT_ANY_MORE);
    }

    private static Table why(Read read, Empty none) {
        Map<Reason, Long> sums = new EnumMap<>(Reason.class);
        read.reasons().forEach(one -> sums.merge(one.reason(), one.pieces(), Long::sum));
        long all = sums.values().stream().mapToLong(Long::longValue).sum();
        List<Row> rows = sums.entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue(Comparator.reverseOrder()))
                .map(sum -> Row.of(
                        Cell.of(
                                ReturnWords.reason(sum.getKey(), ""),
                                sum.getKey().isOurs() ? "the store’s or the carrier’s doing" : null),
                        Cell.of(Words.count(sum.getValue())),
                        Cell.of(Words.percent((double) sum.getValue() / all) + " %")))
                .toList();
        return Table.plain(
                "Reasons", List.of(Column.text("Why"), Column.number("Pieces"), Column.number("Share")), rows, none);
    }

    private static Table things(Read read, Empty none) {
        return Table.plain(
                "Things",
                List.of(
                        Column.text("Thing"),
                        Column.text("Why"),
                        Column.number("Pieces"),
                        Column.number("First half").wide(),
                        Column.number("Second half").wide()),
                read.reasons().stream()
                        .limit(ROWS)
                        .map(one -> Row.of(
                                Cell.of(read.name(one)),
                                Cell.of(ReturnWords.reason(one.reason(), "")),
                                Cell.of(Words.count(one.pieces())),
                                Cell.of(Words.count(one.former())),
                                Cell.of(Words.count(one.latter()))))
                        .toList(),
                none);
    }

    private static Table outcomes(Read read, Empty none) {
        return Table.plain(
                "Outcomes",
                List.of(Column.text("Outcome"), Column.number("Pieces"), Column.number("Worth")),
                read.outcomes().stream()
                        .map(one -> Row.of(
                                Cell.of(ReturnWords.remedy(one.remedy())),
                                Cell.of(Words.count(one.pieces())),
                                Cell.of(Words.money(
                                        one.value().minor(),
                                        one.value().currency().getCurrencyCode()))))
                        .toList(),
                none);
    }

    private static Table went(Read read, Empty none) {
        return Table.plain(
                "Where it went",
                List.of(Column.text("Condition"), Column.text("Went to"), Column.number("Pieces")),
                read.went().stream()
                        .map(one -> Row.of(
                                Cell.of(one.grade().name() + ", " + ReturnWords.grade(one.grade())),
                                Cell.of(ReturnWords.disposition(one.disposition())),
                                Cell.of(Words.count(one.pieces()))))
                        .toList(),
                none);
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, SheetPage.weeks(address)));
        List<String> heading =
                new ArrayList<>(List.of("thing", "reason", "pieces", "first_half", "second_half", "rising"));
        Csv.stream(
                visit.http(),
                "return-reasons",
                List.copyOf(heading),
                lines -> read.reasons()
                        .forEach(one -> lines.write(List.of(
                                read.name(one),
                                one.reason().word(),
                                Long.toString(one.pieces()),
                                Long.toString(one.former()),
                                Long.toString(one.latter()),
                                Boolean.toString(one.isRising())))));
        return new Answer.Written();
    }
}
