package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What mail systems say afterwards, read from a real IMAP server. */
class MailReturnsTest {
    private static final StoreId STORE = new StoreId(7);
    private static final String ANNA = "anna@example.com";
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static TestDatabase test;
    private static EventLog log;

    private final MovableClock clock = MovableClock.standingAt(NINE);
    private final Ids ids = new Ids(1);
    private final Messages messages = new Messages(ids, clock);
    private final Suppressions suppressions = new Suppressions(ids, clock);
    private final CopiesMailbox mailbox = new CopiesMailbox();
    private final Customers customers = new Customers(ids, log, new Secrets(test.database()), clock);
    private int sent;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        log = new EventLog(
                new Ids(2), EventTypes.register(test.database(), List.of(MessagingEvent.class, CustomerEvent.class)));
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @BeforeEach
    void empty() {
        test.database().runAcrossStores(tx -> tx.execute("truncate messaging.message, messaging.suppression"));
    }

    @AfterEach
    void closeMailbox() {
        mailbox.close();
    }

    @Test
    void mails_name_the_mailbox_they_come_back_to_in_their_envelope_only() throws Exception {
        try (SmtpPeer peer = new SmtpPeer()) {
            MessageId _ = send(peer, null);
            assertEquals(List.of("MAIL FROM:<returns@storm.example>"), peer.senders());
            assertFalse(peer.texts().getFirst().contains("returns@storm.example"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.1.1", "5.1.10", "5.2.1", "5.4.4"})
    void an_address_that_is_no_more_is_not_written_to_again(String status) throws Exception {
        MessageId id = sent(null);
        mailbox.keep(ReturnedMails.cameBack(wire(id), status, "550 " + status + " <anna@example.com>: gone"));
        returns().look();
        assertEquals(Messages.How.UNDELIVERED, reached(id).orElseThrow().how());
        assertEquals(Set.of(ANNA), refusing());
        assertTrue(bounced(id).reason().startsWith(status + " 550"), bounced(id).reason());
        assertFalse(bounced(id).reason().contains("anna"), "the log names nobody");
        assertEquals(0, mailbox.unseen());
    }

    @Test
    void a_report_with_the_whole_mail_in_it_is_read_too() throws Exception {
        MessageId id = sent(null);
        mailbox.keep(ReturnedMails.cameBackWhole(wire(id)));
        returns().look();
        assertEquals(Set.of(ANNA), refusing());
    }

    @Test
    void a_full_mailbox_is_forgiven_twice_in_a_month() throws Exception {
        for (int i = 0; i < MailReturns.MOST_RETURNS; i++) {
            assertEquals(Set.of(), refusing());
            MessageId id = sent(null);
            mailbox.keep(ReturnedMails.cameBack(wire(id), "5.2.2", "552 5.2.2 mailbox full"));
            returns().look();
            clock.move(Duration.ofDays(2));
        }
        assertEquals(Set.of(ANNA), refusing());
    }

    @Test
    void full_mailboxes_long_apart_are_forgiven_for_ever() throws Exception {
        for (int i = 0; i < MailReturns.MOST_RETURNS; i++) {
            MessageId id = sent(null);
            mailbox.keep(ReturnedMails.cameBack(wire(id), "5.2.2", "552 5.2.2 mailbox full"));
            returns().look();
            clock.move(MailReturns.RETURNS_COUNT);
        }
        assertEquals(Set.of(), refusing());
    }

    @Test
    void a_mail_that_is_only_late_has_not_come_back() throws Exception {
        MessageId id = sent(null);
        mailbox.keep(ReturnedMails.late(wire(id)));
        returns().look();
        assertTrue(reached(id).isEmpty());
        assertEquals(Set.of(), refusing());
        assertEquals(0, mailbox.unseen());
    }

    @Test
    void the_same_report_again_changes_nothing() throws Exception {
        MessageId id = sent(null);
        for (int i = 0; i < 3; i++) mailbox.keep(ReturnedMails.cameBack(wire(id), "5.2.2", "552 full"));
        returns().look();
        assertEquals(2, timeline(id).size(), "sent, came back");
        assertEquals(Set.of(), refusing());
    }

    @Test
    void whoever_calls_a_mail_unwanted_gets_what_an_order_needs_and_nothing_else() throws Exception {
        CustomerId anna = anna();
        MessageId id = sent(anna);
        mailbox.keep(ReturnedMails.complaint(wire(id)));
        mailbox.keep(ReturnedMails.complaint(wire(id)));
        returns().look();
        List<Consent> consents = test.database().inStore(STORE, tx -> customers.consents(tx, STORE, anna));
        assertEquals(
                Set.of(Purpose.MARKETING, Purpose.REVIEW, Purpose.RESEARCH),
                Set.copyOf(consents.stream()
                        .filter(consent -> !consent.given())
                        .map(Consent::purpose)
                        .toList()));
        assertTrue(consents.getFirst().proof().contains(id.toString()));
        assertEquals(Set.of(), refusing(), "news of an order still goes");
        assertEquals(
                Suppressions.Reason.COMPLAINT,
                test.database()
                        .inStore(STORE, tx -> suppressions.list(tx, STORE, "anna", null))
                        .rows()
                        .getFirst()
                        .telling()
                        .reason());
        assertEquals(
                1,
                timeline(id).stream()
                        .filter(event -> event instanceof MessagingEvent.MessageUnwanted)
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<not.ours@example.com>",
                "<msg_zzzzzzzzzzzzz.7@maren-pine.example>",
                "<msg_0000000000001.7@maren-pine.example>",
                "<msg_0000000000001.999999999@maren-pine.example>",
                ""
            })
    void a_report_of_a_mail_we_never_sent_has_no_effect(String messageId) throws Exception {
        MessageId id = sent(null);
        mailbox.keep(ReturnedMails.cameBack(messageId, "5.1.1", "550 gone"));
        mailbox.keep(ReturnedMails.complaint(messageId));
        returns().look();
        assertTrue(reached(id).isEmpty());
        assertEquals(Set.of(), refusing());
        assertEquals(0, mailbox.unseen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: I am away\n\nuntil Monday",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=\"x\"\n\n--x\nbroken",
                "Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nAction: failed\n--x--",
                "\n"
            })
    void a_mail_that_is_no_report_is_left_for_people_and_keeps_no_other_back(String text) throws Exception {
        MessageId id = sent(null);
        mailbox.keep(text);
        mailbox.keep(ReturnedMails.cameBack(wire(id), "5.1.1", "550 gone"));
        returns().look();
        assertEquals(Set.of(ANNA), refusing());
    }

    @Test
    void a_mailbox_that_is_away_is_asked_again_later() throws Exception {
        MessageId id = sent(null);
        mailbox.keep(ReturnedMails.cameBack(wire(id), "5.1.1", "550 gone"));
        returns("imap://returns:secret@127.0.0.1:9").look();
        assertEquals(Set.of(), refusing());
        returns().look();
        assertEquals(Set.of(ANNA), refusing());
    }

    private MailReturns returns() {
        return returns(mailbox.url());
    }

    private MailReturns returns(String url) {
        return new MailReturns(
                new MailReturns.Parts(test.database(), log, clock, suppressions, customers),
                ImapFolder.parse("MAIL_RETURNS_URL", url));
    }

    private CustomerId anna() {
        CustomerDetails anna = new CustomerDetails(
                "shopify", "1", ANNA, null, "Anna", null, null, null, "DE", null, List.of(), List.of(), NINE);
        return Objects.requireNonNull(test.database()
                .inStore(STORE, tx -> customers.resolve(tx, STORE, List.of(anna)))
                .getFirst()
                .customer());
    }

    private MessageId sent(@Nullable CustomerId customer) throws Exception {
        try (SmtpPeer peer = new SmtpPeer()) {
            return send(peer, customer);
        }
    }

    private MessageId send(SmtpPeer peer, @Nullable CustomerId customer) {
        OutgoingMail mail = new OutgoingMail(
                STORE,
                "late",
                "key " + sent++,
                new OutgoingMail.Envelope(Mailbox.of("orders@maren-pine.example"), null, Mailbox.of(ANNA)),
                customer,
                new OutgoingMail.Content("Running late", "<p>Sorry</p>", "Sorry", Map.of()),
                WhenInDoubt.ASK,
                Duration.ofHours(5));
        MessageId id =
                test.database().inStore(STORE, tx -> messages.queue(tx, mail).id());
        var parts =
                new MailWorker.Parts(test.database(), log, clock, new SimpleMeterRegistry(), Retries.Doubt.BY_MESSAGE);
        var manner = new SmtpSink.Manner(null, "returns@storm.example", 1);
        try (MailWorker worker =
                new MailWorker(parts, new SmtpSink(peer.address(), MailSigner.NOBODY, manner), Duration.ofMinutes(5))) {
            int _ = worker.round();
        }
        return id;
    }

    private static String wire(MessageId id) {
        return DueMail.messageId(STORE, id, Mailbox.of("orders@maren-pine.example"));
    }

    private Optional<Messages.Reached> reached(MessageId id) {
        return test.database()
                .inStore(
                        STORE,
                        tx -> Optional.ofNullable(messages.letter(tx, STORE, id)
                                .orElseThrow()
                                .sketch()
                                .reached()));
    }

    private Set<String> refusing() {
        return test.database().inStore(STORE, tx -> messages.refusing(tx, STORE, List.of(ANNA)));
    }

    private static List<Object> timeline(MessageId id) {
        return test.database()
                .inStore(
                        STORE,
                        tx -> log.timeline(tx, STORE, id.value()).stream()
                                .map(entry -> (Object) entry.event())
                                .toList());
    }

    private static MessagingEvent.MessageBounced bounced(MessageId id) {
        return timeline(id).stream()
                .filter(MessagingEvent.MessageBounced.class::isInstance)
                .map(MessagingEvent.MessageBounced.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
