package io.postlude.stores;

import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether what this node remembers still holds. Any change raises one number in the database in its own transaction;
 * each node looks at it at most twice a second, so that a change made elsewhere counts here within a second, and one made
 * here at once. Looking again and again cannot miss a change, as a lost notification would.
 */
final class Generation {
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(500).toNanos();

    private final Database database;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime() - LOOK_AGAIN_NANOS);
    private volatile long value;

    Generation(Database database) {
        this.database = database;
    }

    /** Call in every transaction that changes what is remembered, and {@link #look} once it has committed. */
    static void raise(Tx tx) {
        if (tx.update("update stores.generation set value = value + 1 where only_row") != 1)
            throw new IllegalStateException("stores.generation has lost its row");
    }

    long current() {
        long last = lookedAt.get();
        long now = System.nanoTime();
        if (now - last >= LOOK_AGAIN_NANOS && lookedAt.compareAndSet(last, now)) look();
        return value;
    }

    /** Whether {@link #current} would ask the database. */
    boolean isLookDue() {
        return System.nanoTime() - lookedAt.get() >= LOOK_AGAIN_NANOS;
    }

    /** As last seen, without asking. */
    long seen() {
        return value;
    }

    void look() {
        value = database.<Long>acrossStores(tx -> tx.number("select value from stores.generation where only_row"));
    }
}
