package io.postlude.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what many requests bring at once with one statement and one commit. A queue and one thread that takes what is
 * there: while one commit runs the next group gathers by itself, so no request ever waits for a timer.
 */
final class GroupCommit<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int GROUP_LIMIT = 200;
    private static final int QUEUE_LIMIT = 4_000;
    /** Shopify hangs up after five seconds. */
    private static final long WAIT_MILLIS = 4_500;

    private final BlockingQueue<Waiting<T>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Consumer<List<T>> store;
    private final Thread thread;
    private volatile boolean stopping;

    private record Waiting<T>(T item, CompletableFuture<Boolean> stored) {}

    /** It was not stored, as far as we know; the sender should send it again. */
    static final class NotStored extends Exception {
        private static final long serialVersionUID = 1L;

        NotStored(String reason) {
            super(reason);
        }
    }

    /** {@code store} returns once the items are safe, or throws. */
    GroupCommit(String name, Consumer<List<T>> store) {
        this.store = store;
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Returns once the item is safe. */
    void store(T item) throws NotStored {
        Waiting<T> waiting = new Waiting<>(item, new CompletableFuture<>());
        if (stopping || !queue.offer(waiting)) throw new NotStored("the queue is full or closed");
        try {
            boolean _ = waiting.stored.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotStored("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new NotStored("the database did not take it");
        }
    }

    private void run() {
        List<Waiting<T>> group = new ArrayList<>(GROUP_LIMIT);
        while (!stopping) {
            try {
                group.add(queue.take());
                queue.drainTo(group, GROUP_LIMIT - 1);
                write(group);
            } catch (InterruptedException e) {
                stopping = true;
            }
            group.clear();
        }
        queue.forEach(GroupCommit::refuse);
    }

    private void write(List<Waiting<T>> group) {
        try {
            store.accept(group.stream().map(Waiting::item).toList());
            group.forEach(waiting -> waiting.stored.complete(true));
        } catch (RuntimeException e) {
            LOG.warn("A group of {} was not stored: {}", group.size(), e.toString());
            group.forEach(GroupCommit::refuse);
        }
    }

    private static void refuse(Waiting<?> waiting) {
        waiting.stored.completeExceptionally(new IllegalStateException("not stored"));
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
    }
}
