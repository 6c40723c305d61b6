package io.postlude.journeys;

/** How a touchpoint stands. Every one stands in exactly one of these from the moment it was noticed. */
public enum Outcome {
    /** The message is in the outbox, written in the same transaction as this word. */
    SENT,
    /** It waits for a better moment, and is decided anew then. */
    DEFERRED,
    /** A rule said no. */
    WITHHELD,
    /** Its time was over: it would have helped nobody any more. */
    EXPIRED
}
