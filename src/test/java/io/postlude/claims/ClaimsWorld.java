package io.postlude.claims;

import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.returns.Asker;
import io.postlude.returns.LessonEvent;
import io.postlude.returns.Payout;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.ReturnsModule;
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
import java.util.List;
import java.util.Optional;

/** A store in Berlin with the real modules under it, on a Monday at ten; only the clock is ours. */
final class ClaimsWorld implements AutoCloseable {
    static final Instant START = Instant.parse("2031-03-03T09:00:00Z");
    static final String STAFF = "Mia";
    static final String CUSTOMER = "customer";

    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(START);
    final Ids ids = new Ids(6);
    final EventLog log;
    final Customers customers;
    final Orders orders;
    final Promises promises;
    final Tracking tracking;
    final Stores stores;
    final ReturnsModule returns;
    final ClaimsModule module;
    final Claims claims;
    final Messages messages;
    final StoreId store;
    private final LogReaders readers;

    ClaimsWorld() {
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
                                MessagingEvent.class,
                                LessonEvent.class,
                                ReturnEvent.class,
                                ClaimEvent.class)));
        Secrets secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        tracking = new Tracking(new Tracking.Ground(
                database, log, ids, clock, promises, id -> stores.get(id).zone()));
        messages = new Messages(ids, clock);
        returns = new ReturnsModule(
                new ReturnsModule.Ground(database, log, ids, clock),
                new ReturnsModule.Faces(stores, customers, orders, tracking, promises),
                ReturnsModule.Gateways.none());
        module = new ClaimsModule(
                new ClaimsModule.Ground(log, ids, clock),
                new ClaimsModule.Faces(stores, orders, tracking, promises, returns.returns()),
                new ClaimsModule.Post(
                        messages,
                        new TrackingLinks(secrets),
                        "https://post.example.org",
                        Mailbox.parse(null, "shop@example.org")));
        claims = module.claims();
        readers = new LogReaders(database, log, Nodes.join(database), module.readers());
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

    void settle() {
        readers.drain();
    }

    /** An order of so many lamps at 24.00, sent now. */
    OrderId sent(String number, int quantity) {
        long goods = 2400L * quantity;
        OrderSnapshot snapshot = new OrderSnapshot(
                "api",
                number,
                "#" + number,
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
                List.of(new OrderSnapshot.Line(
                        "lamp",
                        new OrderSnapshot.ProductRef("p-lamp", "v-lamp", "SKU-lamp", null, null, null, null),
                        "lamp",
                        null,
                        quantity,
                        eur(2400),
                        eur(0),
                        eur(0),
                        true)),
                new OrderSnapshot.Totals(eur(goods), eur(0), eur(490), eur(0), eur(goods + 490), true, List.of(), null),
                new Address("Anna Keller", null, "Feldstr. 1", null, "20357", "Hamburg", null, "DE", null),
                null,
                null,
                null,
                List.of(new FulfilmentSnapshot("f-" + number, now(), now(), List.of(), List.of(), false, null)),
                List.of(),
                new OrderSnapshot.Context("web", null, List.of(), null, null, "paid", "en"),
                true);
        return database.inStore(store, tx -> {
            var _ = orders.take(tx, store, Arrival.LIVE, List.of(snapshot));
            return orders.byReference(tx, store, "api", number).orElseThrow();
        });
    }

    static Money eur(long minor) {
        return Money.of(minor, "EUR");
    }

    /** Gives an order a parcel that is delivered now; its number comes back. */
    String delivered(OrderId order) {
        String number = underWay(order);
        clock.move(Duration.ofMinutes(10));
        scan(number, "DELIVERED.door", new ScanPlace("Hamburg", null, "DE"), "A. KELLER");
        return number;
    }

    String underWay(OrderId order) {
        String number = "0034043416109" + (4_000_000 + ids.next() % 900_000);
        database.runInStore(store, tx -> {
            var _ = tracking.register(
                    tx,
                    store,
                    List.of(ShipmentRegistration.outbound(
                            "ref-" + number, order, new ParcelNumber("dhl", number), now())));
        });
        scan(number, "IN_TRANSIT.arrived_facility", ScanPlace.UNKNOWN, null);
        return number;
    }

    void scan(String number, String code, ScanPlace place, @org.jspecify.annotations.Nullable String signedBy) {
        var _ = tracking.take(List.of(new StoreScan(
                store,
                new ScanReport("api", "dhl", number, RawCode.of(code), ScanTime.exact(now()), place, null, signedBy))));
    }

    OrderView order(OrderId id) {
        return database.inStore(store, tx -> orders.order(tx, store, id)).orElseThrow();
    }

    ClaimAsk wish(OrderId order, ClaimKind kind, int quantity) {
        return wish(order, kind, quantity, "key-" + ids.next());
    }

    ClaimAsk wish(OrderId order, ClaimKind kind, int quantity, String key) {
        return new ClaimAsk(
                order,
                kind,
                List.of(new ClaimAsk.Part(order(order).lines().getFirst().id(), quantity, null)),
                ClaimWish.ANY,
                "The shade is cracked.",
                Language.EN,
                List.of(),
                new Asker(Asker.Channel.PORTAL, key, CUSTOMER));
    }

    ClaimAnswer ask(ClaimAsk ask) {
        return database.inStore(store, tx -> claims.ask(tx, store, ask));
    }

    ClaimView asked(OrderId order, ClaimKind kind, int quantity) {
        return done(ask(wish(order, kind, quantity)));
    }

    ClaimAnswer agree(ClaimView claim, Agreement agreement) {
        return database.inStore(store, tx -> claims.agree(tx, store, claim.id(), agreement));
    }

    static ClaimView done(ClaimAnswer answer) {
        if (answer instanceof ClaimAnswer.Done done) return done.view();
        throw new AssertionError(answer.toString());
    }

    static ClaimAnswer.Denied denied(ClaimAnswer answer) {
        if (answer instanceof ClaimAnswer.Denied denied) return denied;
        throw new AssertionError(answer.toString());
    }

    ClaimView view(ClaimView claim) {
        return database.inStore(store, tx -> claims.find(tx, store, claim.id())).orElseThrow();
    }

    ReturnView returned(ClaimView claim) {
        return database.inStore(
                        store,
                        tx -> returns.returns().find(tx, store, view(claim).returned()))
                .orElseThrow();
    }

    void given(Payout payout) {
        database.runInStore(store, tx -> {
            var _ = returns.returns()
                    .given(tx, store, payout.id(), new Returns.Gift(Optional.of("r-" + payout.id()), STAFF));
        });
    }

    Promise reply(ClaimView claim) {
        return database.inStore(store, tx -> claims.reply(tx, store, view(claim)))
                .orElseThrow();
    }

    List<String> mails() {
        return database.inStore(store, tx -> messages.newest(tx, store, null)).stream()
                .map(Messages.Sketch::subject)
                .toList();
    }

    @Override
    public void close() {
        test.close();
    }
}
