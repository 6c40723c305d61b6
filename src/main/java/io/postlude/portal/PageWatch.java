package io.postlude.portal;

import io.postlude.kernel.LogTail;
import io.postlude.kernel.LogTail.Touched;
import io.postlude.kernel.LogWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Throws away what this node wrote about orders that changed: woken by a commit, it reads what became visible in the log.
 * When the wake-up call may have been missed, everything is thrown away.
 */
final class PageWatch implements LogWatch.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageWatch.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** Above this many orders at once, clearing all is cheaper than naming each. */
    private static final int MANY = 5_000;

    private final LogTail tail;
    private final PageCache cache;
    private final TrackingPages pages;
    private final LiveUpdates live;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopping;

    PageWatch(LogTail tail, PageCache cache, TrackingPages pages, LiveUpdates live) {
        this.tail = tail;
        this.cache = cache;
        this.pages = pages;
        this.live = live;
    }

    void start() {
        tail.start();
        Thread.ofPlatform().daemon().name("page-watch").start(this::run);
    }

    @Override
    public void appended() {
        woken.release();
    }

    @Override
    public void lost() {
        cache.clear();
        woken.release();
    }

    private void run() {
        while (!stopping) {
            try {
                boolean _ = woken.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
                tail.tell(this::forget);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failed) {
                cache.clear();
                LOG.warn("The log could not be read; all pages are written anew", failed);
            }
        }
    }

    private void forget(List<Touched> news) {
        if (news.size() > MANY) {
            cache.clear();
            live.changedAll();
            return;
        }
        for (Touched touched : news) {
            boolean wholeStore =
                    touched.key() == touched.store().value() || touched.type().startsWith("CustomerErased");
            if (wholeStore) {
                cache.changed(touched.store());
            } else {
                pages.changed(touched.store(), touched.key());
                live.changed(touched.key());
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
        woken.release();
    }
}
