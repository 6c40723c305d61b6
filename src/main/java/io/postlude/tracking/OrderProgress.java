package io.postlude.tracking;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The status of an order: that of its worst open parcel, not of its last scan. */
final class OrderProgress {

    /** Worst first. A problem is worse than slowness, and slowness is how little of the way is done. */
    private static final List<ShipmentStatus> WORST_FIRST = List.of(
            ShipmentStatus.EXCEPTION,
            ShipmentStatus.RETURNING_TO_SENDER,
            ShipmentStatus.EXPIRED,
            ShipmentStatus.ATTEMPT_FAILED,
            ShipmentStatus.PENDING,
            ShipmentStatus.INFO_RECEIVED,
            ShipmentStatus.PICKED_UP,
            ShipmentStatus.IN_TRANSIT,
            ShipmentStatus.OUT_FOR_DELIVERY,
            ShipmentStatus.AVAILABLE_FOR_PICKUP,
            ShipmentStatus.RETURNED_TO_SENDER,
            ShipmentStatus.DELIVERED,
            ShipmentStatus.CANCELLED);

    private static final Comparator<StatusDetail> WORST = Comparator.comparing(StatusDetail::terminal)
            .thenComparingInt(detail -> WORST_FIRST.indexOf(detail.status()))
            .thenComparing(Comparator.naturalOrder());

    private OrderProgress() {}

    /** The worst open parcel of those on their way out; when none is open, the worst of the closed. */
    static Optional<StatusDetail> of(Collection<StatusDetail> outboundParcels) {
        return outboundParcels.stream().min(WORST);
    }
}
