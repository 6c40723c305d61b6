package io.postlude.flows;

import java.util.Locale;

/** A date of the subject that a journey can wait for or start on. */
public enum DateOf {
    /** The day of their last order. */
    LAST_ORDER,
    /** The end of what was promised for the order or parcel. */
    PROMISED,
    /** When the parcel arrived; of an order its last parcel. */
    DELIVERED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
