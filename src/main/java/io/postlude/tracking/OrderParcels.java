package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parcels of one order, or one parcel nobody knows the order of: what one writer works on at a time.
 *
 * @param progress the order's status as it stands in the database; null where there is no order
 */
record OrderParcels(
        StoreId store, List<Parcel> parcels, @Nullable StatusDetail progress, int progressVersion) {

    Optional<Parcel> parcel(ShipmentId id) {
        for (Parcel parcel : parcels) {
            if (parcel.id().equals(id)) {
                return Optional.of(parcel);
            }
        }
        return Optional.empty();
    }

    OrderParcels with(Parcel changed) {
        List<Parcel> all = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            all.add(parcel.id().equals(changed.id()) ? changed : parcel);
        }
        return new OrderParcels(store, List.copyOf(all), progress, progressVersion);
    }

    /** With those of another reading of the same order. */
    OrderParcels and(OrderParcels more) {
        List<Parcel> all = new ArrayList<>(parcels);
        all.addAll(more.parcels);
        return new OrderParcels(store, List.copyOf(all), progress, progressVersion);
    }

    OrderParcels written(@Nullable StatusDetail newProgress) {
        return new OrderParcels(store, parcels, newProgress, progressVersion + 1);
    }

    /** The status the order has now: that of its worst open parcel. */
    @Nullable
    StatusDetail worst() {
        if (progress == null) {
            return null;
        }
        return OrderProgress.of(parcels.stream()
                        .filter(parcel -> parcel.state().direction() == Direction.OUTBOUND)
                        .map(Parcel::detail)
                        .toList())
                .orElse(progress);
    }
}
