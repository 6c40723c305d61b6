package io.postlude.console;

import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Filters;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Option;
import io.postlude.console.Parts.Paging;
import io.postlude.console.Parts.Pick;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.View;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.ProductId;
import io.postlude.returns.Dimension;
import io.postlude.returns.Reason;
import io.postlude.returns.ReasonCounts;
import io.postlude.returns.ReasonCounts.Counted;
import io.postlude.returns.ReasonCounts.Example;
import io.postlude.returns.ReasonCounts.Question;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.Subject;
import io.postlude.stores.Permission;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why things come back, by product, variant, lot, description or carrier, beside what was sold; each opens its examples. */
final class ReturnReasonsDesk {
    static final String PATH = ReturnsDesk.PATH + "/reasons";
    private static final String[] NAMES = {"by", "weeks", "reason", "q"};
    private static final int ROWS = 200;
    private static final int DAYS_A_WEEK = 7;

    private final Frame frame;
    private final ReturnsDesk.Sources sources;

    ReturnReasonsDesk(Frame frame, ReturnsDesk.Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    void addTo(Counter counter) {
        counter.page("returns/reasons", Permission.SEE_RETURNS, this::show);
        counter.page("returns/reasons.csv", Permission.SEE_RETURNS, this::csv);
    }

    /** Where one subject's examples stand. */
    static String path(Subject subject, Reason reason) {
        return PATH + "?by=" + subject.dimension().word() + "&weeks=4&reason=" + reason.word() + "&of="
                + URLEncoder.encode(key(subject), StandardCharsets.UTF_8);
    }

    private static String key(Subject subject) {
        return subject.product() == null ? subject.what() : subject.product() + " " + subject.what();
    }

    private static Optional<Subject> subject(Dimension by, String key) {
        if (key.isEmpty()) return Optional.empty();
        if (by == Dimension.CARRIER) return Optional.of(new Subject(by, null, key));
        int space = key.indexOf(' ');
        String product = space < 0 ? key : key.substring(0, space);
        String what = space < 0 ? "" : key.substring(space + 1);
        if (by == Dimension.VARIANT && !what.matches("[0-9]{1,18}")) return Optional.empty();
        return ProductId.parse(product).map(id -> new Subject(by, id, what));
    }

    private static Question question(Visit visit, Address address) {
        Instant now = visit.words().now();
        Dimension by = dimension(address);
        long days = (long) SheetPage.weeks(address) * DAYS_A_WEEK;
        Span span = new Span(now.minus(Duration.ofDays(days)), now.plusSeconds(1));
        return new Question(by, Reason.of(address.text("reason")).orElse(null), span);
    }

    private static Dimension dimension(Address address) {
        for (Dimension one : Dimension.values()) if (address.is("by", one.word())) return one;
        return Dimension.PRODUCT;
    }

    private record Read(List<Counted> rows, SubjectNames names) {}

    private Read read(Tx tx, Visit visit, Address address) {
        List<Counted> rows = counts().count(tx, visit.store(), question(visit, address));
        SubjectNames names = SubjectNames.of(
                tx, visit, sources.orders(), rows.stream().map(Counted::subject).toList());
        String text = address.text("q").toLowerCase(Locale.ROOT);
        return new Read(
                rows.stream()
                        .filter(row -> names.name(row.subject())
                                .toLowerCase(Locale.ROOT)
                                .contains(text))
                        .limit(ROWS)
                        .toList(),
                names);
    }

    private ReasonCounts counts() {
        return sources.returns().reasons();
    }

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        String of = visit.query("of");
        Optional<Subject> one = of == null ? Optional.empty() : subject(dimension(address), of);
        return one.isPresent() ? examples(visit, address, one.get()) : list(visit, address);
    }

    private Answer list(Visit visit, Address address) {
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, address));
        return Answer.page(
                "list",
                new ListPage(
                        frame.below(
                                visit,
                                "Reasons",
                                new Link("What returns teach", ReturnsDesk.PATH + "/insights"),
                                "returns"),
                        figures(read, dimension(address)),
                        filters(address, address.at(PATH + ".csv")),
                        table(address, read)));
    }

    private static List<Figure> figures(Read read, Dimension by) {
        long back = read.rows().stream().mapToLong(Counted::back).sum();
        long before = read.rows().stream().mapToLong(Counted::backBefore).sum();
        String unit = by == Dimension.CARRIER ? "parcels with something wrong" : "pieces came back";
        return List.of(
                new Figure("Now", Words.count(back), unit, null),
                new Figure("Before", Words.count(before), "of the same, as long before", null));
    }

    private static Filters filters(Address address, String csv) {
        List<View> views = new ArrayList<>();
        for (Dimension one : Dimension.values())
            views.add(new View(
                    ReturnWords.dimension(one),
                    address.with("by", one == Dimension.PRODUCT ? "" : one.word()),
                    one == dimension(address)));
        int weeks = SheetPage.weeks(address);
        List<Option> spans = SheetPage.WEEKS.stream()
                .map(span -> new Option(Integer.toString(span), span + " weeks", span == weeks))
                .toList();
        List<Option> reasons = new ArrayList<>(
                List.of(new Option("", "any", address.text("reason").isEmpty())));
        for (Reason reason : Reason.values())
            reasons.add(new Option(reason.word(), ReturnWords.reason(reason, ""), address.is("reason", reason.word())));
        return new Filters(
                PATH,
                "Name",
                address.text("q"),
                views,
                List.of(new Pick("weeks", "Over:", spans), new Pick("reason", "Why:", reasons)),
                address.kept("by"),
                address.count("weeks", "reason", "q") > 0 ? PATH : null,
                csv);
    }

    private static Table table(Address address, Read read) {
        boolean carrier = dimension(address) == Dimension.CARRIER;
        return new Table(
                "Reasons",
                List.of(
                        Column.text(ReturnWords.dimension(dimension(address))),
                        Column.text("Why").wide(),
                        Column.number("Back"),
                        Column.number(carrier ? "Carried" : "Sold"),
                        Column.number("Rate"),
                        Column.number("Before")),
                read.rows().stream().map(row -> row(address, read.names(), row)).toList(),
                empty(address),
                null,
                Paging.none(
                        "Sold is counted ten days earlier, as that is when most of what comes back was bought. Under "
                                + ReasonCounts.LEAST_SOLD + " sold there is no rate."));
    }

    private static Row row(Address address, SubjectNames names, Counted row) {
        String why = row.reasons().entrySet().stream()
                .sorted(Map.Entry.<Reason, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(3)
                .map(entry -> ReturnWords.reason(entry.getKey(), "") + " " + Words.count(entry.getValue()))
                .collect(Collectors.joining(", "));
        return Row.of(
                Cell.link(
                        names.name(row.subject()), names.small(row.subject()), address.with("of", key(row.subject()))),
                Cell.of(why),
                Cell.of(Words.count(row.back())),
                Cell.of(row.sold() == 0 ? "none" : Words.count(row.sold())),
                row.hasRate()
                        ? Cell.of(
                                Words.percent(row.rate()) + " %",
                                Words.percent(row.bound(false)) + "–" + Words.percent(row.bound(true)))
                        : Cell.of("too few"),
                row.hasRateBefore()
                        ? Cell.of(Words.percent(row.rateBefore()) + " %")
                        : Cell.of(Words.count(row.backBefore()) + " of " + Words.count(row.soldBefore())));
    }

    private static Empty empty(Address address) {
        if (address.count("reason", "q", "weeks") > 0)
            return new Empty("Nothing fits", "Look further back, or at any reason.", new Link("Clear filters", PATH));
        return switch (dimension(address)) {
            case LOT ->
                new Empty(
                        "No lot is known",
                        "Send “lot” with the items of a fulfilment over the API, or type or scan it when you look at what came back.",
                        new Link("Receive", ReceiveDesk.PATH));
            case DESCRIPTION ->
                new Empty(
                        "No description is known",
                        "Shopify and WooCommerce tell each change of a product’s text by webhook, your own programs by API. Orders fall under the text of their day.",
                        new Link("Connections", "/console/connections"));
            case CARRIER ->
                new Empty("Nothing went wrong on the way", "What came late, damaged or incomplete stands here.", null);
            case PRODUCT, VARIANT ->
                new Empty(
                        "Nothing came back",
                        "Reasons appear with the first return.",
                        new Link("Returns", ReturnsDesk.PATH));
        };
    }

    private record Seen(List<Example> examples, Map<OrderId, OrderView> orders, SubjectNames names) {}

    private Answer examples(Visit visit, Address address, Subject subject) {
        Seen seen = sources.database().inStore(visit.store(), tx -> {
            List<Example> examples = counts().examples(tx, visit.store(), question(visit, address), subject);
            Map<OrderId, OrderView> orders = new HashMap<>();
            sources.orders()
                    .orders(
                            tx,
                            visit.store(),
                            examples.stream().map(Example::order).distinct().toList())
                    .forEach(order -> orders.put(order.id(), order));
            return new Seen(examples, orders, SubjectNames.of(tx, visit, sources.orders(), List.of(subject)));
        });
        return Answer.page(
                "list",
                new ListPage(
                        frame.below(
                                visit, seen.names().name(subject), new Link("Reasons", address.at(PATH)), "returns"),
                        List.of(),
                        filters(address, address.at(PATH + ".csv")),
                        new Table(
                                "Examples",
                                List.of(
                                        Column.text("Return of"),
                                        Column.text("Thing"),
                                        Column.text("Why"),
                                        Column.text("In their words").wide()),
                                seen.examples().stream()
                                        .map(one -> row(visit, seen, one))
                                        .toList(),
                                new Empty("Nothing fits", "Look further back, or at any reason.", null),
                                null,
                                Paging.none("the newest " + ReasonCounts.EXAMPLES_LIMIT + " at most"))));
    }

    private static Row row(Visit visit, Seen seen, Example one) {
        OrderView order = seen.orders().get(one.order());
        String thing = order == null
                ? ""
                : order.lines().stream()
                        .filter(line -> line.id().equals(one.line()))
                        .map(line -> line.title() + (line.variantTitle() == null ? "" : ", " + line.variantTitle()))
                        .findFirst()
                        .orElse("");
        return Row.of(
                Cell.link(
                        order == null ? "an order" : order.number(),
                        visit.words().moment(one.at()),
                        ReturnDesk.path(one.returned())),
                Cell.of(thing),
                Cell.of(ReturnWords.reason(one.reason(), "")),
                Cell.of(visit.may(Permission.SEE_CUSTOMERS) ? one.words() : null));
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        Read read = sources.database().inStore(visit.store(), tx -> read(tx, visit, address));
        Csv.stream(
                visit.http(),
                "reasons-by-" + dimension(address).word(),
                List.of("name", "detail", "reason", "back", "sold", "back_of_all_reasons", "all_before", "sold_before"),
                lines -> read.rows()
                        .forEach(row -> row.reasons()
                                .forEach((reason, count) -> lines.write(List.of(
                                        read.names().name(row.subject()),
                                        read.names().small(row.subject()),
                                        reason.word(),
                                        Long.toString(count),
                                        Long.toString(row.sold()),
                                        Long.toString(row.back()),
                                        Long.toString(row.backBefore()),
                                        Long.toString(row.soldBefore()))))));
        return new Answer.Written();
    }
}
