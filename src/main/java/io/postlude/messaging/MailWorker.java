package io.postlude.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.kernel.Database;
import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due: claims a batch, hands it to the sink, writes the outcomes with their events in one transaction. Any
 * number of workers share the work; one that dies leaves its claim to run out.
 */
final class MailWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int BATCH_MESSAGES = 500;
    /** No new message is begun this long after the claim; the slowest one begun then ends well inside the claim. */
    private static final Duration WORK_LIMIT = Duration.ofSeconds(60);

    private final Database database;
    private final EventLog log;
    private final InstantSource clock;
    private final MailSink sink;
    private final MeterRegistry metrics;
    private final Duration claim;
    private final SendingBook.Parts book;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private boolean sawFullBatch;
    /** Claimed while the batch before it is being sent, so that no connection waits for the database; null: nothing was. */
    private @Nullable Future<List<DueMail>> ahead;

    private @Nullable Thread thread;

    MailWorker(Parts parts, MailSink sink, Duration claim) {
        this.database = parts.database;
        this.log = parts.log;
        this.clock = parts.clock;
        this.metrics = parts.metrics;
        this.sink = sink;
        this.claim = claim;
        this.book = new SendingBook.Parts(parts.database, parts.clock, parts.doubt, this::write, this::tell);
    }

    /** {@code doubt} is what a lost answer means here. */
    record Parts(Database database, EventLog log, InstantSource clock, MeterRegistry metrics, Retries.Doubt doubt) {}

    void start() {
        thread = Thread.ofVirtual().name("mail").start(this::loop);
    }

    private void loop() {
        while (!stopping) {
            Duration pause;
            try {
                pause = round() > 0 ? Duration.ZERO : IDLE;
            } catch (RuntimeException e) {
                if (stopping) return;
                LOG.warn("The mail worker could not work, trying again", e);
                pause = AFTER_FAILURE;
            }
            await(pause);
        }
    }

    private void await(Duration pause) {
        try {
            boolean _ = wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** One claim worked through; returns how many messages were claimed. After a full one, the next is claimed meanwhile. */
    int round() {
        List<DueMail> mails = ahead == null ? claim() : claimedAhead(ahead);
        if (mails.isEmpty()) return 0;
        if (mails.size() == BATCH_MESSAGES) {
            if (!sawFullBatch) database.analyseNewlyFilled(); // the first heap of mails in a new installation
            sawFullBatch = true;
            ahead = inBackground(this::claim);
        }
        long began = System.nanoTime();
        try (SendingBook lines = new SendingBook(book)) {
            sink.send(mails, () -> !stopping && System.nanoTime() - began < WORK_LIMIT.toNanos(), lines);
        }
        return mails.size();
    }

    private List<DueMail> claim() {
        Instant now = clock.instant();
        return database.spine(tx -> {
            List<ClaimSql.Ended> orphans = ClaimSql.orphansAcrossStores(tx, now, book.policy());
            if (!orphans.isEmpty()) LOG.warn("{} messages were left behind by a worker that stopped", orphans.size());
            List<DueMail> claimed = ClaimSql.claimAcrossStores(tx, now, claim, BATCH_MESSAGES);
            // A full batch says that none of the first in the queue was too late; looking for more of them reads all
            // that waits.
            if (claimed.size() < BATCH_MESSAGES) giveUp(tx, ClaimSql.expireAcrossStores(tx, now, BATCH_MESSAGES), now);
            return claimed;
        });
    }

    private static Future<List<DueMail>> inBackground(Callable<List<DueMail>> claim) {
        FutureTask<List<DueMail>> task = new FutureTask<>(claim);
        Thread.ofVirtual().name("mail-claim").start(task);
        return task;
    }

    /** A claim that failed is made again in the round after it. */
    private List<DueMail> claimedAhead(Future<List<DueMail>> claimed) {
        ahead = null;
        try {
            return claimed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
            return List.of();
        }
    }

    private void giveUp(Tx tx, List<ClaimSql.Ended> ended, Instant now) {
        List<Event> events = new ArrayList<>();
        for (ClaimSql.Ended e : ended)
            events.add(new MessagingEvent.MessageGaveUp(e.store(), e.id(), e.kind(), e.reason(), now));
        log.append(tx, events);
        OutgoingSql.releaseAcrossStores(
                tx,
                ended.stream().map(e -> new OutgoingSql.Ref(e.store(), e.id())).toList(),
                now);
        if (!ended.isEmpty()) count("expired", ended.size());
    }

    private void write(Tx tx, List<ClaimSql.Mark> marks) {
        ClaimSql.markAcrossStores(tx, marks);
        log.append(tx, marks.stream().flatMap(mark -> news(mark).stream()).toList());
        OutgoingSql.releaseAcrossStores(tx, gaveUp(marks), clock.instant());
    }

    private void tell(List<ClaimSql.Mark> marks) {
        for (ClaimSql.Mark mark : marks) {
            count(mark.state().name(), 1);
            if (mark.state() == MessageState.GAVE_UP)
                LOG.warn(
                        "{} of {} was given up: {}",
                        mark.mail().id(),
                        mark.mail().store(),
                        mark.error());
        }
    }

    private static List<OutgoingSql.Ref> gaveUp(List<ClaimSql.Mark> marks) {
        return marks.stream()
                .filter(mark -> mark.state() == MessageState.GAVE_UP)
                .map(mark ->
                        new OutgoingSql.Ref(mark.mail().store(), mark.mail().id()))
                .toList();
    }

    private static List<Event> news(ClaimSql.Mark mark) {
        DueMail mail = mark.mail();
        return switch (mark.state()) {
            case SENT -> List.of(new MessagingEvent.MessageSent(mail.store(), mail.id(), mail.kind(), mark.at()));
            case GAVE_UP ->
                List.of(new MessagingEvent.MessageGaveUp(
                        mail.store(), mail.id(), mail.kind(), mark.error() == null ? "" : mark.error(), mark.at()));
            case QUEUED, SENDING, IN_DOUBT, HELD, DROPPED -> List.of();
        };
    }

    private void count(String outcome, int n) {
        metrics.counter("postlude_mail", "outcome", outcome.toLowerCase(java.util.Locale.ROOT))
                .increment(n);
    }

    @Override
    public void close() {
        stopping = true;
        wake.release();
        try {
            if (thread != null && !thread.join(STOP_LIMIT))
                LOG.warn("The mail worker did not stop in {}; what it held is taken up after its claim", STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        letGo();
        sink.close();
    }

    /** What was claimed ahead and will not be sent by this worker is due again in seconds, not when its claim runs out. */
    private void letGo() {
        if (ahead == null) return;
        try (SendingBook lines = new SendingBook(book)) {
            for (DueMail mail : claimedAhead(ahead)) lines.ended(mail, new Delivery.NotTried("the program stopped"));
        } catch (RuntimeException e) {
            LOG.warn("What was claimed and not sent could not be given back; it is taken up after its claim", e);
        }
    }
}
