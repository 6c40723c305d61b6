package io.postlude.tracking;

/** How far the time of a scan can be trusted. */
public enum TimePrecision {
    /** Date, time and offset as the carrier gave them. */
    EXACT,
    /** Local date and time without a zone: the instant was worked out with an assumed zone. */
    LOCAL,
    /** Only a day is known. */
    DAY,
    /** No usable time was given: the moment of reception stands in. */
    RECEIVED
}
