package io.postlude.kernel;

import java.util.List;
import java.util.Set;

/**
 * Takes events from the log, in order per key. What it writes and the move of its cursor are one transaction, so every
 * event has its effect once, whatever is killed when.
 */
public interface LogReader {
    /** Stable: the cursor hangs on it. */
    String name();

    /** Which events it wants; a sealed interface stands for all below it. */
    Set<Class<? extends Event>> wants();

    /** At most this many rows of the log are looked at in one transaction. */
    default int batch() {
        return 1_000;
    }

    /** True for a reader that only wants what comes from now on when it is new to this installation. */
    default boolean startsAtTheEnd() {
        return false;
    }

    /** Readers on whose results this one stands: it takes no event that they have not passed once. */
    default Set<String> after() {
        return Set.of();
    }

    /** The same reader, standing on the results of others; one that is not there holds nobody up. */
    default LogReader after(String... readers) {
        return new LaterReader(this, Set.of(readers));
    }

    /** Work past row-level security. Throw to have it tried again; an event that fails three times alone is set aside. */
    void take(Tx tx, List<Logged> events);
}
