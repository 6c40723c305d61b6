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
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.returns.Method;
import io.postlude.returns.Payout;
import io.postlude.returns.Reason;
import io.postlude.returns.ReturnQuery;
import io.postlude.returns.ReturnRecords.Due;
import io.postlude.returns.ReturnView;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.Stage;
import io.postlude.stores.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All returns: those that wait for somebody, those under way, those done; filtered, found by label, taken along as CSV. */
final class ReturnsDesk {
    static final String PATH = "/console/returns";
    private static final int PAGE_ROWS = 50;
    private static final int CSV_PAGE_ROWS = 200;
    private static final String[] NAMES = {"q", "view", "reason", "method", "after"};
    private static final String[] FILTERS = {"view", "reason", "method"};

    private final Frame frame;
    private final Sources sources;

    ReturnsDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where the rows come from. */
    record Sources(Database database, Orders orders, ReturnsModule returns) {
        /** The orders of returns, by their ids. */
        Map<OrderId, OrderView> orders(Tx tx, Visit visit, List<ReturnView> returns) {
            Map<OrderId, OrderView> known = new HashMap<>();
            List<OrderId> ids =
                    returns.stream().map(ReturnView::order).distinct().toList();
            orders.orders(tx, visit.store(), ids).forEach(order -> known.put(order.id(), order));
            return known;
        }
    }

    void addTo(Counter counter) {
        counter.page("returns", Permission.SEE_RETURNS, this::show);
        counter.page("returns.csv", Permission.SEE_CUSTOMERS, this::csv);
    }

    private record Found(
            Page<ReturnView> page,
            Map<OrderId, OrderView> orders,
            Map<Stage, Long> counts,
            List<Due> due,
            long troubled,
            ShopReturnsDesk.Listed inShop) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        Optional<ReturnView> named = address.get("q") == null
                ? Optional.empty()
                : sources.database()
                        .inStore(
                                visit.store(),
                                tx -> sources.returns().returns().byCode(tx, visit.store(), address.text("q")));
        boolean part = visit.http().header("HX-Request") != null;
        if (named.isPresent() && !part)
            return new Answer.Go(PATH + "/" + named.get().id());
        Found found = sources.database().inStore(visit.store(), tx -> find(tx, visit, address, named));
        return Answer.page(
                "list",
                new ListPage(
                        frame.page(visit, "Returns", "returns"),
                        figures(found),
                        filters(visit, address),
                        table(visit, address, found),
                        ways(visit)));
    }

    private static List<Link> ways(Visit visit) {
        List<Link> ways = new ArrayList<>();
        if (visit.may(Permission.RECEIVE_RETURNS)) ways.add(new Link("Receive", ReceiveDesk.PATH));
        ways.add(new Link("Exceptions", PATH + "/exceptions"));
        ways.add(new Link("Money", PATH + "/money"));
        ways.add(new Link("Made in the shop", ShopReturnsDesk.PATH));
        ways.add(new Link("Stock", StockDesk.PATH));
        ways.add(new Link("Pickups", PickupsDesk.PATH));
        ways.add(new Link("Fairness", FairnessDesk.PATH));
        ways.add(new Link("What they teach", PATH + "/insights"));
        ways.add(new Link("Reasons", ReturnReasonsDesk.PATH));
        ways.add(new Link("Sizes", SizesDesk.PATH));
        ways.add(new Link("Costs", ReturnCostsDesk.PATH));
        ways.add(new Link("Policy", PolicyDesk.PATH));
        return ways;
    }

    private Found find(Tx tx, Visit visit, Address address, Optional<ReturnView> named) {
        Page<ReturnView> page = address.get("q") == null
                ? sources.returns().returns().list(tx, visit.store(), query(address, PAGE_ROWS, address.get("after")))
                : new Page<>(named.stream().toList(), null);
        return new Found(
                page,
                sources.orders(tx, visit, page.rows()),
                sources.returns().returns().counts(tx, visit.store()),
                sources.returns().records().due(tx, visit.store()),
                sources.returns().records().troubled(tx, visit.store()),
                isTop(address) ? ShopReturnsDesk.Listed.open(tx, visit, sources) : ShopReturnsDesk.Listed.NONE);
    }

    /** What was made in the shop and is not over stands before all others, on the first page that nothing narrows down. */
    private static boolean isTop(Address address) {
        boolean wide = address.text("view").isEmpty() || address.is("view", "open");
        return wide && address.count("q", "reason", "method", "after") == 0;
    }

    private static ReturnQuery query(Address address, int rows, @Nullable String cursor) {
        Reason reason = Reason.of(address.text("reason")).orElse(null);
        Method method = Method.of(address.text("method")).orElse(null);
        boolean trouble = address.is("view", "trouble");
        var only = new ReturnQuery.Only(reason, method, trouble);
        return new ReturnQuery(stages(address.text("view")), only, cursor, rows);
    }

    private static Set<Stage> stages(String view) {
        return switch (view) {
            case "trouble" -> Set.of();
            case "open" -> Arrays.stream(Stage.values()).filter(Stage::isOpen).collect(Collectors.toSet());
            default ->
                Arrays.stream(Stage.values())
                        .filter(stage -> word(stage).equals(view))
                        .collect(Collectors.toSet());
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<Figure> figures(Found found) {
        long open = found.counts().entrySet().stream()
                .filter(entry -> entry.getKey().isOpen())
                .mapToLong(Map.Entry::getValue)
                .sum();
        long all = found.counts().values().stream().mapToLong(Long::longValue).sum();
        String sum = found.due().stream()
                .filter(due -> due.state() == Payout.State.BY_HAND)
                .map(due -> Words.money(due.sum().minor(), due.sum().currency().getCurrencyCode()))
                .collect(Collectors.joining(", "));
        long byHand = found.due().stream()
                .filter(due -> due.state() == Payout.State.BY_HAND)
                .mapToLong(Due::count)
                .sum();
        return List.of(
                new Figure("Open", Words.count(open), "of " + Words.count(all) + " in all", PATH + "?view=open"),
                new Figure(
                        "A person decides",
                        Words.count(found.counts().getOrDefault(Stage.ASKED, 0L)),
                        "before anything is sent",
                        PATH + "?view=asked"),
                new Figure(
                        "To be looked at",
                        Words.count(found.counts().getOrDefault(Stage.ARRIVED, 0L)),
                        "arrived, the refund is promised",
                        PATH + "?view=arrived"),
                new Figure(
                        "Not as it should be",
                        Words.count(found.troubled()),
                        "missing, another thing, undecided",
                        PATH + "?view=trouble"),
                new Figure(
                        "To give by hand",
                        sum.isEmpty() ? "nothing" : sum,
                        Words.count(byHand, "payout", "payouts"),
                        PATH + "/money"));
    }

    private static String shortly(Stage stage) {
        return switch (stage) {
            case ASKED -> "Decide";
            case AWAITED -> "Not sent";
            case UNDER_WAY -> "Under way";
            case ARRIVED -> "Here";
            case OWED -> "Money due";
            case MISSING, DONE, REFUSED, CALLED_OFF -> ReturnWords.stage(stage).word();
        };
    }

    /** The number as people read it; it never breaks at its hyphens. */
    static String shown(String code) {
        return code.replace('-', '\u2011');
    }

    private static Filters filters(Visit visit, Address address) {
        String view = address.text("view");
        List<View> views = new ArrayList<>();
        views.add(new View("All", address.with("view", ""), view.isEmpty()));
        views.add(new View("Open", address.with("view", "open"), view.equals("open")));
        for (Stage stage : List.of(Stage.ASKED, Stage.AWAITED, Stage.UNDER_WAY, Stage.ARRIVED, Stage.OWED, Stage.DONE))
            views.add(new View(shortly(stage), address.with("view", word(stage)), view.equals(word(stage))));
        List<Option> reasons = new ArrayList<>(
                List.of(new Option("", "any", address.text("reason").isEmpty())));
        for (Reason reason : Reason.values())
            reasons.add(new Option(reason.word(), ReturnWords.reason(reason, ""), address.is("reason", reason.word())));
        List<Option> methods = new ArrayList<>(
                List.of(new Option("", "any", address.text("method").isEmpty())));
        for (Method method : Method.values())
            methods.add(new Option(
                    method.word(), ReturnWords.sentence(method.word()), address.is("method", method.word())));
        return new Filters(
                PATH,
                "Number on the label, RET-…",
                address.text("q"),
                views,
                List.of(new Pick("reason", "Reason:", reasons), new Pick("method", "Way back:", methods)),
                address.kept("view"),
                address.count(FILTERS) > 0 ? PATH : null,
                visit.may(Permission.SEE_CUSTOMERS) ? address.at(PATH + ".csv") : null);
    }

    /** Of every list of returns; the last says something of its own. */
    static List<Column> columns(Column last) {
        return List.of(
                Column.text("Return"),
                Column.text("Customer"),
                Column.text("Things"),
                Column.text("Why").wide(),
                Column.text("Stands"),
                last);
    }

    private static Table table(Visit visit, Address address, Found found) {
        Empty empty = address.count(FILTERS) + address.count("q") > 0
                ? new Empty(
                        "No return fits",
                        Words.count(address.count(FILTERS) + address.count("q"), "filter hides", "filters hide")
                                + " all others.",
                        new Link("Clear filters", PATH))
                : new Empty(
                        "Nobody sends anything back",
                        "Customers start a return from the page of their order; it appears here at once.",
                        new Link("See the policy", PolicyDesk.PATH));
        List<ReturnView> rows = found.page().rows();
        String next = found.page().next();
        return new Table(
                "Returns",
                columns(Column.number("Comes to")),
                Stream.concat(
                                found.inShop().rows(visit).stream(),
                                rows.stream()
                                        .map(view ->
                                                row(visit, view, found.orders().get(view.order()))))
                        .toList(),
                empty,
                null,
                new Paging(
                        address.get("after") == null ? null : address.with("after", ""),
                        next == null ? null : address.after(next),
                        Words.count(rows.size(), "return", "returns")
                                + (next == null ? "" : ", more on the next page")));
    }

    private static Row row(Visit visit, ReturnView view, @Nullable OrderView order) {
        ReturnView.Piece first = view.pieces().isEmpty() ? null : view.pieces().getFirst();
        String thing = first == null || order == null ? "" : title(order, first);
        int more = view.pieces().size() - 1;
        return Row.of(
                Cell.link(shown(view.code()), visit.words().moment(view.requestedAt()), PATH + "/" + view.id()),
                Cell.of(
                        order == null || order.buyer() == null || !visit.may(Permission.SEE_CUSTOMERS)
                                ? ""
                                : order.buyer(),
                        order == null ? null : order.number()),
                Cell.of(thing, more > 0 ? "and " + Words.count(more, "other piece", "other pieces") : null),
                Cell.of(
                        first == null ? "" : ReturnWords.reason(first.reason(), first.detail()),
                        ReturnWords.sentence(view.method().word())),
                Cell.pill(ReturnWords.stage(view.stage()), view.owner() == null ? null : "with " + view.owner()),
                Cell.of(
                        sum(view),
                        first == null ? null : ReturnWords.remedy(first.sums().kind())));
    }

    static String title(OrderView order, ReturnView.Piece piece) {
        return order.lines().stream()
                .filter(line -> line.id().equals(piece.line()))
                .map(OrderView.Line::title)
                .findFirst()
                .orElse("");
    }

    static String sum(ReturnView view) {
        long sum = 0;
        for (Payout.Kind kind : Payout.Kind.values()) sum += view.owed(kind).minor();
        return Words.money(sum, view.currency().getCurrencyCode());
    }

    private Answer csv(Visit visit) {
        Address address = Address.of(visit.http(), PATH, NAMES);
        List<@Nullable String> heading = List.of(
                "return",
                "order",
                "requested_at",
                "stage",
                "method",
                "piece",
                "sku",
                "reason",
                "detail",
                "remedy",
                "travel",
                "verdict",
                "grade",
                "disposition",
                "rule",
                "amount",
                "bonus",
                "currency");
        Csv.stream(visit.http(), "returns", heading, lines -> {
            Optional<String> next = Optional.of("");
            while (next.isPresent()) {
                String from = next.get().isEmpty() ? null : next.get();
                ReturnQuery query = query(address, CSV_PAGE_ROWS, from);
                next = sources.database().inStore(visit.store(), tx -> write(tx, visit, lines, query));
            }
        });
        return new Answer.Written();
    }

    private Optional<String> write(Tx tx, Visit visit, Csv.Lines lines, ReturnQuery query) {
        Page<ReturnView> page = sources.returns().returns().list(tx, visit.store(), query);
        Map<OrderId, OrderView> orders = sources.orders(tx, visit, page.rows());
        for (ReturnView view : page.rows())
            for (ReturnView.Piece piece : view.pieces()) lines.write(line(view, piece, orders.get(view.order())));
        return Optional.ofNullable(page.next());
    }

    private static List<@Nullable String> line(ReturnView view, ReturnView.Piece piece, @Nullable OrderView order) {
        String sku = order == null
                ? null
                : order.lines().stream()
                        .filter(line -> line.id().equals(piece.line()))
                        .map(OrderView.Line::sku)
                        .findFirst()
                        .orElse(null);
        return Arrays.asList(
                view.code(),
                order == null ? null : order.number(),
                view.requestedAt().toString(),
                word(view.stage()),
                view.method().word(),
                piece.id().toString(),
                sku,
                piece.reason().word(),
                piece.detail(),
                piece.sums().kind().word(),
                word(piece.travel()),
                word(piece.verdict()),
                piece.grade() == null ? null : word(piece.grade()),
                piece.disposition() == null ? null : word(piece.disposition()),
                piece.rule(),
                view.money(piece.sums().owed() - piece.deduction()).decimal(),
                view.money(piece.sums().bonus()).decimal(),
                view.currency().getCurrencyCode());
    }
}
