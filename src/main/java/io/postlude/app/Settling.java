package io.postlude.app;

import io.postlude.connectors.Inbox;
import io.postlude.kernel.LogReaders;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits until what came in was worked and every reader has read it: before time goes on in a demo. */
final class Settling {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** What does not get less for so long waits for something else, a pause or a person. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Stores stores;
    private final Inbox inbox;
    private final LogReaders readers;

    Settling(Stores stores, Inbox inbox, LogReaders readers) {
        this.stores = stores;
        this.inbox = inbox;
        this.readers = readers;
    }

    void await() {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        for (long left = left(); left > 0 && !Thread.currentThread().isInterrupted(); left = left()) {
            if (left < least) {
                least = left;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) return;
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private long left() {
        long left = 0;
        for (Store store : stores.allAcrossStores())
            left += inbox.counts(store.id()).waiting();
        return left
                + readers.standing().stream()
                        .mapToLong(LogReaders.Standing::waiting)
                        .sum();
    }
}
