package io.postlude.promises;

/** Why a promise looks as it does, in one word; the forecast that says so can explain it in figures. */
public enum RiskCause {
    /** Nothing speaks against it. */
    NONE,
    /** The promised window is shorter than such parcels take. */
    TIGHT_WINDOW,
    /** It has not left yet. */
    NOT_SHIPPED,
    /** No scan for longer than usual. */
    SILENT,
    /** Parcels of this lane take longer than they did. */
    SLOW_LANE,
    /** The carrier reports a delay or a problem. */
    CARRIER_PROBLEM,
    /** It has not been done, and most of its kind are by now. */
    NOT_DONE
}
