package io.postlude.returns;

/** Where a thing goes after somebody looked at it. */
public enum Disposition {
    RESTOCK,
    REFURBISH,
    RECYCLE,
    DONATE,
    /** The parcel held another thing; it is kept aside. */
    WRONG_ITEM,
    /** It goes back to the customer. */
    SEND_BACK
}
