package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.PushPeer.Behaviour;
import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.Messages;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.PushId;
import io.postlude.messaging.PushSubscriptions.Subscription;
import io.postlude.messaging.Wording;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices from the row to the browser that opens them. */
class WebPushTest {
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
        world.test.database().runAcrossStores(tx -> tx.execute("truncate messaging.push_subscription"));
        world.add("webpush", "Browsers", Map.of("contact", "post@maren.example"));
    }

    /** RFC 8291, appendix A: with the same keys and salt the same bytes come out. */
    @Test
    void the_published_example_is_encrypted_to_the_same_bytes() throws Exception {
        byte[] ours = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        ECPublicKey point = WebPushCrypt.key(ours);
        KeyPair own = new KeyPair(
                point,
                KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(
                                new BigInteger(1, bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")),
                                point.getParams())));
        byte[] sealed = WebPushCrypt.encrypt(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
                bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                new WebPushCrypt.Chance(own, bytes("DGv6ra1nlYgDCS1FRnbzlw")));
        assertEquals(
                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
                        + "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static PushId subscribe(CustomerId customer, Subscription subscription) {
        return world.test
                .database()
                .<PushId>inStore(
                        world.store,
                        tx -> world.channels
                                .pushDoor()
                                .subscriptions()
                                .add(tx, world.store, customer, subscription)
                                .orElseThrow());
    }

    private static long listening(CustomerId customer) {
        return world.test
                .database()
                .<Long>inStore(
                        world.store,
                        tx -> world.channels.pushDoor().subscriptions().count(tx, world.store, customer));
    }

    static OutgoingMessage notice(String key, PushId to, WhenInDoubt doubt) {
        return new OutgoingMessage(
                world.store,
                "delivery_delivered",
                key,
                Channel.PUSH,
                to.toString(),
                null,
                Purpose.SERVICE,
                new Wording.Notice("Zugestellt: Decke", "", "https://post.example/t/1"),
                doubt,
                Duration.ofDays(1));
    }

    @Test
    void a_notice_is_opened_by_the_browser_it_is_for() throws Exception {
        try (PushPeer peer = new PushPeer()) {
            PushId to = subscribe(world.customer(ANNA), peer.subscription("one"));
            MessageId id = world.queue(notice("a", to, WhenInDoubt.ASK));
            world.rounds.work();
            assertEquals(List.of(), peer.wrong);
            assertEquals(
                    List.of(new PushPeer.Shown("Zugestellt: Decke", "https://post.example/t/1", id.toString())),
                    peer.shown);
            assertEquals(MessageState.SENT, world.sketch(id).state());
        }
    }

    @Test
    void a_browser_that_is_gone_is_forgotten_and_a_busy_service_waits_for_nobody_else() throws Exception {
        try (PushPeer peer = new PushPeer(Behaviour.GONE, Behaviour.BUSY)) {
            CustomerId anna = world.customer(ANNA);
            PushId gone = subscribe(anna, peer.subscription("gone"));
            MessageId lost = world.queue(notice("a", gone, WhenInDoubt.ASK));
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(lost).state());
            assertEquals(0, listening(anna));
            PushId to = subscribe(anna, peer.subscription("two"));
            MessageId busy = world.queue(notice("b", to, WhenInDoubt.ASK));
            world.rounds.work();
            assertEquals(MessageState.QUEUED, world.sketch(busy).state());
            assertTrue(world.channels.providers().list(world.store).getFirst().pausedUntil() == null);
            world.clock.move(Duration.ofMinutes(5));
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(busy).state());
        }
    }

    @Test
    void a_lost_answer_may_come_twice_to_the_service_and_is_shown_once_under_its_name() throws Exception {
        try (PushPeer peer = new PushPeer(Behaviour.TAKES_AND_HANGS_UP)) {
            PushId to = subscribe(world.customer(ANNA), peer.subscription("one"));
            MessageId id = world.queue(notice("a", to, WhenInDoubt.RESEND));
            for (int i = 0; i < 6; i++) {
                world.rounds.work();
                world.clock.move(Duration.ofMinutes(2));
            }
            assertEquals(MessageState.SENT, world.sketch(id).state());
            assertEquals(
                    List.of(id.toString()),
                    peer.shown.stream().map(PushPeer.Shown::tag).distinct().toList());
        }
    }

    @Test
    void news_of_a_mail_is_shown_in_every_browser_of_that_person_once_and_in_no_other() throws Exception {
        try (PushPeer peer = new PushPeer()) {
            CustomerId anna = world.customer(ANNA);
            CustomerId berta = world.customer("+4915187654321");
            subscribe(anna, peer.subscription("laptop"));
            subscribe(anna, peer.subscription("phone"));
            subscribe(anna, peer.subscription("phone"));
            var news = List.of(shown(anna, "touchpoint:1"), shown(anna, "touchpoint:1"), shown(berta, "touchpoint:2"));
            for (int i = 0; i < 2; i++)
                world.test.database().runInStore(world.store, tx -> {
                    int _ = world.messages.alsoShow(tx, world.store, List.of(news.get(0), news.get(2)));
                });
            world.rounds.work();
            assertEquals(2, peer.shown.size(), "one for each of her browsers");
            assertEquals(List.of(), peer.wrong);
        }
    }

    private static Messages.AlsoShown shown(CustomerId customer, String key) {
        return new Messages.AlsoShown(
                customer,
                key,
                "delivery_delivered",
                new Wording.Notice("Zugestellt", "", "https://post.example/t/1"),
                Duration.ofDays(1));
    }

    @Test
    void what_is_no_subscription_is_not_taken_in() throws Exception {
        try (PushPeer peer = new PushPeer()) {
            PushDoor door = world.channels.pushDoor();
            Subscription whole = peer.subscription("one");
            assertTrue(door.takes(whole));
            assertFalse(door.takes(new Subscription("ftp://x", whole.p256dh(), whole.auth())));
            assertFalse(door.takes(new Subscription(whole.endpoint(), whole.p256dh(), "short")));
            String offCurve = "BA" + "A".repeat(85);
            assertFalse(
                    door.takes(new Subscription(whole.endpoint(), offCurve, whole.auth())),
                    "a key that is no point would give our own away");
        }
    }
}
