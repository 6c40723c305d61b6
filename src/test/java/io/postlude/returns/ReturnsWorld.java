package io.postlude.returns;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Json;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.RefundSnapshot;
import io.postlude.orders.VariantId;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.Stores;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store in Berlin with the real modules under it, on a Monday at ten; only the clock and the gateways are ours. */
final class ReturnsWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2031-03-03T09:00:00Z");
    static final String BY = "test";

    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(START);
    final Ids ids = new Ids(5);
    final EventLog log;
    final Customers customers;
    final Orders orders;
    final Promises promises;
    final Tracking tracking;
    final Stores stores;
    final ReturnsModule module;
    final Returns returns;
    final StoreId store;
    private final LogReaders readers;

    ReturnsWorld(Refunds... gateways) {
        this(List.of(), gateways);
    }

    ReturnsWorld(List<Payments> payments, Refunds... gateways) {
        this(payments, List.of(), gateways);
    }

    ReturnsWorld(List<Payments> payments, List<Postage> postage, Refunds... gateways) {
        log = new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                StoreEvent.class,
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                TrackingEvent.class,
                                LessonEvent.class,
                                ReturnEvent.class,
                                ShopReturnEvent.class)));
        Secrets secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        tracking = new Tracking(new Tracking.Ground(
                database, log, ids, clock, promises, id -> stores.get(id).zone()));
        module = new ReturnsModule(
                new ReturnsModule.Ground(database, log, ids, clock),
                new ReturnsModule.Faces(stores, customers, orders, tracking, promises),
                new ReturnsModule.Gateways(
                        List.of(gateways),
                        payments,
                        postage,
                        (id, order, returned) -> "https://maren.example.org/" + returned.code()));
        returns = module.returns();
        readers = new LogReaders(database, log, Nodes.join(database), List.of(module.reader()));
        store = stores.open(
                        StoreDetails.of("maren", "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        new Actor.Program("test"))
                .orThrow()
                .id();
        readers.drain();
    }

    Instant now() {
        return clock.instant();
    }

    void days(int days) {
        clock.move(Duration.ofDays(days));
    }

    void at(String time) {
        clock.move(Duration.between(now(), Instant.parse(time)));
    }

    void settle() {
        readers.drain();
        module.giveDueAcrossStores();
    }

    /** A line: so many at a price, with its discount, in minor units. */
    record Thing(String name, int quantity, long price, long discount) {}

    /** An order that was sent now; nothing of it has a tracking number. */
    OrderId sent(String number, Thing... things) {
        return take(new Bought(number, List.of(things), 490, 0, true, true));
    }

    /** What was bought; {@code discount} is of the order as a whole, without that of its lines. */
    record Bought(String number, List<Thing> things, long shipping, long discount, boolean taxIncluded, boolean sent) {}

    OrderId take(Bought bought) {
        return take(bought, snapshot -> snapshot);
    }

    OrderId take(Bought bought, UnaryOperator<OrderSnapshot> change) {
        OrderSnapshot snapshot = change.apply(snapshot(bought));
        database.runInStore(store, tx -> {
            var taken = orders.take(tx, store, Arrival.LIVE, List.of(snapshot)).getFirst();
            if (taken.outcome() == io.postlude.orders.Taken.Outcome.REFUSED)
                throw new IllegalStateException(taken.toString());
        });
        return database.inStore(store, tx -> orders.byReference(tx, store, "api", bought.number()))
                .orElseThrow();
    }

    private OrderSnapshot snapshot(Bought bought) {
        long goods = 0;
        long off = bought.discount();
        long tax = 0;
        List<OrderSnapshot.Line> lines = new ArrayList<>();
        for (Thing thing : bought.things()) {
            goods += thing.price() * thing.quantity();
            off += thing.discount();
            long lineTax = bought.taxIncluded() ? 0 : thing.price() * thing.quantity() / 10;
            tax += lineTax;
            lines.add(new OrderSnapshot.Line(
                    thing.name(),
                    new OrderSnapshot.ProductRef(
                            "p-" + thing.name(), "v-" + thing.name(), "SKU-" + thing.name(), null, null, null, null),
                    thing.name(),
                    null,
                    thing.quantity(),
                    eur(thing.price()),
                    eur(thing.discount()),
                    eur(lineTax),
                    true));
        }
        long total = goods - off + bought.shipping() + tax;
        return new OrderSnapshot(
                "api",
                bought.number(),
                "#" + bought.number(),
                now(),
                now(),
                new CustomerDetails(
                        "api",
                        null,
                        "anna@example.org",
                        null,
                        "Anna",
                        "Keller",
                        "en",
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        now()),
                lines,
                new OrderSnapshot.Totals(
                        eur(goods),
                        eur(off),
                        eur(bought.shipping()),
                        eur(tax),
                        eur(total),
                        bought.taxIncluded(),
                        List.of(),
                        null),
                new Address("Anna Keller", null, "Feldstr. 1", null, "20357", "Hamburg", null, "DE", null),
                null,
                null,
                null,
                bought.sent() ? List.of(whole("f-" + bought.number())) : List.of(),
                List.of(),
                new OrderSnapshot.Context("web", null, List.of(), null, null, "paid", "en"),
                true);
    }

    private FulfilmentSnapshot whole(String reference) {
        return new FulfilmentSnapshot(reference, now(), now(), List.of(), List.of(), false, null);
    }

    static Money eur(long minor) {
        return Money.of(minor, "EUR");
    }

    /** Gives an order a parcel that is delivered now. */
    void delivered(OrderId order, String number) {
        database.runInStore(store, tx -> {
            var _ = tracking.register(
                    tx,
                    store,
                    List.of(ShipmentRegistration.outbound(
                            "ref-" + number, order, new ParcelNumber("dhl", number), now())));
        });
        scan(number, "IN_TRANSIT.arrived_facility");
        clock.move(Duration.ofMinutes(10));
        scan(number, "DELIVERED.door");
    }

    void scan(String number, String code) {
        var _ = tracking.take(List.of(new StoreScan(
                store,
                new ScanReport(
                        "api",
                        "dhl",
                        number,
                        RawCode.of(code),
                        ScanTime.exact(now()),
                        ScanPlace.UNKNOWN,
                        null,
                        null))));
    }

    /** The shop tells of money it gave back by itself. */
    void refundedInShop(OrderId order, String reference, long minor, FulfilmentSnapshot.LineQuantity... lines) {
        OrderView view = order(order);
        database.runInStore(store, tx -> {
            var _ = orders.takeRefunds(
                    tx,
                    store,
                    Arrival.LIVE,
                    List.of(new io.postlude.orders.LatePart<>(
                            "api",
                            view.reference(),
                            new RefundSnapshot(reference, now(), eur(minor), List.of(lines), null))));
        });
    }

    OrderView order(OrderId id) {
        return database.inStore(store, tx -> orders.order(tx, store, id)).orElseThrow();
    }

    OrderView.Line line(OrderId order, String name) {
        return order(order).lines().stream()
                .filter(line -> line.title().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Wish wish(OrderId order, String name, int quantity, Reason reason, Remedy.Kind remedy) {
        OrderView.Line line = line(order, name);
        @Nullable VariantId other = remedy == Remedy.Kind.EXCHANGE ? line.variant() : null;
        return new Wish(line.id(), quantity, reason, "", null, remedy, other);
    }

    Ask ask(OrderId order, String name, int quantity) {
        return new Ask(
                order, List.of(wish(order, name, quantity, Reason.CHANGED_MIND, Remedy.Kind.REFUND)), Method.LABEL);
    }

    Quote quote(Ask ask) {
        return database.inStore(store, tx -> returns.quote(tx, store, ask)).orElseThrow();
    }

    Answer request(Ask ask, String key) {
        return database.inStore(
                store, tx -> returns.request(tx, store, ask, new Asker(Asker.Channel.PORTAL, key, "customer")));
    }

    ReturnView requested(Ask ask) {
        return done(request(ask, "key-" + ids.next()));
    }

    static ReturnView done(Answer answer) {
        if (answer instanceof Answer.Done done) return done.view();
        throw new AssertionError(answer.toString());
    }

    static List<Denial.Kind> denied(Answer answer) {
        if (answer instanceof Answer.Denied denied)
            return denied.denials().stream().map(Denial::kind).toList();
        throw new AssertionError(answer.toString());
    }

    ReturnView received(ReturnId id) {
        return done(database.inStore(store, tx -> returns.receive(tx, store, id, Returns.Word.all(BY))));
    }

    /** Looks at all that arrived and takes it as new. */
    ReturnView taken(ReturnId id) {
        ReturnView view = view(id);
        for (ReturnView.Piece piece : view.pieces())
            if (piece.travel() == Travel.RECEIVED) view = graded(id, piece.id(), true, 0);
        return view;
    }

    ReturnView graded(ReturnId id, PieceId piece, boolean take, long deduction) {
        return done(database.inStore(
                store,
                tx -> returns.grade(
                        tx,
                        store,
                        id,
                        new Returns.Finding(
                                piece,
                                Grade.A,
                                take ? Disposition.RESTOCK : Disposition.SEND_BACK,
                                take,
                                deduction,
                                java.util.Optional.empty(),
                                BY))));
    }

    ReturnView given(Payout payout) {
        return done(database.inStore(
                store,
                tx -> returns.given(
                        tx, store, payout.id(), new Returns.Gift(java.util.Optional.of("r-" + payout.id()), BY))));
    }

    ReturnView view(ReturnId id) {
        return database.inStore(store, tx -> returns.find(tx, store, id)).orElseThrow();
    }

    /** Puts a policy in force. */
    void policy(String document) {
        database.runInStore(store, tx -> {
            Policies.Saved saved = returns.policies()
                    .saveDraft(tx, store, Json.read(document, com.fasterxml.jackson.databind.JsonNode.class), BY);
            if (!(saved instanceof Policies.Kept)) throw new IllegalStateException(saved.toString());
            if (!returns.policies().publish(tx, store)) throw new IllegalStateException();
        });
    }

    List<Promise> promised(OrderId order) {
        return database.inStore(store, tx -> promises.ofOrder(tx, store, order));
    }

    List<String> events(OrderId order) {
        return database.inStore(store, tx -> log.timeline(tx, store, order.value())).stream()
                .map(logged -> logged.event())
                .filter(ReturnEvent.class::isInstance)
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /** All accounts of the store, in minor units. */
    java.util.Map<Account, Long> balances() {
        java.util.Map<Account, Long> all = new java.util.EnumMap<>(Account.class);
        database.runInStore(
                store,
                tx -> Ledger.balances(tx, store, Instant.EPOCH, now().plus(Duration.ofDays(1)))
                        .forEach(balance ->
                                all.merge(balance.account(), balance.balance().minor(), Long::sum)));
        return all;
    }

    @Override
    public void close() {
        test.close();
    }
}
