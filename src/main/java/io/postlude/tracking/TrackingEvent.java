package io.postlude.tracking;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What happens to parcels. {@code replayed} marks history that was read again under a new mapping: it sets records right,
 * and nobody is to be told.
 */
public sealed interface TrackingEvent extends Event {

    ShipmentId shipment();

    @Nullable
    OrderId order();

    Direction direction();

    @Override
    default long key() {
        OrderId order = order();
        return order == null ? shipment().value() : order.value();
    }

    record ShipmentRegistered(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            @Nullable Instant promisedBy,
            Instant occurredAt)
            implements TrackingEvent {}

    /** It stands somewhere else now; {@code orderStatus} is that of the order after it. */
    record ShipmentMoved(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            StatusDetail from,
            StatusDetail to,
            @Nullable StatusDetail orderStatus,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** It reached its good end, and that is believed: the customer, or for a return the warehouse. */
    record ShipmentDelivered(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            StatusDetail detail,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** The carrier itself names another day than before, or names one for the first time. */
    record EstimateChanged(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            @Nullable LocalDate from,
            LocalDate by,
            Instant occurredAt)
            implements TrackingEvent {}

    /** Said to be delivered though no scan shows that the carrier ever held it: no news for the customer yet. */
    record DeliveryImplausible(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** What counted as ended goes on; after {@code FALSE_DELIVERY} the customer is owed a correction. */
    record ShipmentReopened(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            ReopenedAfter after,
            StatusDetail now,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** The carrier says that it will be late, and whose doing that is. */
    record ShipmentDelayed(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            StatusDetail cause,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    record ShipmentProblemOpened(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            StatusDetail problem,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    record ShipmentProblemResolved(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            StatusDetail problem,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** No scan for longer than its lane's parcels are ever silent. */
    record ShipmentStalled(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            Stall stall,
            int silentHours,
            Instant occurredAt)
            implements TrackingEvent {}

    /** A stalled parcel was scanned again. */
    record ShipmentResumed(
            StoreId store,
            ShipmentId shipment,
            @Nullable OrderId order,
            Direction direction,
            Instant occurredAt,
            boolean replayed)
            implements TrackingEvent {}

    /** How a parcel went silent. */
    enum Stall {
        /** Seen, then no more. */
        NO_SCAN,
        /** A label was made, and the carrier never had the parcel. */
        NOT_HANDED_OVER
    }

    /** How a journey had ended, or seemed to have. */
    enum ReopenedAfter {
        FALSE_DELIVERY,
        EXPIRED,
        LOST,
        RETURNED,
        CANCELLED,
        DISPOSED
    }
}
