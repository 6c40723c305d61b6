package io.postlude.tracking;

/** Where a parcel is, in the thirteen words every carrier's vocabulary is translated into. */
public enum ShipmentStatus {
    PENDING(0),
    INFO_RECEIVED(1),
    PICKED_UP(2),
    IN_TRANSIT(3),
    OUT_FOR_DELIVERY(4),
    ATTEMPT_FAILED(4),
    AVAILABLE_FOR_PICKUP(5),
    EXCEPTION(-1),
    RETURNING_TO_SENDER(-1),
    EXPIRED(-1),
    CANCELLED(6),
    RETURNED_TO_SENDER(6),
    DELIVERED(6);

    private final int step;

    ShipmentStatus(int step) {
        this.step = step;
    }

    /** How far along the ordinary way this status lies, 0 to 6; -1 for a status off that way. */
    public int step() {
        return step;
    }

    /** Whether the carrier cannot be holding the parcel yet. */
    public boolean beforeHandover() {
        return this == PENDING || this == INFO_RECEIVED;
    }
}
