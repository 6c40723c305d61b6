package io.postlude.twin;

import io.postlude.kernel.MovableClock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lives the twin beside the clock: every second it tells what has happened meanwhile. When time is to pass faster it moves
 * the clock an hour at a time and has the product take in each hour before the next.
 */
final class TwinLife implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TwinLife.class);
    private static final Duration STEP = Duration.ofHours(1);
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Twin twin;
    private final MovableClock clock;
    private final AtomicLong toGoMillis = new AtomicLong();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    TwinLife(Twin twin, MovableClock clock) {
        this.twin = twin;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("twin-life").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void move(Duration by) {
        long _ = toGoMillis.addAndGet(by.toMillis());
        news.release();
    }

    Duration toGo() {
        return Duration.ofMillis(toGoMillis.get());
    }

    private void run() {
        while (!stopping) {
            try {
                if (toGo().isPositive()) hour();
                else {
                    twin.live();
                    if (news.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) news.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (stopping) return;
                LOG.warn("The demo's world stands still for a moment: {}", e.toString());
                rest();
            }
        }
    }

    private void hour() {
        Duration left = toGo();
        Duration step = left.compareTo(STEP) < 0 ? left : STEP;
        clock.move(step);
        // Counted as soon as the clock stands there: where the world stumbles it lives the hour again, and no second
        // one.
        long _ = toGoMillis.addAndGet(-step.toMillis());
        twin.step();
    }

    private void rest() {
        try {
            boolean _ = news.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            boolean _ = thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
