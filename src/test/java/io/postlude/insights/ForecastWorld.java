package io.postlude.insights;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
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
import io.postlude.orders.Address;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlook;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.RawCode;
import io.postlude.tracking.ScanPlace;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ScanTime;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import io.postlude.tracking.Taken;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store in Berlin with a clock that the test moves, and readers that work when it says so. */
final class ForecastWorld implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-05-04T08:00:00Z");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Currency EURO = Currency.getInstance("EUR");

    private final TestDatabase test = TestDatabase.fresh();
    final Database database = test.database();
    final MovableClock clock = MovableClock.standingAt(NOW);
    private final Ids ids = new Ids(1);
    private final Secrets secrets = new Secrets(database);
    private final EventLog log = new EventLog(
            ids,
            EventTypes.register(
                    database,
                    List.of(
                            StoreEvent.class,
                            CustomerEvent.class,
                            OrderEvent.class,
                            PromiseEvent.class,
                            TrackingEvent.class,
                            InsightEvent.class)));
    private final StoresModule stores =
            StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock));
    private final Orders orders = new Orders(new Customers(ids, log, secrets, clock), log, ids, clock);
    private final Promises promises = new Promises(database, log, ids, clock);
    private final Outlooks outlooks = new Outlooks(database, log, clock);
    private final Tracking tracking =
            new Tracking(new Tracking.Ground(database, log, ids, clock, promises, _ -> BERLIN));
    final Forecasts forecasts = new Forecasts(
            new Forecasts.Ground(database, clock),
            new Forecasts.Faces(stores.stores(), orders, tracking, promises, outlooks, log));
    private final Nodes nodes = Nodes.join(database);
    private final LogReaders readers = new LogReaders(database, log, nodes, List.of(forecasts.reader()));
    final StoreId store = open("here");
    private int numbers;

    StoreId open(String slug) {
        var details = StoreDetails.of(slug, slug, new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR"));
        return stores.stores()
                .open(details, new Actor.Program("test"))
                .orThrow()
                .id();
    }

    /** An order to a postcode in a country, placed at that moment. */
    OrderId ordered(Instant placed, String country, String postcode) {
        String reference = "o" + numbers++;
        OrderSnapshot snapshot = new OrderSnapshot(
                "api",
                reference,
                "#" + reference,
                placed,
                placed,
                null,
                List.of(new OrderSnapshot.Line(
                        "1",
                        new OrderSnapshot.ProductRef("mug", null, null, "Kiln", null, null, null),
                        "Mug",
                        null,
                        1,
                        new Money(1_500, EURO),
                        Money.zero(EURO),
                        Money.zero(EURO),
                        true)),
                new OrderSnapshot.Totals(
                        new Money(1_500, EURO),
                        Money.zero(EURO),
                        new Money(490, EURO),
                        Money.zero(EURO),
                        new Money(1_990, EURO),
                        true,
                        List.of(),
                        "Standard"),
                new Address(null, null, null, null, postcode, null, null, country, null),
                null,
                null,
                null,
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
        var _ = database.inStore(store, tx -> orders.take(tx, store, List.of(snapshot)));
        return database.inStore(store, tx -> orders.byReference(tx, store, "api", reference))
                .orElseThrow();
    }

    ShipmentId sent(OrderId order, String number, Instant at, @Nullable PromisedWindow promised) {
        ShipmentRegistration plain =
                ShipmentRegistration.outbound("ref-" + number, order, new ParcelNumber("dhl", number), at);
        return database.inStore(
                        store,
                        tx -> tracking.register(tx, store, List.of(promised == null ? plain : plain.with(promised))))
                .getFirst();
    }

    void scanned(String number, Instant at, String code) {
        Taken _ = tracking.take(List.of(new StoreScan(
                store,
                new ScanReport(
                        "api", "dhl", number, RawCode.of(code), ScanTime.exact(at), ScanPlace.UNKNOWN, null, null))));
    }

    /** A parcel that was handed over after so many days and came so many days after that. */
    ShipmentId came(Instant placed, String postcode, double handedOverAfter, double cameAfter) {
        String number = "N" + numbers++;
        Instant handedOver = plus(placed, handedOverAfter);
        ShipmentId shipment = sent(ordered(placed, "DE", postcode), number, handedOver, null);
        scanned(number, handedOver, "PICKED_UP");
        scanned(number, plus(handedOver, cameAfter), "DELIVERED");
        return shipment;
    }

    static Instant plus(Instant at, double days) {
        return at.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
    }

    /** Lets the readers of the log take all there is. */
    void read() {
        readers.drain();
    }

    void readAgain() {
        readers.replayFrom(forecasts.reader().name(), Instant.EPOCH);
        readers.drain();
    }

    Optional<Forecast> forecast(ShipmentId shipment) {
        return database.inStore(store, tx -> forecasts.at(tx, store, shipment));
    }

    Optional<Forecast> forecast(OrderId order) {
        return database.inStore(store, tx -> forecasts.forOrder(tx, store, order));
    }

    List<Outlook> outlooks(OrderId order) {
        return database.inStore(store, tx -> Map.copyOf(outlooks.ofOrder(tx, store, order))).values().stream()
                .toList();
    }

    List<InsightEvent> told(OrderId order) {
        return database.inStore(store, tx -> log.timeline(tx, store, order.value())).stream()
                .map(logged -> logged.event())
                .filter(InsightEvent.class::isInstance)
                .map(InsightEvent.class::cast)
                .toList();
    }

    long count(String table) {
        return database.inStore(store, tx -> tx.number("select count(*) from insights." + table));
    }

    ForecastReport.Report report(Stage stage) {
        return database.inStore(store, tx -> forecasts.report(tx, store, new ForecastReport.Scope(stage, 12, BERLIN)));
    }

    @Override
    public void close() {
        readers.close();
        nodes.leave();
        test.close();
    }
}
