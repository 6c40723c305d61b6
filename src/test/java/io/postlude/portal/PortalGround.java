package io.postlude.portal;

import io.postlude.claims.ClaimEvent;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.ChannelsModule;
import io.postlude.connectors.OutsideHttp;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.DeliveryEvent;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.Flows;
import io.postlude.flows.Unnamed;
import io.postlude.journeys.JourneysModule;
import io.postlude.journeys.PreferenceLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.Money;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.kernel.Web;
import io.postlude.loyalty.SomeRewards;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingEvent;
import io.postlude.orders.Address;
import io.postlude.orders.Arrival;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.LatePart;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.returns.LessonEvent;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.SegmentsModule;
import io.postlude.stores.Actor;
import io.postlude.stores.DemoBrands;
import io.postlude.stores.SettingsOutcome;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.Stores;
import io.postlude.stores.StoresModule;
import io.postlude.texts.Texts;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The customers' pages over the real modules, a real database and a real server; only the clock is ours. */
final class PortalGround implements AutoCloseable {
    static final Actor TEST = new Actor.Program("test");
    static final Instant NOW = Instant.parse("2026-11-11T08:40:00Z");

    final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(NOW);
    final Messages messages;
    final Stores stores;
    final Portal portal;
    final String base;
    private final Ids ids = new Ids(7);
    final Orders orders;
    final Promises promises;
    final Outlooks outlooks;
    final Deliveries deliveries;
    final ReturnsModule returns;
    final ClaimsModule claims;
    final PreferenceLinks links;
    final Customers customers;
    private final Tracking tracking;
    private final Web web;
    private final JourneysModule journeys;
    private final LogReaders readers;
    final ChannelsModule channels;
    private final EventLog log;
    private final Secrets secrets;
    private final Metrics metrics = new Metrics();

    PortalGround() {
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
                                DeliveryEvent.class,
                                LessonEvent.class,
                                ReturnEvent.class,
                                ClaimEvent.class,
                                MessagingEvent.class)));
        secrets = new Secrets(database);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock))
                .stores();
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        tracking = new Tracking(new Tracking.Ground(
                database, log, ids, clock, promises, id -> stores.get(id).zone()));
        outlooks = new Outlooks(database, log, clock);
        deliveries = new Deliveries(
                new Deliveries.Faces(stores, customers, orders, tracking, promises, outlooks), log, ids, clock);
        messages = new Messages(ids, clock);
        links = new PreferenceLinks(secrets);
        Settings settings = Settings.load(
                Map.of("POSTLUDE_PORT", "0", "MAIL_FROM", "post@postlude.example"), Path.of("target/nowhere"));
        returns = new ReturnsModule(
                new ReturnsModule.Ground(database, log, ids, clock),
                new ReturnsModule.Faces(stores, customers, orders, tracking, promises),
                ReturnsModule.Gateways.none());
        claims = new ClaimsModule(
                new ClaimsModule.Ground(log, ids, clock),
                new ClaimsModule.Faces(stores, orders, tracking, promises, returns.returns()),
                new ClaimsModule.Post(
                        messages,
                        new TrackingLinks(secrets),
                        "https://post.example",
                        Mailbox.parse(null, "post@postlude.example")));
        journeys = journeys();
        readers = new LogReaders(database, log, Nodes.join(database), journeys.readers());
        readers.drain(); // a new reader begins at the end
        StoresModule opened = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock));
        channels = new ChannelsModule(
                new ChannelsModule.Ground(
                        database, log, ids, secrets, clock, "https://post.example", OutsideHttp.Reach.THIS_NETWORK_TOO),
                new ChannelsModule.Faces(opened, customers, messages));
        portal = new Portal(
                new Portal.Ground(settings, database, secrets, clock, "https://post.example", messages),
                new Portal.Faces(
                        stores, orders, deliveries, new Portal.Back(returns, claims.claims(), ids), journeys.blocks()));
        web = new Web(
                settings,
                database,
                metrics,
                new Web.Parts(
                        Stream.concat(
                                        portal.routes().stream(),
                                        Stream.<Web.Routes>of(
                                                new PushPages(new PushPages.Parts(
                                                        database,
                                                        secrets,
                                                        clock,
                                                        orders,
                                                        customers,
                                                        channels.pushDoor())),
                                                new PreferencePages(new PreferencePages.Parts(
                                                        database,
                                                        secrets,
                                                        clock,
                                                        stores,
                                                        customers,
                                                        orders,
                                                        messages,
                                                        journeys.journeys()))))
                                .toList(),
                        List.of(portal.front()),
                        portal::errorPage));
        base = "http://127.0.0.1:" + web.start();
        portal.start();
    }

    private JourneysModule journeys() {
        return new JourneysModule(
                new JourneysModule.Ground(
                        database,
                        log,
                        ids,
                        secrets,
                        clock,
                        "https://post.example",
                        Optional.of(Mailbox.of("post@postlude.example"))),
                new JourneysModule.Faces(
                        stores,
                        customers,
                        orders,
                        outlooks,
                        tracking,
                        deliveries,
                        messages,
                        new Texts(clock),
                        new Flows(ids, clock, Unnamed.NOTHING),
                        new SegmentsModule(
                                        new SegmentsModule.Ground(database, log, ids, clock),
                                        new SegmentsModule.Faces(stores, customers, orders))
                                .segments(),
                        returns.news(),
                        SomeRewards.of(stores, log, ids, clock)),
                JourneysModule.Additions.NONE);
    }

    /** What happened is decided about, and what was decided to be sent counts as sent. */
    void tell() {
        readers.drain();
        clock.move(Duration.ofMinutes(90)); // what waits to be told together has gone by then
        journeys.releaseAcrossStores();
        database.runAcrossStores(tx -> tx.execute("update messaging.message set state = 'SENT', sent_at = created_at"));
    }

    StoreId open(String slug) {
        StoreId store = stores.open(
                        StoreDetails.of(slug, "Maren", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")), TEST)
                .orThrow()
                .id();
        int version = stores.get(store).version();
        SettingsOutcome saved = stores.saveBrand(store, version, DemoBrands.marenAndPine(), TEST);
        if (!(saved instanceof SettingsOutcome.Saved)) {
            throw new IllegalStateException(saved.toString());
        }
        return store;
    }

    OrderId order(StoreId store, String number) {
        return order(store, number, line());
    }

    /** A throw in one of two sizes, of a product the shop told of. */
    static OrderSnapshot.Line sized(String variant) {
        return new OrderSnapshot.Line(
                "l1",
                new OrderSnapshot.ProductRef("throw", variant, "THROW-" + variant, null, null, null, null),
                "Wool throw",
                variant,
                1,
                Money.of(12_900, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                true);
    }

    OrderId order(StoreId store, String number, OrderSnapshot.Line line) {
        Instant placed = NOW.minusSeconds(5 * 86_400);
        var snapshot = new OrderSnapshot(
                "api",
                number,
                "#" + number,
                placed,
                placed,
                new CustomerDetails(
                        "api",
                        null,
                        "Anna@Example.org",
                        null,
                        "Anna",
                        "Kessler",
                        null,
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        placed),
                List.of(line),
                totals(),
                new Address("Anna Kessler", null, "Feldstraße 36", null, "20357", "HAMBURG", null, "DE", null),
                null,
                new OrderSnapshot.PromisedWindow(LocalDate.of(2026, 11, 12), LocalDate.of(2026, 11, 14)),
                null,
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
        database.runAcrossStores(tx -> {
            var taken = orders.take(tx, store, List.of(snapshot));
            if (taken.size() != 1) {
                throw new IllegalStateException(taken.toString());
            }
        });
        return database.<Optional<OrderId>>inStore(store, tx -> orders.find(tx, store, number, "anna@example.org"))
                .orElseThrow();
    }

    private static OrderSnapshot.Line line() {
        return new OrderSnapshot.Line(
                "l1",
                OrderSnapshot.ProductRef.NONE,
                "Wool throw <b>&",
                "Spruce",
                1,
                Money.of(12_900, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                true);
    }

    private static OrderSnapshot.Totals totals() {
        return new OrderSnapshot.Totals(
                Money.of(12_900, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                Money.of(0, "EUR"),
                Money.of(12_900, "EUR"),
                true,
                List.of(),
                null);
    }

    /** Who bought it. */
    CustomerId buyer(StoreId store, OrderId order) {
        return database.<CustomerId>inStore(
                store,
                tx -> Objects.requireNonNull(
                        orders.order(tx, store, order).orElseThrow().customer()));
    }

    /** The shop says that all of the order was sent. */
    void handOver(StoreId store, String number) {
        Instant at = NOW.minusSeconds(3 * 86_400);
        database.runAcrossStores(tx -> {
            var taken = orders.takeFulfilments(
                    tx,
                    store,
                    Arrival.LIVE,
                    List.of(new LatePart<>(
                            "api",
                            number,
                            new FulfilmentSnapshot(
                                    "f" + number,
                                    at,
                                    at,
                                    List.of(new FulfilmentSnapshot.Parcel("dhl", "JJD" + number, null)),
                                    List.of(),
                                    false,
                                    null))));
            if (taken.size() != 1) {
                throw new IllegalStateException(taken.toString());
            }
        });
    }

    void ship(StoreId store, OrderId order, String number) {
        database.runAcrossStores(tx -> {
            var registered = tracking.register(
                    tx,
                    store,
                    List.of(ShipmentRegistration.outbound(
                            "s-" + number, order, new ParcelNumber("dhl", number), clock.instant())));
            if (registered.size() != 1) {
                throw new IllegalStateException(registered.toString());
            }
        });
    }

    void scan(StoreId store, String number, String code, Instant at) {
        var report = new ScanReport(
                "api",
                "dhl",
                number,
                RawCode.of(code),
                ScanTime.exact(at),
                new ScanPlace("MALMÖ", null, "SE"),
                "RAW CARRIER TEXT",
                null);
        var _ = tracking.take(List.of(new StoreScan(store, report)));
    }

    @Override
    public void close() {
        portal.close();
        web.close();
        metrics.close();
        channels.close();
        test.close();
    }
}
