package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While one batch is sent the next is claimed: sent next, and given back by a worker that stops. */
class MailAheadTest {
    private static final StoreId STORE = new StoreId(7);
    private static final int BATCH = 500;

    private final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z"));

    @Test
    void what_is_claimed_ahead_is_sent_next_and_given_back_unspent_by_a_worker_that_stops() {
        try (TestDatabase test = TestDatabase.fresh()) {
            queue(test, 2 * BATCH + 200);
            try (MailWorker worker = worker(test)) {
                assertEquals(BATCH, worker.round());
                assertEquals(BATCH, worker.round());
            }
            assertEquals(Map.of("SENT 1", 2 * BATCH, "QUEUED 0", 200), states(test));
            clock.move(Duration.ofSeconds(13));
            try (MailWorker next = worker(test)) {
                assertEquals(200, next.round());
                assertEquals(0, next.round());
            }
            assertEquals(Map.of("SENT 1", 2 * BATCH + 200), states(test));
        }
    }

    private void queue(TestDatabase test, int messages) {
        Messages face = new Messages(new Ids(1), clock);
        test.database().runInStore(STORE, tx -> {
            var _ = face.queueAll(
                    tx, IntStream.range(0, messages).mapToObj(this::mail).toList());
        });
    }

    private OutgoingMail mail(int i) {
        return new OutgoingMail(
                STORE,
                "lookup_link",
                "key-" + i,
                new OutgoingMail.Envelope(
                        Mailbox.of("orders@maren-pine.example"), null, Mailbox.of("c" + i + "@example.com")),
                null,
                new OutgoingMail.Content("Subject", "<p>Hello</p>", "Hello", Map.of()),
                OutgoingMail.WhenInDoubt.RESEND,
                Duration.ofHours(1));
    }

    private MailWorker worker(TestDatabase test) {
        EventLog log = new EventLog(new Ids(2), EventTypes.register(test.database(), List.of(MessagingEvent.class)));
        var parts =
                new MailWorker.Parts(test.database(), log, clock, new SimpleMeterRegistry(), Retries.Doubt.BY_MESSAGE);
        return new MailWorker(parts, new MailSink.Outbox(), Duration.ofMinutes(5));
    }

    /** How many stand in each state after how many attempts. */
    private static Map<String, Integer> states(TestDatabase test) {
        return test
                .database()
                .acrossStores(tx -> tx.list(
                        "select state || ' ' || attempts, count(*)::int from messaging.message group by 1",
                        row -> Map.entry(row.getString(1), row.getInt(2))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
