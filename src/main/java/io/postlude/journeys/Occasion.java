package io.postlude.journeys;

import io.postlude.kernel.Event;
import io.postlude.kernel.Logged;
import io.postlude.kernel.StoreId;
import io.postlude.orders.FulfilmentId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that a person may want to hear of.
 *
 * @param milestone of its subject; with it the key that is told once
 * @param about the parcel it is about; absent where it is about the order, or about a fulfilment whose parcels are not known
 *     to the event
 * @param event the id of the event in the log
 */
record Occasion(
        StoreId store,
        TouchpointKind kind,
        String milestone,
        OrderId order,
        About about,
        Instant happenedAt,
        long event,
        Because because) {

    /** What of an order it is about. */
    sealed interface About {}

    record WholeOrder() implements About {}

    record OneParcel(ShipmentId shipment) implements About {}

    record OneReturn(ReturnId returned) implements About {}

    /** All parcels of a fulfilment; resolved into {@link OneParcel} before anything is decided. */
    record ParcelsOf(FulfilmentId fulfilment) implements About {}

    static Occasion of(Logged logged, OrderId order, TouchpointKind kind, About about) {
        Event event = logged.event();
        return new Occasion(
                event.store(), kind, kind.name(), order, about, event.occurredAt(), logged.id(), Because.NOTHING_MORE);
    }

    /** One of several of its kind: which problem, a correction of what. */
    Occasion because(String which, Because reason) {
        return new Occasion(store, kind, kind + ":" + which, order, about, happenedAt, event, reason);
    }

    /** Still the only one of its kind, with what is to be remembered of the event. */
    Occasion because(Because reason) {
        return new Occasion(store, kind, milestone, order, about, happenedAt, event, reason);
    }

    Occasion ofParcel(ShipmentId shipment, Instant at) {
        return new Occasion(store, kind, milestone, order, new OneParcel(shipment), at, event, because);
    }

    /** The same said before turned out false, and now it is true. */
    Occasion again() {
        return new Occasion(store, kind, kind + ":AGAIN", order, about, happenedAt, event, because);
    }

    @Nullable
    ShipmentId shipment() {
        return about instanceof OneParcel(ShipmentId shipment) ? shipment : null;
    }

    @Nullable
    ReturnId returned() {
        return about instanceof OneReturn(ReturnId returned) ? returned : null;
    }

    /** The parcel's id, the return's, or the order's. */
    long subject() {
        ReturnId returned = returned();
        if (returned != null) return returned.value();
        ShipmentId shipment = shipment();
        return shipment == null ? order.value() : shipment.value();
    }

    Key key() {
        return new Key(subject(), milestone);
    }

    record Key(long subject, String milestone) {}
}
