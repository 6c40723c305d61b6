package io.postlude.messaging;

import io.postlude.kernel.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch's book: what its lanes tell within a few milliseconds is written in one transaction by whoever comes first. An
 * outcome is on the disk a moment after it is known, so that a crash leaves in doubt only what was on the wire.
 */
final class SendingBook implements MailSink.Book, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SendingBook.class);
    private static final int TRIES = 5;
    /** So long an outcome waits for the next message to be begun, which takes it along in its own transaction. */
    private static final long RIDE_NANOS = 4_000_000;

    private final Parts parts;
    private final ReentrantLock writing = new ReentrantLock();
    private final ConcurrentLinkedQueue<Line> beginnings = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ClaimSql.Mark> ends = new ConcurrentLinkedQueue<>();
    private final Semaphore toWrite = new Semaphore(0);
    private final Thread scribe;
    private volatile boolean over;

    SendingBook(Parts parts) {
        this.parts = parts;
        this.scribe = Thread.ofVirtual().name("mail-book").start(this::write);
    }

    /**
     * What a book needs.
     *
     * @param policy what a lost answer means in this installation
     * @param written is told what was written, after it was
     */
    record Parts(
            Database database,
            InstantSource clock,
            Retries.Doubt policy,
            MarkWriter writer,
            Consumer<List<ClaimSql.Mark>> written) {}

    /** Writes outcomes with their events. */
    interface MarkWriter {
        void write(io.postlude.kernel.Tx tx, List<ClaimSql.Mark> marks);
    }

    /** A message about to be handed over, and what was answered to it. */
    private static final class Line {
        private final DueMail mail;
        private final AtomicReference<@Nullable Boolean> ours = new AtomicReference<>();

        Line(DueMail mail) {
            this.mail = mail;
        }
    }

    @Override
    public void handingOver(DueMail mail) throws MailSink.LostClaim {
        Line line = new Line(mail);
        beginnings.add(line);
        writing.lock();
        try {
            if (line.ours.get() == null) writeAll();
        } finally {
            writing.unlock();
        }
        if (!Boolean.TRUE.equals(line.ours.get())) throw new MailSink.LostClaim();
    }

    @Override
    public void ended(DueMail mail, Delivery delivery) {
        ends.add(Retries.decide(mail, delivery, parts.policy, parts.clock.instant()));
        toWrite.release();
    }

    /** Outcomes wait for no message: written by a thread of their own. */
    private void write() {
        while (!over) {
            toWrite.acquireUninterruptibly();
            if (!over) LockSupport.parkNanos(RIDE_NANOS);
            toWrite.drainPermits();
            if (ends.isEmpty()) continue;
            try {
                locked();
            } catch (RuntimeException e) {
                LOG.debug("Outcomes could not be written, they are written with the next", e);
            }
        }
    }

    private void locked() {
        writing.lock();
        try {
            writeAll();
        } finally {
            writing.unlock();
        }
    }

    /** Under the lock. What cannot be written stays for the next; who is about to hand over is told that it may not. */
    private void writeAll() {
        List<Line> begun = drained(beginnings);
        List<ClaimSql.Mark> marks = drained(ends);
        if (begun.isEmpty() && marks.isEmpty()) return;
        try {
            Set<MessageId> ours = parts.database.spine(tx -> {
                if (!marks.isEmpty()) parts.writer.write(tx, marks);
                return begun.isEmpty()
                        ? Set.<MessageId>of()
                        : ClaimSql.handingOverAcrossStores(
                                tx, begun.stream().map(line -> line.mail).toList(), parts.clock.instant());
            });
            begun.forEach(line -> line.ours.set(ours.contains(line.mail.id())));
        } catch (RuntimeException e) {
            ends.addAll(marks);
            begun.forEach(line -> line.ours.set(false));
            throw e;
        }
        parts.written.accept(marks);
    }

    private static <T> List<T> drained(ConcurrentLinkedQueue<T> queue) {
        List<T> all = new ArrayList<>();
        for (@Nullable T next = queue.poll(); next != null; next = queue.poll()) all.add(next);
        return all;
    }

    /** Writes what is left; where the database stays away, the claims run out and what was handed over is in doubt. */
    @Override
    public void close() {
        over = true;
        toWrite.release();
        for (int i = 1; !ends.isEmpty(); i++) {
            try {
                locked();
            } catch (RuntimeException e) {
                if (i == TRIES) throw e;
            }
        }
        joinScribe();
    }

    private void joinScribe() {
        try {
            scribe.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
