package io.postlude.tracking;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in Berlin, a clock that stands at its spring, and as many tracking nodes as a test wants. */
final class TrackingWorld implements AutoCloseable {

    static final StoreId STORE = new StoreId(1);
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final TestDatabase test = TestDatabase.fresh();
    private final Ids ids = new Ids(1);
    private final MovableClock clock = MovableClock.standingAt(START.plus(Duration.ofDays(10)));

    static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    static ScanReport report(String number, String code, ScanTime time, @Nullable String carrier) {
        return new ScanReport("api", carrier, number, RawCode.of(code), time, ScanPlace.UNKNOWN, null, null);
    }

    Database database() {
        return test.database();
    }

    MovableClock clock() {
        return clock;
    }

    OrderId newOrder() {
        return new OrderId(ids.next());
    }

    Node node() {
        EventLog log =
                new EventLog(ids, EventTypes.register(database(), List.of(TrackingEvent.class, PromiseEvent.class)));
        Promises promises = new Promises(database(), log, ids, clock);
        return new Node(
                log,
                promises,
                new Tracking(new Tracking.Ground(
                        database(), log, ids, clock, promises, store -> ZoneId.of("Europe/Berlin"))));
    }

    @Override
    public void close() {
        test.close();
    }

    /** One running process among several on the database. */
    final class Node {
        private final EventLog log;
        private final Promises promises;
        private final Tracking tracking;

        Node(EventLog log, Promises promises, Tracking tracking) {
            this.log = log;
            this.promises = promises;
            this.tracking = tracking;
        }

        Tracking tracking() {
            return tracking;
        }

        @CanIgnoreReturnValue
        ShipmentId registered(OrderId order, String number, @Nullable PromisedWindow promised) {
            ShipmentRegistration plain =
                    ShipmentRegistration.outbound("ref-" + number, order, new ParcelNumber("dhl", number), START);
            return register(promised == null ? plain : plain.with(promised));
        }

        @CanIgnoreReturnValue
        ShipmentId register(ShipmentRegistration registration) {
            return database()
                    .inStore(STORE, tx -> tracking.register(tx, STORE, List.of(registration)))
                    .getFirst();
        }

        void addNumber(ShipmentId shipment, ParcelNumber number) {
            database()
                    .inStore(STORE, tx -> tracking.addNumber(tx, STORE, shipment, number))
                    .orElseThrow();
        }

        @CanIgnoreReturnValue
        Taken scan(String number, int hour, String code) {
            return take(report(number, code, ScanTime.exact(hour(hour)), null));
        }

        @CanIgnoreReturnValue
        Taken take(ScanReport report) {
            return tracking.take(List.of(new StoreScan(STORE, report)));
        }

        ShipmentView view(ShipmentId id) {
            return database()
                    .inStore(STORE, tx -> tracking.shipment(tx, STORE, id))
                    .orElseThrow();
        }

        List<ShipmentView> ofOrder(OrderId order) {
            return database().inStore(STORE, tx -> tracking.ofOrder(tx, STORE, order));
        }

        StatusDetail orderStatus(OrderId order) {
            return database()
                    .inStore(STORE, tx -> tracking.orderStatus(tx, STORE, order))
                    .orElseThrow();
        }

        List<Promise> promises(OrderId order) {
            return database().inStore(STORE, tx -> promises.ofOrder(tx, STORE, order));
        }

        <T extends TrackingEvent> List<T> events(OrderId order, Class<T> kind) {
            return database().inStore(STORE, tx -> log.timeline(tx, STORE, order.value())).stream()
                    .map(logged -> logged.event())
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }
}
