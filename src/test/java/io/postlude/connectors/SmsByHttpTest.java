package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.TwilioPeer.Behaviour;
import io.postlude.customers.Channel;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.Messages.How;
import io.postlude.messaging.Messages.Queued;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.ProviderId;
import io.postlude.messaging.Providers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SMS from the row to a provider's HTTP interface and back. */
class SmsByHttpTest {
    private static final String ANNA = "+4915112345678";
    private static ChannelsWorld world;

    @BeforeAll
    static void open() {
        world = new ChannelsWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() {
        world.empty();
    }

    private static TwilioPeer peer(Behaviour... behaviours) throws IOException {
        return new TwilioPeer(world.clock, behaviours);
    }

    @Test
    void a_message_goes_from_its_row_to_the_provider_and_its_report_comes_back() throws Exception {
        try (TwilioPeer peer = peer()) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Your parcel is on its way: https://example.com/t/1");
            assertEquals(1, world.rounds.work());
            assertEquals(MessageState.SENT, world.sketch(id).state());
            TwilioPeer.Taken taken = peer.taken.getFirst();
            assertEquals(ANNA, taken.to());
            assertEquals("+4915000000000", taken.from());
            assertEquals("Your parcel is on its way: https://example.com/t/1", taken.body());
            assertNull(world.sketch(id).reached());
            assertEquals(204, delivered(taken, "delivered"));
            assertEquals(How.DELIVERED, world.sketch(id).reached().how());
            assertEquals(204, delivered(taken, "sent"), "late and of no weight");
            assertEquals(204, delivered(taken, "delivered"));
            assertEquals(How.DELIVERED, world.sketch(id).reached().how());
            assertEquals(1, world.events("MessageSent", id));
            assertEquals(1, world.events("MessageDelivered", id));
        }
    }

    private static int delivered(TwilioPeer.Taken taken, String status) throws Exception {
        return TwilioPeer.report(
                        taken.callback(), Map.of("MessageSid", taken.sid(), "MessageStatus", status), TwilioPeer.TOKEN)
                .statusCode();
    }

    @Test
    void a_report_with_a_wrong_signature_changes_nothing() throws Exception {
        try (TwilioPeer peer = peer()) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            TwilioPeer.Taken taken = peer.taken.getFirst();
            var form = Map.of("MessageSid", taken.sid(), "MessageStatus", "delivered");
            assertEquals(
                    401,
                    TwilioPeer.report(taken.callback(), form, "another-token").statusCode());
            assertNull(world.sketch(id).reached());
            String elsewhere = taken.callback().replaceAll("twilio/[^?]+", "twilio/nothing");
            assertEquals(
                    404, TwilioPeer.report(elsewhere, form, TwilioPeer.TOKEN).statusCode());
        }
    }

    @Test
    void the_published_example_of_a_signature_is_ours_too() {
        assertEquals(
                "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
                TwilioReports.signature(
                        "12345",
                        "https://mycompany.com/myapp.php?foo=1&bar=2",
                        Map.of(
                                "CallSid", List.of("CA1234567890ABCDE"),
                                "Caller", List.of("+14158675309"),
                                "Digits", List.of("1234"),
                                "From", List.of("+14158675309"),
                                "To", List.of("+18005551212"))));
    }

    @Test
    void the_same_key_is_the_same_message() throws Exception {
        try (TwilioPeer peer = peer()) {
            world.twilio(peer, "First");
            assertEquals(world.queue("a", ANNA, "Hello"), world.queue("a", ANNA, "Hello again"));
            world.rounds.work();
            world.rounds.work();
            assertEquals(List.of(ANNA + " Hello"), peer.heard());
        }
    }

    @Test
    void a_lost_answer_is_asked_about_and_not_sent_again() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.TAKES_AND_HANGS_UP)) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.IN_DOUBT, world.sketch(id).state());
            assertEquals(0, world.rounds.work(), "asked too early");
            world.clock.move(Duration.ofSeconds(10));
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(1, peer.taken.size());
            assertEquals(1, world.events("MessageSent", id));
        }
    }

    @Test
    void a_lost_answer_of_a_message_they_never_took_sends_it_after_asking_twice() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.HANGS_UP)) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            for (int i = 0; i < 6 && world.sketch(id).state() != MessageState.SENT; i++) {
                world.rounds.work();
                world.clock.move(Duration.ofSeconds(60));
            }
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(1, peer.taken.size());
            assertTrue(peer.asked.get() >= 2, "asked " + peer.asked.get());
        }
    }

    @Test
    void another_message_with_the_same_words_is_not_taken_for_the_one_in_doubt() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.TAKES, Behaviour.HANGS_UP)) {
            world.twilio(peer, "First");
            world.queue("a", ANNA, "Hello");
            world.rounds.work();
            MessageId second = world.queue("b", ANNA, "Hello");
            for (int i = 0; i < 6 && world.sketch(second).state() != MessageState.SENT; i++) {
                world.rounds.work();
                world.clock.move(Duration.ofSeconds(60));
            }
            assertEquals(2, peer.taken.size());
        }
    }

    @Test
    void a_report_ends_a_doubt_before_anybody_asks() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.ANSWERS_NONSENSE)) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.IN_DOUBT, world.sketch(id).state());
            assertEquals(204, delivered(peer.taken.getFirst(), "sent"));
            assertEquals(MessageState.SENT, world.sketch(id).state());
            world.clock.move(Duration.ofHours(1));
            assertEquals(0, world.rounds.work());
            assertEquals(1, world.events("MessageSent", id));
        }
    }

    @Test
    void a_provider_that_is_down_is_passed_over_for_the_next_and_rests() throws Exception {
        try (TwilioPeer first = peer(Behaviour.UNAVAILABLE);
                TwilioPeer second = peer()) {
            world.twilio(first, "First");
            world.twilio(second, "Second");
            MessageId a = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(a).state());
            assertEquals(1, world.sketch(a).attempts());
            assertEquals(1, second.taken.size());
            MessageId b = world.queue("b", ANNA, "Hello again");
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(b).state());
            assertEquals(1, first.requests.get(), "it rests");
            world.clock.move(Duration.ofMinutes(1));
            world.queue("c", ANNA, "Good morning");
            world.rounds.work();
            assertEquals(1, first.taken.size(), "it is first again");
        }
    }

    @Test
    void a_busy_provider_alone_has_the_message_wait_and_loses_nothing() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.BUSY, Behaviour.BUSY)) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            for (int i = 0; i < 10; i++) {
                world.rounds.work();
                world.clock.move(Duration.ofSeconds(90));
            }
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(1, peer.taken.size());
        }
    }

    @Test
    void a_number_that_does_not_exist_ends_it_and_is_not_written_to_again() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.NO_SUCH_NUMBER)) {
            world.twilio(peer, "First");
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(id).state());
            assertFalse(world.sketch(id).lastError().contains("1511"));
            MessageId next = world.queue("b", ANNA, "Hello again");
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(next).state());
            assertEquals(1, peer.requests.get());
            assertEquals(
                    1,
                    world.test
                            .database()
                            .inStore(
                                    world.store,
                                    tx -> world.channels
                                            .suppressions()
                                            .among(tx, world.store, Channel.SMS, List.of(ANNA)))
                            .size());
        }
    }

    @Test
    void what_is_held_for_another_channel_goes_only_if_that_fails() throws Exception {
        try (TwilioPeer peer = peer(Behaviour.NO_SUCH_NUMBER)) {
            world.twilio(peer, "First");
            Queued failing = ways("a", ANNA, "+4915199999999");
            world.rounds.work();
            Queued arriving = ways("b", "+4915188888888", "+4915177777777");
            MessageState held = world.sketch(second("a")).state();
            assertEquals(MessageState.QUEUED, held, "the first way failed");
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(failing.id()).state());
            assertEquals(MessageState.SENT, world.sketch(second("a")).state());
            assertEquals(MessageState.SENT, world.sketch(arriving.id()).state());
            assertEquals(MessageState.HELD, world.sketch(second("b")).state());
            TwilioPeer.Taken taken = peer.taken.stream()
                    .filter(one -> one.to().equals("+4915188888888"))
                    .findFirst()
                    .orElseThrow();
            delivered(taken, "delivered");
            assertEquals(MessageState.DROPPED, world.sketch(second("b")).state());
        }
    }

    private Queued ways(String key, String first, String second) {
        return world.test
                .database()
                .inStore(
                        world.store,
                        tx -> world.messages.queueWays(
                                tx,
                                List.of(
                                        world.sms(key, first, "Hello " + key, WhenInDoubt.ASK),
                                        world.sms(key + "-2", second, "Hello " + key, WhenInDoubt.ASK))));
    }

    private MessageId second(String key) {
        return world.queue(key + "-2", ANNA, "finds the row of that key");
    }

    @Test
    void a_store_without_a_provider_gives_up_at_once_and_says_why() {
        MessageId id = world.queue("a", ANNA, "Hello");
        world.rounds.work();
        assertEquals(MessageState.GAVE_UP, world.sketch(id).state());
        assertEquals("no provider is set up for this channel", world.sketch(id).lastError());
    }

    @Test
    void settings_are_checked_when_saved_and_secrets_are_not_told_again() throws Exception {
        try (TwilioPeer peer = peer()) {
            Map<String, String> values = ChannelsWorld.twilioValues(peer);
            values.put("token", "wrong");
            var refused = assertInstanceOf(
                    Providers.Outcome.Invalid.class,
                    world.channels
                            .providers()
                            .add(world.store, new Providers.Wanted("twilio", "First", values), ChannelsWorld.TEST));
            assertEquals(
                    List.of("/token"),
                    refused.errors().stream().map(FieldError::pointer).toList());
            ProviderId id = world.twilio(peer, "First");
            Providers.View view = world.channels.providers().list(world.store).getFirst();
            assertFalse(view.values().containsKey("token"));
            values.put("token", "");
            values.put("from", "Maren");
            assertInstanceOf(
                    Providers.Outcome.Saved.class,
                    world.channels
                            .providers()
                            .change(
                                    world.store,
                                    id,
                                    new Providers.Wanted("twilio", "First", values),
                                    ChannelsWorld.TEST),
                    "an empty secret keeps the old one");
            world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals("Maren", peer.taken.getFirst().from());
        }
    }
}
