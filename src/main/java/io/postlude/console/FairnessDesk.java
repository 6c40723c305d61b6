package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.SectionsPage.Section;
import io.postlude.customers.CustomerId;
import io.postlude.customers.CustomerSummary;
import io.postlude.customers.Customers;
import io.postlude.kernel.Tx;
import io.postlude.returns.Appeal;
import io.postlude.returns.Conduct;
import io.postlude.returns.Fairness;
import io.postlude.returns.Fairness.Ending;
import io.postlude.returns.Fairness.Hit;
import io.postlude.returns.Fairness.Weighed;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom the scores of returns hit: by country, newness and basket, and how many of them turned out fine. */
final class FairnessDesk {
    static final String PATH = ReturnsDesk.PATH + "/fairness";
    private static final int ROWS = 30;
    private static final long DAYS_A_WEEK = 7;
    private static final List<String> BASKETS = List.of("below 50", "50 to 100", "100 to 250", "250 and above");

    private final Frame frame;
    private final ReturnsDesk.Sources sources;
    private final Customers customers;

    FairnessDesk(Frame frame, ReturnsDesk.Sources sources, Customers customers) {
        this.frame = frame;
        this.sources = sources;
        this.customers = customers;
    }

    void addTo(Counter counter) {
        counter.page("returns/fairness", Permission.SEE_RETURNS, this::show);
    }

    private record Read(
            List<Hit> hits,
            List<Weighed> highest,
            Map<CustomerId, CustomerSummary> people,
            List<Appeal> open,
            Optional<Instant> weighedAt) {
        long sum(java.util.function.Predicate<Hit> which) {
            return hits.stream().filter(which).mapToLong(Hit::returns).sum();
        }
    }

    private Read read(Tx tx, Visit visit, int weeks) {
        Fairness fairness = sources.returns().fairness();
        Instant now = visit.words().now();
        List<Weighed> highest = fairness.highest(tx, visit.store(), ROWS);
        Map<CustomerId, CustomerSummary> people = new HashMap<>();
        if (visit.may(Permission.SEE_CUSTOMERS))
            customers
                    .summaries(
                            tx,
                            visit.store(),
                            highest.stream().map(Weighed::customer).toList())
                    .forEach(one -> people.put(one.id(), one));
        return new Read(
                fairness.hits(
                        tx,
                        visit.store(),
                        new Span(now.minus(Duration.ofDays(weeks * DAYS_A_WEEK)), now.plusSeconds(1))),
                highest,
                people,
                fairness.open(tx, visit.store()),
                fairness.weighedAt(tx, visit.store()));
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "weeks");
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, SheetPage.weeks(address)));
        return Answer.page(
                "sheet",
                new SheetPage(
                        frame.below(visit, "Fairness", new Link("Returns", ReturnsDesk.PATH), "returns"),
                        "Whom do the scores hit, and were they right? A score can ask for a person, nothing else.",
                        SheetPage.spans(address),
                        null,
                        figures(visit, read),
                        List.of(),
                        List.of(
                                new Section(
                                        "country",
                                        "By country",
                                        "where it was sent to",
                                        by(read, "Countries", Hit::country),
                                        null),
                                new Section(
                                        "first",
                                        "By newness",
                                        "first order or not",
                                        by(read, "Newness", hit -> hit.first() ? "First order" : "Ordered before"),
                                        null),
                                new Section(
                                        "basket",
                                        "By size of basket",
                                        "the order’s total, in its currency",
                                        by(read, "Baskets", hit -> BASKETS.get(hit.basket())),
                                        null),
                                new Section(
                                        "people",
                                        "Highest scores",
                                        "from " + Conduct.LINE + " on worth a look; no single reason gets there",
                                        people(visit, read),
                                        null),
                                new Section(
                                        "appeals",
                                        "See it differently",
                                        "customers who wait for an answer, the longest first",
                                        appeals(visit, read),
                                        null))));
    }

    private static List<Figure> figures(Visit visit, Read read) {
        long all = read.sum(hit -> true);
        long flagged = read.sum(Hit::flagged);
        long fine = read.sum(hit -> hit.flagged() && hit.ending() == Ending.FINE);
        long over = fine + read.sum(hit -> hit.flagged() && hit.ending() == Ending.NOT_FINE);
        return List.of(
                new Figure("Returns", Words.count(all), "of known customers", null),
                new Figure("Worth a look", share(flagged, all), Words.count(flagged) + " of them", null),
                new Figure(
                        "Turned out fine",
                        share(fine, over),
                        over == 0
                                ? "none is over yet"
                                : Words.count(fine) + " of " + Words.count(over) + " that are over",
                        null),
                new Figure(
                        "As of",
                        read.weighedAt().map(visit.words()::moment).orElse("not yet"),
                        "rules version " + Conduct.RULES_VERSION,
                        null));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "none" : Words.percent((double) part / whole) + " %";
    }

    private static Table by(Read read, String caption, Function<Hit, String> group) {
        Map<String, List<Hit>> groups =
                read.hits().stream().collect(Collectors.groupingBy(group, TreeMap::new, Collectors.toList()));
        return Table.plain(
                caption,
                List.of(
                        Column.text(""),
                        Column.number("Returns"),
                        Column.number("Worth a look"),
                        Column.number("Share"),
                        Column.number("Fine"),
                        Column.number("Not fine")),
                groups.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList(),
                new Empty("Nothing was sent back", "Look further back, above.", null));
    }

    private static Row row(String name, List<Hit> hits) {
        long all = hits.stream().mapToLong(Hit::returns).sum();
        List<Hit> flagged = hits.stream().filter(Hit::flagged).toList();
        long sum = flagged.stream().mapToLong(Hit::returns).sum();
        return Row.of(
                Cell.of(name.isEmpty() ? "not known" : name),
                Cell.of(Words.count(all)),
                Cell.of(Words.count(sum)),
                Cell.of(share(sum, all)),
                Cell.of(Words.count(ended(flagged, Ending.FINE))),
                Cell.of(Words.count(ended(flagged, Ending.NOT_FINE))));
    }

    private static long ended(List<Hit> flagged, Ending ending) {
        return flagged.stream()
                .filter(hit -> hit.ending() == ending)
                .mapToLong(Hit::returns)
                .sum();
    }

    private static Table appeals(Visit visit, Read read) {
        return Table.plain(
                "Appeals",
                List.of(Column.text("Asked"), Column.text("Says")),
                read.open().stream()
                        .map(one -> Row.of(
                                Cell.link(visit.words().moment(one.askedAt()), null, ReturnDesk.path(one.of())),
                                Cell.of(visit.may(Permission.SEE_CUSTOMERS) ? one.words() : "open the return")))
                        .toList(),
                new Empty("Nobody waits", "Who sees it differently says so on the page of their return.", null));
    }

    private static Table people(Visit visit, Read read) {
        return Table.plain(
                "Highest scores",
                List.of(Column.text("Customer"), Column.number("Score"), Column.text(""), Column.text("Why")),
                read.highest().stream()
                        .map(one -> Row.of(
                                customer(visit, one.customer(), read.people().get(one.customer())),
                                Cell.of(Integer.toString(one.conduct().score())),
                                Cell.pill(ConductWords.pill(one.conduct()), null),
                                Cell.of(one.conduct().signs().stream()
                                        .map(ConductWords::sign)
                                        .collect(Collectors.joining(". ")))))
                        .toList(),
                new Empty("Nobody stands out", "Scores follow what is sent back within a few hours.", null));
    }

    private static Cell customer(Visit visit, CustomerId id, @Nullable CustomerSummary known) {
        if (!visit.may(Permission.SEE_CUSTOMERS)) return Cell.of("a customer");
        String name = known == null ? null : known.name();
        return Cell.link(name == null ? "open" : name, null, "/console/customers/" + id);
    }
}
