package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.SmppPeer.Behaviour;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.Messages.How;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.Providers;
import io.postlude.messaging.SmsText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SMS from the row to a message centre that speaks SMPP 3.4, and back. */
class SmsBySmppTest {
    private static final String ANNA = "+4915112345678";
    private static ChannelsWorld world;

    @BeforeAll
    static void open() {
        world = new ChannelsWorld();
        world.channels.start();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() {
        world.empty();
    }

    private static Map<String, String> values(SmppPeer peer) {
        return new TreeMap<>(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(peer.port()),
                "systemId", "maren",
                "password", "hush",
                "from", "Maren",
                "rate", "500"));
    }

    @Test
    void a_message_goes_out_and_its_receipt_comes_back() throws Exception {
        try (SmppPeer peer = new SmppPeer()) {
            world.add("smpp", "Centre", values(peer));
            MessageId id = world.queue("a", ANNA, "Grüße! 5 € [Maren]");
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(id).state());
            SmppPeer.Unit unit = peer.taken.getFirst();
            assertEquals(ANNA + " Grüße! 5 € [Maren]", unit.to() + " " + unit.text());
            assertEquals("Maren", unit.from());
            assertEquals(0, unit.coding());
            peer.report(unit, "DELIVRD");
            assertEquals(How.DELIVERED, world.sketch(id).reached().how());
            assertEquals(1, world.events("MessageDelivered", id));
        }
    }

    @Test
    void a_long_text_goes_in_parts_that_a_telephone_puts_together() throws Exception {
        try (SmppPeer peer = new SmppPeer()) {
            world.add("smpp", "Centre", values(peer));
            String plain = "Your parcel comes on Thursday. ".repeat(12).strip();
            String wide = "Заказ в пути, доставим в четверг. ".repeat(5).strip();
            world.queue("a", ANNA, plain);
            world.rounds.work();
            world.queue("b", ANNA, wide);
            world.rounds.work();
            assertEquals(List.of(ANNA + " " + plain, ANNA + " " + wide), peer.texts());
            int parts = SmsText.of(plain).segments().size()
                    + SmsText.of(wide).segments().size();
            assertEquals(parts, peer.taken.size());
            assertTrue(peer.taken.stream().allMatch(unit -> unit.bytes().length <= 159 && unit.headed()));
            assertEquals(2, peer.taken.stream().filter(SmppPeer.Unit::receipt).count(), "one receipt for each text");
        }
    }

    @Test
    void a_throttled_message_is_tried_again_and_arrives_once() throws Exception {
        try (SmppPeer peer = new SmppPeer(Behaviour.THROTTLES, Behaviour.THROTTLES)) {
            world.add("smpp", "Centre", values(peer));
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(1, peer.taken.size());
        }
    }

    @Test
    void a_number_that_does_not_exist_ends_it() throws Exception {
        try (SmppPeer peer = new SmppPeer(Behaviour.NO_SUCH_NUMBER)) {
            world.add("smpp", "Centre", values(peer));
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(id).state());
        }
    }

    @Test
    void a_lost_bind_is_made_anew_and_nothing_is_lost() throws Exception {
        try (SmppPeer peer = new SmppPeer()) {
            world.add("smpp", "Centre", values(peer));
            world.queue("a", ANNA, "Hello");
            world.rounds.work();
            peer.hangUp();
            world.queue("b", ANNA, "Hello again");
            await(() -> {
                world.rounds.work();
                world.clock.move(Duration.ofSeconds(30));
                return peer.taken.size() == 2;
            });
            assertEquals(List.of(ANNA + " Hello", ANNA + " Hello again"), peer.texts());
        }
    }

    @Test
    void a_receipt_ends_a_doubt_and_the_message_is_not_sent_again() throws Exception {
        try (SmppPeer peer = new SmppPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            world.add("smpp", "Centre", values(peer));
            MessageId id = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.IN_DOUBT, world.sketch(id).state());
            await(peer::isBound);
            peer.report(peer.taken.getFirst(), "DELIVRD");
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(How.DELIVERED, world.sketch(id).reached().how());
            world.clock.move(Duration.ofHours(2));
            world.rounds.work();
            assertEquals(1, peer.taken.size());
        }
    }

    @Test
    void without_a_receipt_a_doubt_waits_for_a_person_or_is_sent_again_as_the_message_says() throws Exception {
        try (SmppPeer peer = new SmppPeer(Behaviour.HANGS_UP)) {
            world.add("smpp", "Centre", values(peer));
            MessageId ask = world.queue("a", ANNA, "Hello");
            later();
            assertEquals(MessageState.IN_DOUBT, world.sketch(ask).state());
            assertTrue(peer.taken.isEmpty());
        }
        world.empty();
        try (SmppPeer peer = new SmppPeer(Behaviour.HANGS_UP)) {
            world.add("smpp", "Centre", values(peer));
            MessageId again = world.queue(world.sms("b", ANNA, "Hello", WhenInDoubt.RESEND));
            await(() -> {
                later();
                return world.sketch(again).state() == MessageState.SENT;
            });
            assertEquals(1, peer.taken.size());
        }
    }

    private static void later() {
        for (int i = 0; i < 8; i++) {
            world.rounds.work();
            world.clock.move(Duration.ofMinutes(20));
        }
    }

    @Test
    void an_answer_of_stop_comes_in_over_the_same_bind() throws Exception {
        try (SmppPeer peer = new SmppPeer()) {
            world.add("smpp", "Centre", values(peer));
            await(peer::isBound);
            peer.answer(ANNA, "STOPP");
            MessageId news = world.queue("a", ANNA, "Hello");
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(news).state());
            assertEquals(1, peer.taken.size());
            assertTrue(
                    peer.texts().getFirst().contains("keine Nachrichten mehr"),
                    peer.texts().toString());
        }
    }

    @Test
    void a_wrong_password_is_found_when_it_is_entered() throws Exception {
        try (SmppPeer peer = new SmppPeer()) {
            Map<String, String> values = values(peer);
            values.put("password", "wrong");
            var refused = assertInstanceOf(
                    Providers.Outcome.Invalid.class,
                    world.channels
                            .providers()
                            .add(world.store, new Providers.Wanted("smpp", "Centre", values), ChannelsWorld.TEST));
            assertEquals(
                    List.of("/host"),
                    refused.errors().stream().map(FieldError::pointer).toList());
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) throw new AssertionError("it did not come to be");
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
