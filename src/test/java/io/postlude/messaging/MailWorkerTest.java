package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.SmtpPeer.Behaviour;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailWorkerTest {
    private static final StoreId STORE = new StoreId(7);
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static TestDatabase test;
    private static EventLog log;

    private final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z"));
    private final Ids ids = new Ids(1);
    private final Messages messages = new Messages(ids, clock);

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        log = new EventLog(new Ids(2), EventTypes.register(test.database(), List.of(MessagingEvent.class)));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void empty() {
        test.database().runAcrossStores(tx -> tx.execute("truncate messaging.message"));
    }

    @Test
    void a_message_reaches_a_real_server_with_both_bodies_and_our_own_id() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(SmtpAddress.parse("smtp://127.0.0.1:" + server.getSmtp().getPort()));
            MimeMessage got = server.getReceivedMessages()[0];
            assertEquals("<" + id + ".7@maren-pine.example>", got.getMessageID());
            assertEquals("Deine Bestellung №1001 — Grüße", got.getSubject());
            assertEquals("Maren & Pine <orders@maren-pine.example>", got.getFrom()[0].toString());
            assertEquals("help@maren-pine.example", got.getReplyTo()[0].toString());
            MimeMultipart body = (MimeMultipart) got.getContent();
            assertTrue(body.getContentType().startsWith("multipart/alternative"));
            assertEquals("Hallo Jürgen", body.getBodyPart(0).getContent());
            assertEquals("<p>Hallo Jürgen</p>", body.getBodyPart(1).getContent());
            assertEquals("auto-generated", got.getHeader("Auto-Submitted")[0]);
            assertEquals(MessageState.SENT, sketch(id).state());
        } finally {
            server.stop();
        }
    }

    @Test
    void a_server_that_demands_a_sign_in_gets_one() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("shop", "p@ss/word");
        server.getManagers().getUserManager().setAuthRequired(true);
        server.start();
        try {
            MessageId wrong = queue("a", WhenInDoubt.RESEND);
            String host = "@127.0.0.1:" + server.getSmtp().getPort() + "?starttls=no";
            work(SmtpAddress.parse("smtp://shop:wrong" + host));
            assertEquals(MessageState.QUEUED, sketch(wrong).state());
            clock.move(Duration.ofMinutes(1));
            work(SmtpAddress.parse("smtp://shop:p%40ss%2Fword" + host));
            assertEquals(MessageState.SENT, sketch(wrong).state());
        } finally {
            server.stop();
        }
    }

    @Test
    void a_password_is_never_sent_to_a_server_that_does_not_encrypt() throws Exception {
        try (SmtpPeer peer = new SmtpPeer()) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(SmtpAddress.parse(
                    "smtp://shop:secret@127.0.0.1:" + peer.address().port()));
            assertEquals(MessageState.QUEUED, sketch(id).state());
            assertTrue(sketch(id).lastError().contains("STARTTLS"), sketch(id).lastError());
            assertTrue(peer.texts().isEmpty());
        }
    }

    @Test
    void a_busy_server_is_asked_again_later_and_not_before() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.BUSY)) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            assertEquals(1, work(peer.address()));
            assertEquals(MessageState.QUEUED, sketch(id).state());
            assertTrue(sketch(id).dueAt().isAfter(clock.instant()));
            assertEquals(0, work(peer.address()));
            clock.move(Duration.ofSeconds(13));
            assertEquals(1, work(peer.address()));
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(2, sketch(id).attempts());
        }
    }

    @Test
    void a_server_that_stays_busy_is_given_up_where_a_person_sees_it() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(
                java.util.stream.Stream.generate(() -> Behaviour.BUSY).limit(50).toArray(Behaviour[]::new))) {
            MessageId id = queue("a", WhenInDoubt.RESEND, Duration.ofDays(30));
            for (int i = 0; i < Retries.ATTEMPTS_AT_MOST; i++) {
                assertEquals(1, work(peer.address()), "attempt " + i);
                clock.move(Duration.ofHours(16));
            }
            assertEquals(MessageState.GAVE_UP, sketch(id).state());
            assertEquals(0, work(peer.address()));
            assertEquals(1, test.database().<Long>inStore(STORE, tx -> messages.stuck(tx, STORE)));
            assertEquals(1, events("MessageGaveUp", id));
        }
    }

    @Test
    void a_person_can_have_a_given_up_message_sent_again() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.REFUSES_TEXT)) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(peer.address());
            assertEquals(MessageState.GAVE_UP, sketch(id).state());
            assertTrue(test.database().<Boolean>inStore(STORE, tx -> messages.sendAgain(tx, STORE, id)));
            work(peer.address());
            assertEquals(MessageState.SENT, sketch(id).state());
        }
    }

    @Test
    void an_unknown_recipient_ends_it_at_once_and_is_not_named_in_the_reason() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.REFUSES_RECIPIENT)) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(peer.address());
            assertEquals(MessageState.GAVE_UP, sketch(id).state());
            String reason = sketch(id).lastError();
            assertTrue(reason.contains("550 5.1.1") && !reason.contains("anna@"), reason);
        }
    }

    @Test
    void a_message_whose_answer_was_lost_is_sent_again_under_the_same_id() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(peer.address());
            assertEquals(MessageState.QUEUED, sketch(id).state());
            clock.move(Duration.ofMinutes(1));
            work(peer.address());
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(2, peer.texts().size());
            assertEquals(
                    1,
                    peer.texts().stream()
                            .map(MailWorkerTest::messageId)
                            .distinct()
                            .count());
        }
    }

    @Test
    void where_twice_would_be_wrong_a_lost_answer_waits_for_a_person() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            MessageId id = queue("a", WhenInDoubt.ASK);
            work(peer.address());
            assertEquals(MessageState.IN_DOUBT, sketch(id).state());
            clock.move(Duration.ofHours(1));
            assertEquals(0, work(peer.address()));
            assertTrue(test.database().<Boolean>inStore(STORE, tx -> messages.letGo(tx, STORE, id)));
            assertEquals(MessageState.GAVE_UP, sketch(id).state());
        }
    }

    @Test
    void a_server_that_never_answers_is_left_after_the_time_limit() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.NEVER_ANSWERS)) {
            MessageId id = queue("a", WhenInDoubt.ASK);
            work(peer.address().answeringWithin(Duration.ofSeconds(3)));
            assertEquals(MessageState.IN_DOUBT, sketch(id).state());
        }
    }

    @Test
    void an_unreachable_server_costs_the_waiting_messages_no_attempt() throws Exception {
        List<MessageId> queued = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> queue("key-" + i, WhenInDoubt.ASK))
                .toList();
        // Taken and not listened at: nobody else can come to answer there.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertEquals(40, work(SmtpAddress.parse("smtp://127.0.0.1:" + taken.getLocalPort())));
        }
        int attempts = queued.stream().mapToInt(id -> sketch(id).attempts()).sum();
        assertTrue(attempts >= 1 && attempts <= 6, "attempts " + attempts);
        assertTrue(queued.stream().allMatch(id -> sketch(id).state() == MessageState.QUEUED));
    }

    @Test
    void what_a_dead_worker_held_is_taken_up_when_its_claim_ends() throws Exception {
        MessageId again = queue("again", WhenInDoubt.RESEND);
        MessageId ask = queue("ask", WhenInDoubt.ASK);
        claimAndDieOnTheWire(Duration.ofMinutes(5));
        try (SmtpPeer peer = new SmtpPeer()) {
            assertEquals(0, work(peer.address()), "the claim still holds");
            test.database()
                    .runAcrossStores(tx -> tx.execute(
                            "update messaging.message set claimed_until = clock_timestamp() - interval '1 second'"));
            assertEquals(1, work(peer.address()));
            assertEquals(MessageState.SENT, sketch(again).state());
            assertEquals(MessageState.IN_DOUBT, sketch(ask).state());
        }
    }

    @Test
    void what_a_dead_worker_had_not_begun_to_hand_over_goes_again_without_a_doubt() throws Exception {
        MessageId id = queue("ask", WhenInDoubt.ASK);
        test.database().runAcrossStores(tx -> {
            var _ = ClaimSql.claimAcrossStores(tx, clock.instant(), CLAIM, 10);
            tx.execute("update messaging.message set claimed_until = clock_timestamp() - interval '1 second'");
        });
        try (SmtpPeer peer = new SmtpPeer()) {
            assertEquals(1, work(peer.address()));
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(1, sketch(id).attempts());
            assertEquals(1, peer.texts().size());
        }
    }

    @Test
    void two_workers_never_send_the_same_message() throws Exception {
        for (int i = 0; i < 300; i++) queue("key-" + i, WhenInDoubt.ASK);
        try (SmtpPeer peer = new SmtpPeer()) {
            List<Thread> workers = List.of(
                    Thread.ofVirtual().start(() -> workAll(peer.address())),
                    Thread.ofVirtual().start(() -> workAll(peer.address())));
            for (Thread worker : workers) worker.join();
            assertEquals(300, peer.texts().size());
            Set<String> seen =
                    peer.texts().stream().map(MailWorkerTest::messageId).collect(Collectors.toSet());
            assertEquals(300, seen.size());
        }
    }

    @Test
    void what_is_no_longer_useful_is_not_sent() throws Exception {
        MessageId id = queue("a", WhenInDoubt.RESEND, Duration.ofMinutes(30));
        clock.move(Duration.ofHours(1));
        try (SmtpPeer peer = new SmtpPeer()) {
            assertEquals(0, work(peer.address()));
            assertEquals(MessageState.GAVE_UP, sketch(id).state());
            assertTrue(peer.texts().isEmpty());
        }
    }

    @Test
    void a_message_the_sink_had_no_time_for_stays_queued() {
        MessageId id = queue("a", WhenInDoubt.ASK);
        Told told = new Told(new ConcurrentLinkedQueue<>());
        List<DueMail> due =
                test.database().acrossStores(tx -> ClaimSql.claimAcrossStores(tx, clock.instant(), CLAIM, 10));
        try (SmtpSink sink = new SmtpSink(SmtpAddress.parse("smtp://127.0.0.1:9"))) {
            sink.send(due, () -> false, told);
        }
        assertEquals(1, told.deliveries.size());
        assertEquals(
                MessageState.QUEUED,
                Retries.decide(due.getFirst(), told.deliveries.element(), Retries.Doubt.BY_MESSAGE, clock.instant())
                        .state());
        assertFalse(due.isEmpty() || !due.getFirst().id().equals(id));
    }

    /** What a sink tells, in memory. */
    private record Told(ConcurrentLinkedQueue<Delivery> deliveries) implements MailSink.Book {
        @Override
        public void handingOver(DueMail mail) {
            throw new IllegalStateException("nothing was to be handed over");
        }

        @Override
        public void ended(DueMail mail, Delivery delivery) {
            deliveries.add(delivery);
        }
    }

    @CanIgnoreReturnValue
    private int work(SmtpAddress address) {
        try (MailWorker worker = worker(address)) {
            return worker.round();
        }
    }

    private void workAll(SmtpAddress address) {
        try (MailWorker worker = worker(address)) {
            int n;
            do n = worker.round();
            while (n > 0);
        }
    }

    private MailWorker worker(SmtpAddress address) {
        var parts =
                new MailWorker.Parts(test.database(), log, clock, new SimpleMeterRegistry(), Retries.Doubt.BY_MESSAGE);
        return new MailWorker(parts, new SmtpSink(address), CLAIM);
    }

    private void claimAndDieOnTheWire(Duration claim) {
        test.database().runAcrossStores(tx -> {
            List<DueMail> mails = ClaimSql.claimAcrossStores(tx, clock.instant(), claim, 10);
            assertEquals(
                    mails.size(),
                    ClaimSql.handingOverAcrossStores(tx, mails, clock.instant()).size());
        });
    }

    @CanIgnoreReturnValue
    private MessageId queue(String key, WhenInDoubt whenInDoubt) {
        return queue(key, whenInDoubt, Duration.ofHours(2));
    }

    private MessageId queue(String key, WhenInDoubt whenInDoubt, Duration usefulFor) {
        OutgoingMail mail = new OutgoingMail(
                STORE,
                "lookup_link",
                key,
                new OutgoingMail.Envelope(
                        new Mailbox("Maren & Pine", "orders@maren-pine.example"),
                        Mailbox.of("help@maren-pine.example"),
                        new Mailbox("Jürgen Größe", "anna@example.com")),
                null,
                new OutgoingMail.Content(
                        "Deine Bestellung №1001 — Grüße",
                        "<p>Hallo Jürgen</p>",
                        "Hallo Jürgen",
                        Map.of("Auto-Submitted", "auto-generated")),
                whenInDoubt,
                usefulFor);
        return test.database().inStore(STORE, tx -> messages.queue(tx, mail).id());
    }

    private Messages.Sketch sketch(MessageId id) {
        return test.database()
                .inStore(
                        STORE,
                        tx -> messages.letter(tx, STORE, id).orElseThrow().sketch());
    }

    private static long events(String type, MessageId id) {
        return test.database().inStore(STORE, tx -> log.timeline(tx, STORE, id.value())).stream()
                .filter(logged -> logged.event().getClass().getSimpleName().equals(type))
                .count();
    }

    private static String messageId(String text) {
        return text.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }
}
