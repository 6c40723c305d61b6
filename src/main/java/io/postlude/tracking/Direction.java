package io.postlude.tracking;

import io.postlude.kernel.Numbered;

/** Which way a parcel travels: to the customer, or back to the store. */
public enum Direction implements Numbered {
    OUTBOUND(0),
    INBOUND(1);

    private final short number;

    Direction(int number) {
        this.number = (short) number;
    }

    /** What the database keeps. */
    @Override
    public short number() {
        return number;
    }

    static Direction ofNumber(int number) {
        return number == 0 ? OUTBOUND : INBOUND;
    }
}
