package io.postlude.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what many requests bring at once with one statement and one commit. While one commit runs the next group gathers by
 * itself, so no request ever waits for a timer. Two threads take turns: while one tells its group, the other writes the next;
 * and the one that waits sees to it that nobody waits too long.
 */
final class GroupCommit<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int GROUP_LIMIT = 200;
    private static final int QUEUE_LIMIT = 4_000;
    /** Shopify hangs up after five seconds. */
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(4_000);

    private static final long LOOK_MILLIS = 400;

    private final BlockingQueue<Waiting<T>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final Consumer<List<T>> store;
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Thread> threads;
    private volatile List<Waiting<T>> writing = List.of();
    private volatile boolean stopping;

    /** Hears once what became of an item; must not wait. */
    @FunctionalInterface
    interface Answer {
        /** {@code safe} false: it was not stored, as far as we know; the sender should send it again. */
        void stored(boolean safe);
    }

    private record Waiting<T>(T item, Answer answer, long since, AtomicBoolean told) {
        void tell(boolean safe) {
            if (!told.compareAndSet(false, true)) return;
            try {
                answer.stored(safe);
            } catch (RuntimeException e) {
                LOG.warn("Somebody could not be told that a delivery was stored: {}", e.toString());
            }
        }

        boolean isOverdue() {
            return System.nanoTime() - since > WAIT_NANOS;
        }
    }

    /** {@code store} returns once the items are safe, or throws. */
    GroupCommit(String name, Consumer<List<T>> store) {
        this.store = store;
        this.threads = List.of(thread(name + "-a"), thread(name + "-b"));
        threads.forEach(Thread::start);
    }

    private Thread thread(String name) {
        return Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** Returns at once; the answer comes when the item is safe, or is not. */
    void store(T item, Answer answer) {
        Waiting<T> waiting = new Waiting<>(item, answer, System.nanoTime(), new AtomicBoolean());
        if (stopping || !queue.offer(waiting)) waiting.tell(false);
    }

    private void run() {
        while (!stopping) {
            try {
                if (turn.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) takeTurn();
                else refuseOverdue();
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
        queue.forEach(waiting -> waiting.tell(false));
    }

    private void takeTurn() throws InterruptedException {
        List<Waiting<T>> group = new ArrayList<>();
        boolean safe;
        try {
            group.add(queue.take());
            queue.drainTo(group, GROUP_LIMIT - 1);
            writing = group;
            safe = write(group);
        } finally {
            writing = List.of();
            turn.unlock();
        }
        for (Waiting<T> waiting : group) waiting.tell(safe);
    }

    private boolean write(List<Waiting<T>> group) {
        try {
            store.accept(group.stream().map(Waiting::item).toList());
            return true;
        } catch (RuntimeException e) {
            LOG.warn("A group of {} was not stored: {}", group.size(), e.toString());
            return false;
        }
    }

    private void refuseOverdue() {
        writing.stream().filter(Waiting::isOverdue).forEach(waiting -> waiting.tell(false));
        queue.stream().filter(Waiting::isOverdue).forEach(waiting -> waiting.tell(false));
    }

    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
    }
}
