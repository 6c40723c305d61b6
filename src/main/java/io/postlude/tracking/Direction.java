package io.postlude.tracking;

/** Which way a parcel travels: to the customer, or back to the store. */
public enum Direction {
    OUTBOUND,
    INBOUND
}
