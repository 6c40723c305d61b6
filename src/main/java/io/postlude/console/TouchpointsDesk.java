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
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Outcome;
import io.postlude.journeys.Rule;
import io.postlude.journeys.Tally;
import io.postlude.journeys.Touchpoint;
import io.postlude.journeys.TouchpointKind;
import io.postlude.journeys.TouchpointQuery;
import io.postlude.kernel.Database;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every occasion to write to a customer, with what was decided; the figures add up, and each can be asked why. */
final class TouchpointsDesk {
    static final String PATH = "/console/touchpoints";
    private static final int PAGE_ROWS = 50;
    private static final int ORDERS_FOUND = 50;
    private static final Duration COUNTED = Duration.ofDays(30);

    private final Frame frame;
    private final Database database;
    private final Journeys journeys;
    private final Orders orders;

    TouchpointsDesk(Frame frame, Database database, Journeys journeys, Orders orders) {
        this.frame = frame;
        this.database = database;
        this.journeys = journeys;
        this.orders = orders;
    }

    void addTo(Counter counter) {
        counter.page("touchpoints", Permission.SEE_MESSAGES, this::show);
    }

    private record Found(Page<Touchpoint> page, Map<OrderId, OrderView> orders, Tally tally) {}

    private Answer show(Visit visit) {
        Address address = Address.of(visit.http(), PATH, "q", "view", "kind", "rule", "after");
        Found found = database.inStore(
                visit.store(),
                tx -> find(tx, visit.store(), address, visit.words().now()));
        String next = found.page().next();
        Empty empty = address.count("q", "view", "kind", "rule") > 0
                ? new Empty("No touchpoint fits", "The filters hide all of them.", new Link("Clear filters", PATH))
                : new Empty(
                        "Nothing was decided yet",
                        "A new order, a parcel that moves or a promise at risk is an occasion to write; each appears here.",
                        new Link("What is written, and when", TouchpointSwitchesDesk.PATH));
        Paging paging = new Paging(
                address.get("after") == null ? null : address.with("after", ""),
                next == null ? null : address.after(next),
                Words.count(found.page().rows().size(), "touchpoint", "touchpoints") + ", newest first");
        Table table = new Table("Touchpoints", columns(), rows(visit, found), empty, null, paging);
        return Answer.page(
                "list",
                new ListPage(
                        frame.page(visit, "Touchpoints", "touchpoints"),
                        figures(found.tally(), address),
                        filters(address),
                        table,
                        List.of(
                                new Link("See every message", PreviewDesk.PATH),
                                new Link("What is written, and when", TouchpointSwitchesDesk.PATH))));
    }

    private Found find(Tx tx, StoreId store, Address address, Instant now) {
        TouchpointQuery query = query(address);
        String words = address.get("q");
        Page<Touchpoint> page = words == null ? journeys.list(tx, store, query) : ofOrders(tx, store, query, words);
        Map<OrderId, OrderView> known = new HashMap<>();
        List<OrderId> ids = page.rows().stream()
                .map(Touchpoint::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        orders.orders(tx, store, ids).forEach(order -> known.put(order.id(), order));
        return new Found(page, known, journeys.tally(tx, store, now.minus(COUNTED), now.plusSeconds(1)));
    }

    /** People ask by an order's number or a customer's name; the orders know both. */
    private Page<Touchpoint> ofOrders(Tx tx, StoreId store, TouchpointQuery query, String words) {
        List<OrderId> found = orders
                .list(tx, store, OrderQuery.newest(ORDERS_FOUND).withText(words))
                .rows()
                .stream()
                .map(OrderSummary::id)
                .toList();
        return found.isEmpty() ? new Page<>(List.of(), null) : journeys.list(tx, store, query.ofOrders(found));
    }

    private static TouchpointQuery query(Address address) {
        return new TouchpointQuery(
                TouchpointWords.named(TouchpointKind.values(), address.text("kind")),
                TouchpointWords.named(Outcome.values(), address.text("view")),
                TouchpointWords.named(Rule.values(), address.text("rule")),
                List.of(),
                List.of(),
                address.get("after"),
                PAGE_ROWS);
    }

    /** The first is counted by itself; the other four are its parts. */
    static List<Figure> figures(Tally tally, Address address) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Decided",
                Words.count(tally.noticed()),
                "in 30 days; " + (tally.addsUp() ? "the four beside it add up to it" : "THE PARTS DO NOT ADD UP"),
                address.with("view", "")));
        for (Outcome outcome : Outcome.values())
            figures.add(new Figure(
                    TouchpointWords.of(outcome).word(),
                    Words.count(tally.of(outcome)),
                    switch (outcome) {
                        case SENT -> "in " + Words.count(tally.messages(), "message", "messages");
                        case DEFERRED -> "wait for a better moment";
                        case WITHHELD -> "a rule said no";
                        case EXPIRED -> "would have helped nobody";
                    },
                    address.with("view", TouchpointWords.code(outcome))));
        return figures;
    }

    private static Filters filters(Address address) {
        List<View> views = new ArrayList<>();
        views.add(new View("All", address.with("view", ""), address.text("view").isEmpty()));
        for (Outcome outcome : Outcome.values()) {
            String code = TouchpointWords.code(outcome);
            views.add(
                    new View(TouchpointWords.of(outcome).word(), address.with("view", code), address.is("view", code)));
        }
        return new Filters(
                PATH,
                "Order number, name or e-mail",
                address.text("q"),
                views,
                List.of(
                        new Pick("kind", "About:", options(address, "kind", TouchpointKind.values())),
                        new Pick("rule", "Rule:", options(address, "rule", Rule.values()))),
                address.kept("view"),
                address.count("q", "view", "kind", "rule") > 0 ? PATH : null,
                null);
    }

    private static <E extends Enum<E>> List<Option> options(Address address, String name, E[] all) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("", "any", address.text(name).isEmpty()));
        Arrays.stream(all)
                .forEach(one -> options.add(new Option(
                        TouchpointWords.code(one),
                        TouchpointWords.label(one),
                        address.is(name, TouchpointWords.code(one)))));
        return options;
    }

    private static List<Column> columns() {
        return List.of(
                Column.text("About"),
                Column.text("Order"),
                Column.text("Decision"),
                Column.text("Happened").wide(),
                Column.text("Decided"));
    }

    private static List<Row> rows(Visit visit, Found found) {
        return found.page().rows().stream()
                .map(touchpoint -> row(
                        visit,
                        touchpoint,
                        touchpoint.order() == null ? null : found.orders().get(touchpoint.order())))
                .toList();
    }

    private static Row row(Visit visit, Touchpoint touchpoint, @Nullable OrderView order) {
        Words words = visit.words();
        String buyer = order == null || !visit.may(Permission.SEE_CUSTOMERS) ? null : order.buyer();
        return Row.of(
                Cell.link(TouchpointWords.label(touchpoint), null, PATH + "/" + touchpoint.id()),
                order == null
                        ? Cell.of("a customer")
                        : Cell.link(order.number(), buyer, OrdersDesk.PATH + "/" + order.id()),
                Cell.pill(TouchpointWords.of(touchpoint.outcome()), TouchpointWords.small(words, touchpoint)),
                Cell.of(words.moment(touchpoint.happenedAt())),
                Cell.of(words.moment(touchpoint.decidedAt()), words.ago(touchpoint.decidedAt())));
    }
}
