package io.postlude.kernel;

import java.time.Instant;

/**
 * An event as the log holds it.
 *
 * @param part its partition
 * @param tx the number of the transaction that wrote it: with {@code id} its place in the partition
 * @param recordedAt when the log took it (the database's clock)
 * @param seenBefore true where this reader has passed it once already: a replay, so nobody is to be notified again
 */
public record Logged(int part, long tx, long id, Instant recordedAt, boolean seenBefore, Event event) {
    public StoreId store() {
        return event.store();
    }
}
