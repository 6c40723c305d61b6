package io.postlude.promises;

/** What was promised. */
public enum PromiseKind {
    /** The parcel reaches the customer. */
    DELIVERY,
    /** The parcel is handed to the carrier. */
    HANDOVER,
    /** The money for a return is on its way. */
    REFUND
}
