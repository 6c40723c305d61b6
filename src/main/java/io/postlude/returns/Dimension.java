package io.postlude.returns;

import java.util.Locale;

/** By what reasons are looked at. */
public enum Dimension {
    PRODUCT,
    VARIANT,
    /** The batch it was of: told with its fulfilment, or read off it at the warehouse. */
    LOT,
    /** What the shop said of it when it was ordered. */
    DESCRIPTION,
    /** Who brought it. */
    CARRIER;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is held against the rest of its product; else against its own past, which a new lot does not have. */
    boolean isPartOfProduct() {
        return this == LOT || this == DESCRIPTION;
    }

    /** What a carrier does to a parcel; the rest is none of its doing. */
    boolean knows(Reason reason) {
        return this != CARRIER || reason == Reason.DAMAGED || reason == Reason.LATE || reason == Reason.INCOMPLETE;
    }
}
