package io.postlude.orders;

/** How news came: LIVE as it happened, or HISTORY with a file of the past, for which nobody is notified. */
public enum Arrival {
    LIVE,
    HISTORY
}
