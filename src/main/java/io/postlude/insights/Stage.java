package io.postlude.insights;

/** When a forecast is made. */
public enum Stage {
    /** When the order is placed: from there to the door. */
    ORDER,
    /** When the carrier has taken the parcel: from there to the door. */
    HAND_OVER,
    /** After a scan, or after the lack of one. */
    LIVE;

    double start(Trip trip) {
        return this == ORDER ? trip.times().placed() : trip.times().handedOver();
    }

    boolean teaches(Trip trip) {
        return this == ORDER ? trip.teaches() : trip.handOverTeaches();
    }
}
