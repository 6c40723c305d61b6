package io.postlude.promises;

/** What was promised. */
public enum PromiseKind {
    /** The parcel reaches the customer. */
    DELIVERY,
    /** The parcel is handed to the carrier. */
    HANDOVER,
    /** The money is on its way back. */
    REFUND,
    /** A question is answered. */
    REPLY,
    /** Points stand in the account. */
    POINTS
}
