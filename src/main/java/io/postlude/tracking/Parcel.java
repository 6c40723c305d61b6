package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import org.jspecify.annotations.Nullable;

/** A shipment's row as the writers see it, with the hashes of its scans. Never changed: a new one takes its place. */
record Parcel(
        StoreId store,
        ShipmentId id,
        @Nullable OrderId order,
        ParcelState state,
        ParcelTimes times,
        long promise,
        int version,
        Hashes hashes) {

    /** The order's number, or its own where no order is known: what its events and its lane hang on. */
    long group() {
        return order == null ? id.value() : order.value();
    }

    StatusDetail detail() {
        return Standing.of(state).detail();
    }

    Parcel moved(ParcelState newState, ParcelTimes newTimes, Hashes newHashes) {
        return new Parcel(store, id, order, newState, newTimes, promise, version, newHashes);
    }

    Parcel withHashes(Hashes newHashes) {
        return new Parcel(store, id, order, state, times, promise, version, newHashes);
    }

    Parcel written() {
        return new Parcel(store, id, order, state, times, promise, version + 1, hashes);
    }

    /** Whether the row in the database would differ. */
    boolean differs(Parcel other) {
        return !state.equals(other.state) || !times.equals(other.times);
    }
}
