package io.postlude.portal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Pages that are open in a browser, waiting to hear that their order changed. */
final class LiveUpdates implements AutoCloseable {
    static final int MOST_LISTENERS = 2_000;

    private final ConcurrentHashMap<Long, Set<Waiting>> byOrder = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private final Semaphore places = new Semaphore(MOST_LISTENERS);

    /** One open page; closing it gives its place back. */
    final class Waiting implements AutoCloseable {
        private final long order;
        private final Semaphore news = new Semaphore(0);

        private Waiting(long order) {
            this.order = order;
        }

        /** Waits for a change; false if none came in time. */
        boolean await(long millis) throws InterruptedException {
            boolean came = news.tryAcquire(millis, TimeUnit.MILLISECONDS);
            news.drainPermits();
            return came;
        }

        @Override
        public void close() {
            byOrder.computeIfPresent(order, (key, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
            places.release();
        }
    }

    boolean hasRoom() {
        return !closed && places.availablePermits() > 0;
    }

    /** False once the server goes down: then nobody waits any longer. */
    boolean isOpen() {
        return !closed;
    }

    /** Takes a place; ask {@link #hasRoom} first. */
    Waiting listen(long order) {
        places.acquireUninterruptibly();
        var waiting = new Waiting(order);
        byOrder.compute(order, (key, all) -> {
            Set<Waiting> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(waiting);
            return set;
        });
        return waiting;
    }

    void changed(long order) {
        byOrder.getOrDefault(order, Set.of()).forEach(waiting -> waiting.news.release());
    }

    void changedAll() {
        byOrder.keySet().forEach(this::changed);
    }

    @Override
    public void close() {
        closed = true;
        changedAll();
    }
}
