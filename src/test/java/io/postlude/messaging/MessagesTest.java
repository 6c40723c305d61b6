package io.postlude.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final StoreId STORE = new StoreId(3);
    private static final StoreId OTHER = new StoreId(4);
    private static TestDatabase test;
    private final Messages messages =
            new Messages(new Ids(1), MovableClock.standingAt(Instant.parse("2026-03-02T09:00:00Z")));

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    @Test
    void the_same_key_is_the_same_message() {
        Messages.Queued first = queue(STORE, "same", "anna@example.com");
        Messages.Queued second = queue(STORE, "same", "anna@example.com");
        assertTrue(first.fresh());
        assertFalse(second.fresh());
        assertEquals(first.id(), second.id());
        assertTrue(queue(OTHER, "same", "anna@example.com").fresh(), "another store has keys of its own");
    }

    @Test
    void a_set_is_answered_in_its_order_and_repeats_in_it_are_one_message() {
        Messages.Queued before = queue(STORE, "set-b", "anna@example.com");
        List<MessageId> set = test.database()
                .inStore(
                        STORE,
                        tx -> messages.queueAll(
                                tx,
                                List.of(
                                        mail(STORE, "set-c", "setc@example.com"),
                                        mail(STORE, "set-b", "b@example.com"),
                                        mail(STORE, "set-a", "a@example.com"),
                                        mail(STORE, "set-c", "again@example.com"))));
        assertEquals(before.id(), set.get(1));
        assertEquals(set.get(0), set.get(3));
        assertEquals(3, Set.copyOf(set).size());
        assertEquals(List.of(set.get(0)), found("setc@example.com"), "one of a set is found by its words");
        assertEquals(List.of(), found("again@example.com"), "of two with the same key the first is kept");
    }

    private List<MessageId> found(String words) {
        var query = new MessageQuery(MessageQuery.View.ALL, words, null, 10);
        return test.database().inStore(STORE, tx -> messages.list(tx, STORE, query)).rows().stream()
                .map(Messages.Sketch::id)
                .toList();
    }

    @Test
    void what_is_rolled_back_was_never_queued() {
        assertThrows(
                IllegalStateException.class,
                () -> test.database().runInStore(STORE, tx -> {
                    var _ = messages.queue(tx, mail(STORE, "gone", "anna@example.com"));
                    throw new IllegalStateException("the caller failed");
                }));
        assertTrue(queue(STORE, "gone", "anna@example.com").fresh());
    }

    @Test
    void another_stores_message_is_not_there() {
        MessageId id = queue(STORE, "private", "anna@example.com").id();
        assertTrue(test.database()
                .<Boolean>inStore(OTHER, tx -> messages.letter(tx, STORE, id).isEmpty()));
        assertFalse(test.database().<Boolean>inStore(OTHER, tx -> messages.sendAgain(tx, STORE, id)));
    }

    @Test
    void an_erased_person_is_gone_from_the_outbox_and_is_not_written_to() {
        MessageId id = queue(STORE, "erase", "gone@example.com").id();
        assertEquals(
                1,
                test.database().<Integer>inStore(STORE, tx -> messages.erase(tx, STORE, List.of(new CustomerId(99)))));
        Messages.Letter letter = test.database()
                .inStore(STORE, tx -> messages.letter(tx, STORE, id).orElseThrow());
        assertEquals(
                "",
                letter.sketch().recipient()
                        + letter.html()
                        + letter.text()
                        + letter.sketch().subject());
        assertEquals(MessageState.GAVE_UP, letter.sketch().state());
    }

    @Test
    void an_old_message_keeps_its_row_and_loses_its_text() {
        MessageId id = queue(STORE, "old", "old@example.com").id();
        Instant later = Instant.parse("2026-03-03T09:00:00Z");
        int emptied = test.database()
                .<Integer>acrossStores(tx -> MessageSql.emptyBeforeAcrossStores(tx, later, later, 1_000));
        assertTrue(emptied >= 1);
        Messages.Letter letter = test.database()
                .inStore(STORE, tx -> messages.letter(tx, STORE, id).orElseThrow());
        assertEquals("", letter.html() + letter.sketch().recipient());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.com\r\nBcc: all@example.com",
                "anna@example.com, eve@example.com",
                "anna@example.com>",
                "\"anna\"@example.com",
                "anna",
                "@example.com",
                "anna@",
                "an na@example.com",
                "anna@exa mple.com",
                "anna@-example.com",
                "anna..b@example.com",
                "anna@example.com\u0000"
            })
    void an_address_that_could_be_more_than_one_address_is_refused(String address) {
        assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address));
        assertTrue(Mailbox.parse(null, address).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna\nBcc: x@example.com", "Anna\r", "A\u2028B", "A\u0007B"})
    void a_line_end_in_a_name_a_subject_or_a_header_is_refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Mailbox("x" + text + "x", "a@example.com"));
        assertThrows(IllegalArgumentException.class, () -> content(text + "x", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> content("Hello", Map.of("X-Note", text + "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "bcc", "Content-Type", "Message-ID", "X-A\r\nBcc", "X A", ""})
    void a_header_that_is_ours_or_no_header_is_refused(String name) {
        assertThrows(IllegalArgumentException.class, () -> content("Hello", Map.of(name, "value")));
    }

    @Test
    void an_international_domain_goes_over_the_wire_in_ascii() {
        assertEquals(
                "post@xn--mller-kva.example", Mailbox.of("post@Müller.example").address());
    }

    private static OutgoingMail.Content content(String subject, Map<String, String> headers) {
        return new OutgoingMail.Content(subject, "<p>x</p>", "x", headers);
    }

    private Messages.Queued queue(StoreId store, String key, String to) {
        return test.database().inStore(store, tx -> messages.queue(tx, mail(store, key, to)));
    }

    private static OutgoingMail mail(StoreId store, String key, String to) {
        return new OutgoingMail(
                store,
                "lookup_link",
                key,
                new OutgoingMail.Envelope(Mailbox.of("orders@maren-pine.example"), null, Mailbox.of(to)),
                new CustomerId(key.equals("erase") ? 99 : 1),
                content("Your order", Map.of()),
                WhenInDoubt.RESEND,
                Duration.ofHours(1));
    }
}
