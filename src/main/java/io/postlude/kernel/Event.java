package io.postlude.kernel;

import java.time.Instant;

/**
 * Something that happened: a past-tense record of ids and facts. Each module gathers its own under one sealed interface.
 *
 * <p>A record's component names and types are its form in the log for ever: add nullable components, never rename one.
 */
public interface Event {
    /** Whose log it stands in. */
    StoreId store();

    /** Events of one key are read in the order they were written: the order's id, or the customer's where no order is meant. */
    long key();

    /** The world's time; the log adds its own. */
    Instant occurredAt();
}
