package io.postlude.insights;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.tracking.Direction;
import io.postlude.tracking.TrackingEvent;
import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import io.postlude.tracking.TrackingEvent.ShipmentReopened;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks at an order again whenever something happened to it or to a parcel of it; imported history teaches the same way. */
final class ForecastReader implements LogReader {
    private static final int BATCH = 500;

    private final Lookout lookout;
    private final InstantSource clock;

    ForecastReader(Lookout lookout, InstantSource clock) {
        this.lookout = lookout;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "insights-forecast";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(
                OrderEvent.OrderPlaced.class,
                OrderEvent.OrderCancelled.class,
                TrackingEvent.ShipmentRegistered.class,
                TrackingEvent.ShipmentMoved.class,
                TrackingEvent.ShipmentDelivered.class,
                TrackingEvent.ShipmentReopened.class,
                TrackingEvent.ShipmentStalled.class);
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        ForecastSql.LOOKING.side(tx, events.stream().map(Logged::store).toList());
        for (boolean replayed : new boolean[] {true, false}) {
            Map<StoreId, Set<OrderId>> touched = new TreeMap<>(Comparator.comparingInt(StoreId::value));
            for (Logged logged : events) {
                if (replayed(logged) != replayed) continue;
                OrderId order = order(logged.event());
                if (order != null)
                    touched.computeIfAbsent(logged.store(), _ -> new LinkedHashSet<>())
                            .add(order);
            }
            Lookout.Moment moment = new Lookout.Moment(clock.instant(), replayed);
            touched.forEach((store, orders) -> {
                unlearn(tx, store, events);
                lookout.look(tx, store, orders, moment);
            });
        }
    }

    private static boolean replayed(Logged logged) {
        return logged.seenBefore()
                || (logged.event() instanceof OrderEvent order && order.imported())
                || (logged.event() instanceof TrackingEvent.ShipmentMoved moved && moved.replayed())
                || (logged.event() instanceof TrackingEvent.ShipmentDelivered delivered && delivered.replayed());
    }

    private static @Nullable OrderId order(Event event) {
        return switch (event) {
            case OrderEvent order -> order.order();
            case TrackingEvent parcel -> parcel.direction() == Direction.OUTBOUND ? parcel.order() : null;
            default -> null;
        };
    }

    /** A delivery that proved false is taken back before the order is looked at again. */
    private static void unlearn(Tx tx, StoreId store, List<Logged> events) {
        long[] shipments = events.stream()
                .filter(logged -> logged.store().equals(store))
                .map(Logged::event)
                .filter(event -> event instanceof ShipmentReopened r && r.after() == ReopenedAfter.FALSE_DELIVERY)
                .mapToLong(event -> ((ShipmentReopened) event).shipment().value())
                .toArray();
        FactSql.drop(tx, store, shipments);
        OutcomeSql.reopen(tx, store, shipments);
    }
}
