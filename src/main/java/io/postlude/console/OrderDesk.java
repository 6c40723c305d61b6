package io.postlude.console;

import io.postlude.connectors.Inbox;
import io.postlude.connectors.InboxEntry;
import io.postlude.connectors.InboxSearch;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Fact;
import io.postlude.console.Parts.Link;
import io.postlude.console.Parts.Note;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.Touchpoint;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Logged;
import io.postlude.kernel.Money;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseState;
import io.postlude.promises.Promises;
import io.postlude.returns.ExchangeOrders;
import io.postlude.returns.ReturnView;
import io.postlude.stores.Permission;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One order and everything that happened to it. */
final class OrderDesk {
    private static final int RAW_ROWS = 10;

    private final Frame frame;
    private final Sources sources;

    OrderDesk(Frame frame, Sources sources) {
        this.frame = frame;
        this.sources = sources;
    }

    /** Where what the page shows comes from. */
    record Sources(
            Database database,
            EventLog log,
            Orders orders,
            Tracking tracking,
            Promises promises,
            Inbox inbox,
            Journeys journeys,
            ConsoleModule.TrackingPath trackingPath) {
        static Sources of(ConsoleModule.Needs needs) {
            ConsoleModule.Faces faces = needs.faces();
            return new Sources(
                    needs.database(),
                    needs.log(),
                    faces.orders(),
                    faces.tracking(),
                    faces.promises(),
                    faces.inbox(),
                    faces.journeys(),
                    faces.trackingPath());
        }
    }

    void addTo(Counter counter) {
        counter.page("orders/{id}", Permission.SEE_ORDERS, this::show);
    }

    /** What is known of one order, read in one transaction. */
    private record Whole(
            OrderView order,
            List<ShipmentView> parcels,
            List<Promise> promises,
            List<Logged> events,
            List<Touchpoint> touchpoints,
            Optional<ReturnView> exchanged) {}

    private Answer show(Visit visit) {
        OrderId id = id(visit.part("id"));
        Whole whole = sources.database()
                .inStore(visit.store(), tx -> read(tx, visit, id))
                .orElseThrow(Refusal::notFound);
        return Answer.page("order", page(visit, whole));
    }

    static OrderId id(String text) {
        var value = PublicId.parse(OrderId.PREFIX, text);
        if (value.isEmpty()) {
            throw Refusal.notFound();
        }
        return new OrderId(value.getAsLong());
    }

    private Optional<Whole> read(Tx tx, Visit visit, OrderId id) {
        return sources.orders()
                .order(tx, visit.store(), id)
                .map(order -> new Whole(
                        order,
                        sources.tracking().ofOrder(tx, visit.store(), id),
                        sources.promises().ofOrder(tx, visit.store(), id),
                        sources.log().timeline(tx, visit.store(), id.value()),
                        sources.journeys().ofOrder(tx, visit.store(), id),
                        ExchangeOrders.returnOf(tx, visit.store(), order)));
    }

    private OrderPage page(Visit visit, Whole whole) {
        OrderView order = whole.order();
        Words words = visit.words();
        String path = OrdersDesk.PATH + "/" + order.id();
        var address = io.postlude.console.Address.of(visit.http(), path, "kind");
        boolean personal = visit.may(Permission.SEE_CUSTOMERS);
        return new OrderPage(
                frame.below(visit, order.number(), new Link("Orders", OrdersDesk.PATH), "orders"),
                order.number(),
                pills(whole),
                order.context().tags(),
                "Ordered " + words.moment(order.placedAt()) + channel(order),
                customer(order, personal),
                links(visit, whole),
                trouble(words, whole.parcels()),
                scope(order, whole.parcels()),
                new ParcelCards(words, order).of(whole.parcels()),
                new Telling(words).timeline(whole.events(), whole.touchpoints(), address),
                promiseScope(words, whole),
                whole.promises().stream()
                        .map(promise -> promise(words, promise))
                        .toList(),
                customerFacts(order, personal),
                money(order),
                check(order),
                visit.may(Permission.SEE_INBOX) ? raw(visit, order) : raw(List.of(), words));
    }

    private List<Link> links(Visit visit, Whole whole) {
        List<Link> links = new ArrayList<>();
        links.add(new Link(
                "Customer’s page",
                sources.trackingPath().of(visit.store(), whole.order().id())));
        links.add(new Link("Packing slip", SlipDesk.path(whole.order().id())));
        whole.exchanged()
                .ifPresent(view ->
                        links.add(new Link("Placed for return " + view.code(), ReturnsDesk.PATH + "/" + view.id())));
        return links;
    }

    private static String channel(OrderView order) {
        String channel = order.context().channel();
        return (channel == null ? "" : ", " + channel)
                + (order.imported() ? ", from an import" : ", from " + order.source());
    }

    private static @Nullable Link customer(OrderView order, boolean personal) {
        String name = order.buyer() == null ? "a customer" : order.buyer();
        return order.customer() == null || !personal
                ? null
                : new Link(name, CustomersDesk.PATH + "/" + order.customer());
    }

    private static List<Pill> pills(Whole whole) {
        List<Pill> pills = new ArrayList<>();
        OrderView order = whole.order();
        if (order.state() == OrderState.CANCELLED) {
            pills.add(new Pill(Tone.VOID, "Cancelled"));
        }
        whole.parcels().stream()
                .filter(parcel -> !parcel.problems().isEmpty())
                .findFirst()
                .or(() -> whole.parcels().stream()
                        .filter(parcel -> !parcel.arrived())
                        .findFirst())
                .or(() -> whole.parcels().stream().findFirst())
                .ifPresentOrElse(
                        parcel -> pills.add(StatusWords.pill(parcel)),
                        () -> pills.add(new Pill(Tone.WAIT, "Not shipped")));
        if (order.mismatch() != null) {
            pills.add(new Pill(Tone.RISK, "Totals differ"));
        }
        return pills;
    }

    private static @Nullable Note trouble(Words words, List<ShipmentView> parcels) {
        return parcels.stream()
                .filter(parcel -> !parcel.problems().isEmpty())
                .findFirst()
                .map(parcel -> {
                    ShipmentView.Problem problem = parcel.problems().getFirst();
                    var last = parcel.times().lastScan();
                    String seen = last == null
                            ? "No scan has come yet."
                            : "Last seen " + words.moment(last) + place(parcel) + ".";
                    var promised = parcel.promised();
                    String due = promised == null ? "" : " The promised day is " + words.day(promised.by()) + ".";
                    return new Note(
                            Tone.RISK,
                            StatusWords.of(problem.kind()) + ", since " + words.moment(problem.since()) + ".",
                            seen + due);
                })
                .orElse(null);
    }

    private static String place(ShipmentView parcel) {
        String line = parcel.scans().isEmpty()
                ? ""
                : parcel.scans().getFirst().place().line();
        return line.isEmpty() ? "" : ", " + line;
    }

    private static String scope(OrderView order, List<ShipmentView> parcels) {
        int items = order.lines().stream().mapToInt(OrderView.Line::quantity).sum();
        return Words.count(items, "item", "items")
                + (parcels.isEmpty() ? "" : " in " + Words.count(parcels.size(), "parcel", "parcels"));
    }

    private static String promiseScope(Words words, Whole whole) {
        List<Promise> promises = whole.promises();
        if (promises.isEmpty()) {
            var promised = whole.order().promised();
            return promised == null
                    ? "none was made: the shop gave no day"
                    : "arrives by " + words.day(promised.by()) + "; watched parcel by parcel once they are handed over";
        }
        return Stream.of(PromiseState.KEPT, PromiseState.BROKEN, PromiseState.OPEN)
                .map(state -> new Counted(
                        state.name().toLowerCase(java.util.Locale.ROOT),
                        promises.stream()
                                .filter(promise -> promise.state() == state)
                                .count()))
                .filter(counted -> counted.count() > 0)
                .map(counted -> counted.count() + " " + counted.word())
                .collect(Collectors.joining(", "));
    }

    private record Counted(String word, long count) {}

    private static OrderPage.Promise promise(Words words, Promise promise) {
        String title = AtRiskWords.name(promise.kind());
        var settled = promise.settledAt();
        String by = "Promised by " + words.moment(promise.window().by());
        return switch (promise.state()) {
            case OPEN -> new OrderPage.Promise(Tone.WAIT, title, "open", by);
            case KEPT -> new OrderPage.Promise(Tone.KEPT, title, settled == null ? "kept" : words.moment(settled), by);
            case BROKEN -> new OrderPage.Promise(Tone.BROKEN, title, "broken", by);
            case RELEASED -> new OrderPage.Promise(Tone.VOID, title, "no longer binds", by);
        };
    }

    private static List<Fact> customerFacts(OrderView order, boolean personal) {
        List<Fact> facts = new ArrayList<>();
        if (personal) {
            if (order.customer() != null) {
                facts.add(Fact.link(
                        "Name",
                        order.buyer() == null ? "not known" : order.buyer(),
                        CustomersDesk.PATH + "/" + order.customer()));
            }
            if (order.email() != null) {
                facts.add(Fact.of("E-mail", order.email()));
            }
        }
        if (order.shipTo() != null) {
            facts.add(Fact.of("Ships to", address(order.shipTo(), personal)));
        }
        if (order.context().paymentStatus() != null) {
            facts.add(Fact.of("Payment", order.context().paymentStatus()));
        }
        if (order.context().note() != null) {
            facts.add(Fact.of("Note", order.context().note()));
        }
        return facts;
    }

    private static String address(Address address, boolean personal) {
        Stream<@Nullable String> street = personal
                ? Stream.of(address.name(), address.company(), address.line1(), address.line2(), address.postcode())
                : Stream.of(address.postcode());
        return Stream.concat(street, Stream.of(address.city(), address.country()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static List<Fact> money(OrderView order) {
        var totals = order.totals();
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Goods", say(totals.goods())));
        if (!totals.discount().isZero()) {
            String codes = totals.discountCodes().isEmpty() ? "" : " " + String.join(", ", totals.discountCodes());
            facts.add(Fact.of("Discount" + codes, say(totals.discount().negate())));
        }
        facts.add(Fact.of("Shipping", say(totals.shipping())));
        if (!totals.taxIncluded()) {
            facts.add(Fact.of("Tax", say(totals.tax())));
        }
        facts.add(Fact.strong("Total", say(totals.total())));
        if (totals.taxIncluded()) {
            facts.add(Fact.of("of it tax", say(totals.tax())));
        }
        order.refunds()
                .forEach(refund ->
                        facts.add(Fact.of("Refunded", say(refund.amount().negate()))));
        return facts;
    }

    private static @Nullable Note check(OrderView order) {
        var mismatch = order.mismatch();
        if (mismatch == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        if (!mismatch.goods().isZero()) {
            parts.add("goods by " + say(mismatch.goods()));
        }
        if (!mismatch.total().isZero()) {
            parts.add("the total by " + say(mismatch.total()));
        }
        return new Note(
                Tone.RISK,
                "The shop’s sums differ from its lines.",
                "Stated minus computed: " + String.join(", ", parts) + ". Both are kept; nothing was changed.");
    }

    static String say(Money money) {
        return Words.money(money.minor(), money.currency().getCurrencyCode());
    }

    private Table raw(Visit visit, OrderView order) {
        InboxSearch search = new InboxSearch(null, null, null, order.number(), null, null, null, RAW_ROWS);
        return raw(sources.inbox().search(visit.store(), search), visit.words());
    }

    private static Table raw(List<InboxEntry> entries, Words words) {
        return Table.plain(
                "Deliveries that name this order",
                List.of(Column.text("Received"), Column.text("From")),
                entries.stream()
                        .map(entry -> Row.of(
                                Cell.link(words.moment(entry.receivedAt()), null, InboxDesk.PATH + "/" + entry.id()),
                                Cell.of(entry.source(), entry.topic())))
                        .toList(),
                new Empty("None", "No delivery in the inbox names this order.", null));
    }
}
