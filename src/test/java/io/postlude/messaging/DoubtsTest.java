package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.SmtpPeer.Behaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a message whose answer was lost where a mailbox of copies can be asked. */
class DoubtsTest {
    private static final StoreId STORE = new StoreId(7);
    private static TestDatabase test;
    private static EventLog log;

    private final MovableClock clock = MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z"));
    private final Messages messages = new Messages(new Ids(1), clock);

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
    void what_lies_in_the_mailbox_of_copies_was_sent_and_goes_no_second_time() throws Exception {
        try (CopiesMailbox mailbox = new CopiesMailbox();
                SmtpPeer peer = new SmtpPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            peer.keepCopies(mailbox::keep);
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(peer);
            assertEquals(MessageState.IN_DOUBT, sketch(id).state());
            assertFalse(sketch(id).stuck(), "it is being asked after, nobody need look");
            doubts(mailbox.url()).look();
            assertEquals(MessageState.SENT, sketch(id).state());
            clock.move(Duration.ofHours(1));
            work(peer);
            assertEquals(1, peer.texts().size());
            assertEquals(
                    1,
                    test.database()
                            .inStore(STORE, tx -> log.timeline(tx, STORE, id.value()))
                            .size());
        }
    }

    @Test
    void what_a_crash_cut_off_before_its_last_byte_goes_again_once_a_later_mail_is_seen_there() throws Exception {
        try (CopiesMailbox mailbox = new CopiesMailbox();
                SmtpPeer peer = new SmtpPeer()) {
            peer.keepCopies(mailbox::keep);
            MessageId cut = queue("cut", WhenInDoubt.ASK);
            crashOnTheWire();
            clock.move(Duration.ofMinutes(1));
            work(peer); // finds what the crash left
            clock.move(Duration.ofSeconds(1));
            doubts(mailbox.url()).look();
            assertEquals(MessageState.IN_DOUBT, sketch(cut).state(), "an empty mailbox proves nothing");
            queue("later", WhenInDoubt.ASK);
            work(peer);
            clock.move(Doubts.PAUSE);
            doubts(mailbox.url()).look();
            assertEquals(MessageState.QUEUED, sketch(cut).state());
            work(peer);
            assertEquals(MessageState.SENT, sketch(cut).state());
            assertEquals(2, peer.texts().size());
        }
    }

    @Test
    void a_mailbox_that_holds_no_mail_of_ours_decides_nothing() throws Exception {
        try (CopiesMailbox mailbox = new CopiesMailbox();
                SmtpPeer peer = new SmtpPeer(Behaviour.TAKES, Behaviour.TAKES_AND_HANGS_UP)) {
            queue("before", WhenInDoubt.ASK);
            work(peer);
            MessageId ask = queue("a", WhenInDoubt.ASK);
            work(peer);
            for (int minutes = 0; minutes < Doubts.ASKED_AT_MOST.toMinutes(); minutes += 10) {
                doubts(mailbox.url()).look();
                assertEquals(MessageState.IN_DOUBT, sketch(ask).state());
                clock.move(Duration.ofMinutes(10));
            }
            doubts(mailbox.url()).look();
            assertTrue(sketch(ask).stuck(), "now a person decides");
            assertEquals(2, peer.texts().size());
        }
    }

    @Test
    void where_the_mailbox_cannot_be_read_what_must_arrive_goes_again_after_an_hour() throws Exception {
        try (SmtpPeer peer = new SmtpPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            MessageId id = queue("a", WhenInDoubt.RESEND);
            work(peer);
            Doubts doubts = doubts("imap://copies:secret@127.0.0.1:9");
            doubts.look();
            assertEquals(MessageState.IN_DOUBT, sketch(id).state());
            clock.move(Doubts.ASKED_AT_MOST);
            doubts.look();
            work(peer);
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(2, peer.texts().size());
        }
    }

    @Test
    void a_mailbox_of_copies_that_is_refused_keeps_no_mail_from_its_reader() throws Exception {
        try (SmtpPeer peer = new SmtpPeer()) {
            peer.refuse("copies@storm.example");
            MessageId id = queue("a", WhenInDoubt.ASK);
            work(peer);
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(1, peer.texts().size());
            assertFalse(peer.texts().getFirst().contains("copies@storm.example"), "the reader must not see it");
        }
    }

    @Test
    void a_worker_whose_claim_ran_out_hands_nothing_over() throws Exception {
        MessageId id = queue("a", WhenInDoubt.RESEND);
        List<DueMail> mails = test.database()
                .acrossStores(tx -> ClaimSql.claimAcrossStores(tx, clock.instant(), Duration.ofMinutes(5), 10));
        test.database()
                .runAcrossStores(tx -> tx.execute(
                        "update messaging.message set claimed_until = clock_timestamp() - interval '1 second'"));
        try (SmtpPeer peer = new SmtpPeer()) {
            var book = new SendingBook.Parts(
                    test.database(), clock, Retries.Doubt.BY_MESSAGE, ClaimSql::markAcrossStores, marks -> {});
            try (SendingBook lines = new SendingBook(book);
                    SmtpSink sink = new SmtpSink(peer.address())) {
                sink.send(mails, () -> true, lines);
            }
            assertTrue(peer.texts().isEmpty(), "sent without a claim");
            clock.move(Duration.ofSeconds(13));
            work(peer);
            assertEquals(MessageState.SENT, sketch(id).state());
            assertEquals(1, peer.texts().size());
        }
    }

    private void crashOnTheWire() {
        test.database().runAcrossStores(tx -> {
            List<DueMail> mails = ClaimSql.claimAcrossStores(tx, clock.instant(), Duration.ofMinutes(5), 10);
            var _ = ClaimSql.handingOverAcrossStores(tx, mails, clock.instant());
            tx.execute("update messaging.message set claimed_until = clock_timestamp() - interval '1 second'");
        });
    }

    private void work(SmtpPeer peer) {
        try (MailWorker worker = new MailWorker(
                parts(),
                new SmtpSink(
                        peer.address(),
                        MailSigner.NOBODY,
                        new SmtpSink.Manner("copies@storm.example", null, SmtpSink.USUAL_CONNECTIONS)),
                Duration.ofMinutes(5))) {
            int _ = worker.round();
        }
    }

    private Doubts doubts(String url) {
        return new Doubts(parts(), ImapCopies.parse(url));
    }

    private MailWorker.Parts parts() {
        return new MailWorker.Parts(test.database(), log, clock, new SimpleMeterRegistry(), Retries.Doubt.ASK_COPIES);
    }

    @CanIgnoreReturnValue
    private MessageId queue(String key, WhenInDoubt whenInDoubt) {
        OutgoingMail mail = new OutgoingMail(
                STORE,
                "late",
                key,
                new OutgoingMail.Envelope(
                        Mailbox.of("orders@maren-pine.example"), null, Mailbox.of("anna@example.com")),
                null,
                new OutgoingMail.Content("Running late", "<p>Sorry</p>", "Sorry", Map.of()),
                whenInDoubt,
                Duration.ofHours(5));
        return test.database().inStore(STORE, tx -> messages.queue(tx, mail).id());
    }

    private Messages.Sketch sketch(MessageId id) {
        return test.database()
                .inStore(
                        STORE,
                        tx -> messages.letter(tx, STORE, id).orElseThrow().sketch());
    }
}
