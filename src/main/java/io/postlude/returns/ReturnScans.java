package io.postlude.returns;

import io.postlude.kernel.Event;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentStatus;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what carriers tell of parcels on their way back: with the first scan the pieces are under way. */
final class ReturnScans implements LogReader {
    private static final String BY = "carrier";

    private final Returns returns;

    ReturnScans(Returns returns) {
        this.returns = returns;
    }

    @Override
    public String name() {
        return "returns-scans";
    }

    @Override
    public Set<Class<? extends Event>> wants() {
        return Set.of(ShipmentMoved.class);
    }

    @Override
    public void take(Tx tx, List<Logged> events) {
        for (Logged logged : events) {
            TrackingEvent event = (TrackingEvent) logged.event();
            if (event instanceof ShipmentMoved moved && travelsBack(moved)) {
                ReturnListSql.byShipment(tx, moved.store(), moved.shipment()).ifPresent(id -> {
                    // Denied where it is under way or here already: then there is nothing to do.
                    Answer _ = returns.shipped(tx, moved.store(), id, BY);
                });
            }
        }
    }

    /** The number a return travels under, where that is known. */
    static Optional<String> number(Tx tx, StoreId store, ReturnView view, Tracking tracking) {
        return Optional.ofNullable(view.shipment())
                .flatMap(shipment -> tracking.shipment(tx, store, shipment))
                .flatMap(shipment -> shipment.numbers().stream().findFirst())
                .map(ParcelNumber::number);
    }

    private static boolean travelsBack(ShipmentMoved moved) {
        return moved.direction() == Direction.INBOUND && moved.to().status().compareTo(ShipmentStatus.PICKED_UP) >= 0;
    }
}
