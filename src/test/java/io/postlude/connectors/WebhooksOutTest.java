package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Event;
import io.postlude.kernel.Json;
import io.postlude.kernel.Logged;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessagingEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events from the log to a merchant's own program. */
class WebhooksOutTest {
    private static ChannelsWorld world;
    private static WebhooksOut out;

    @BeforeAll
    static void open() {
        world = new ChannelsWorld();
        out = new WebhooksOut(ground(OutsideHttp.Reach.THIS_NETWORK_TOO));
    }

    private static WebhooksOut.Ground ground(OutsideHttp.Reach reach) {
        return new WebhooksOut.Ground(
                world.test.database(),
                world.ids,
                world.secrets,
                world.clock,
                world.stores.audit(),
                "https://post.example",
                reach);
    }

    @AfterAll
    static void close() {
        out.close();
        world.close();
    }

    @BeforeEach
    void empty() {
        world.test.database().runAcrossStores(tx -> tx.execute("truncate connectors.endpoint, connectors.sent_event"));
    }

    private static EndpointId add(WebhookPeer peer, String... wants) {
        var made = assertInstanceOf(
                Endpoints.Outcome.Made.class,
                out.endpoints().add(world.store, peer.address(), Set.of(wants), ChannelsWorld.TEST));
        peer.expect(made.secret());
        return made.id();
    }

    private static void happens(Event... events) {
        List<Logged> logged = java.util.Arrays.stream(events)
                .map(event -> new Logged(0, 1, world.ids.next(), world.clock.instant(), false, event))
                .toList();
        read(logged);
    }

    private static void read(List<Logged> logged) {
        world.test.database().runAcrossStores(tx -> out.reader().take(tx, logged));
    }

    private static MessagingEvent.MessageSent sent() {
        return new MessagingEvent.MessageSent(
                world.store, new MessageId(world.ids.next()), "delivery_shipped", world.clock.instant());
    }

    @Test
    void an_event_arrives_signed_and_in_its_envelope() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            add(peer);
            MessagingEvent.MessageSent event = sent();
            happens(event);
            assertEquals(1, out.workDue());
            WebhookPeer.Heard heard = peer.heard.getFirst();
            JsonNode body = Json.MAPPER.readTree(heard.body());
            assertEquals("1.0", body.path("specversion").asText());
            assertEquals("postlude.message.sent.v1", body.path("type").asText());
            assertEquals("https://post.example/stores/1", body.path("source").asText());
            assertEquals(world.clock.instant().toString(), body.path("time").asText());
            assertEquals(
                    event.message().toString(),
                    body.path("data").path("message").asText());
            assertEquals("application/cloudevents+json", heard.type());
            assertTrue(peer.unsigned.isEmpty());
        }
    }

    @Test
    void the_published_example_of_a_signature_is_ours_too() {
        Map<String, String> headers = StandardWebhook.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}",
                List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", headers.get("webhook-signature"));
    }

    @Test
    void only_what_was_asked_for_is_sent_and_an_event_read_twice_goes_once() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            add(peer, "postlude.message.given_up.v1");
            happens(sent());
            assertEquals(0, out.workDue());
            Event event = new MessagingEvent.MessageGaveUp(
                    world.store, new MessageId(7), "delivery_shipped", "nobody there", world.clock.instant());
            Logged logged = new Logged(0, 1, world.ids.next(), world.clock.instant(), false, event);
            read(List.of(logged));
            read(List.of(logged));
            read(List.of(new Logged(0, 1, world.ids.next(), world.clock.instant(), true, event)));
            out.workDue();
            out.workDue();
            assertEquals(1, peer.heard.size());
        }
    }

    @Test
    void what_is_refused_or_lost_is_sent_again_under_the_same_id_until_it_is_taken() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            EndpointId id = add(peer);
            peer.answers.addAll(List.of(500, 302, -1, 204));
            happens(sent());
            for (int i = 0; i < 6; i++) {
                int _ = out.workDue();
                world.clock.move(Duration.ofMinutes(20));
            }
            assertEquals(2, peer.heard.size(), "the lost answer's and the taken one");
            assertEquals(
                    1, peer.heard.stream().map(WebhookPeer.Heard::id).distinct().count());
            assertEquals(
                    "SENT", out.endpoints().sent(world.store, id).getFirst().state());
            assertTrue(out.endpoints().list(world.store).getFirst().failingSince() == null);
        }
    }

    @Test
    void a_program_that_takes_nothing_for_days_is_switched_off_and_says_why() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            EndpointId id = add(peer);
            peer.answers.addAll(java.util.Collections.nCopies(200, 503));
            for (int day = 0; day < 7; day++) {
                happens(sent());
                for (int i = 0; i < 4; i++) {
                    int _ = out.workDue();
                    world.clock.move(Duration.ofHours(6));
                }
            }
            Endpoints.View view = out.endpoints().list(world.store).getFirst();
            assertFalse(view.enabled());
            assertTrue(String.valueOf(view.disabledWhy()).contains("503"), view.toString());
            peer.answers.clear();
            assertEquals(0, out.workDue(), "nothing goes to one that is off");
            assertTrue(out.endpoints().enable(world.store, id, ChannelsWorld.TEST));
            int waiting = out.workDue();
            assertTrue(waiting >= 1, "what waited goes out: " + waiting);
            assertEquals(waiting, peer.heard.size());
        }
    }

    @Test
    void one_that_is_gone_is_switched_off_at_once() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            add(peer);
            peer.answers.add(410);
            happens(sent());
            int _ = out.workDue();
            assertFalse(out.endpoints().list(world.store).getFirst().enabled());
        }
    }

    @Test
    void a_new_secret_signs_beside_the_former_for_a_day() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            EndpointId id = add(peer);
            String fresh =
                    out.endpoints().rotate(world.store, id, ChannelsWorld.TEST).orElseThrow();
            happens(sent());
            int _ = out.workDue();
            assertEquals(1, peer.heard.size(), "still known by the former secret");
            peer.expect(fresh);
            happens(sent());
            int _ = out.workDue();
            assertEquals(2, peer.heard.size());
        }
    }

    @Test
    void a_person_sends_one_again_and_says_hello() throws Exception {
        try (WebhookPeer peer = new WebhookPeer()) {
            EndpointId id = add(peer);
            out.endpoints().ping(world.store, id);
            int _ = out.workDue();
            assertTrue(peer.heard.getFirst().body().contains("postlude.ping.v1"));
            long one = out.endpoints().sent(world.store, id).getFirst().id();
            assertTrue(out.endpoints().replay(world.store, one));
            int _ = out.workDue();
            assertEquals(2, peer.heard.size());
            assertEquals(peer.heard.getFirst().id(), peer.heard.getLast().id());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[fd00::1]/",
                "https://[2002:7f00:1::]/",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://user:pw@93.184.216.34/",
                "ftp://93.184.216.34/",
                "javascript:alert(1)",
                "https://"
            })
    void an_address_inside_the_network_or_in_no_form_is_refused_when_entered(String address) {
        try (WebhooksOut strict = new WebhooksOut(ground(OutsideHttp.Reach.PUBLIC_ONLY))) {
            assertInstanceOf(
                    Endpoints.Outcome.Invalid.class,
                    strict.endpoints().add(world.store, address, Set.of(), ChannelsWorld.TEST));
        }
    }

    @Test
    void an_address_that_later_leads_inside_is_not_called() throws Exception {
        try (WebhookPeer peer = new WebhookPeer();
                WebhooksOut strict = new WebhooksOut(ground(OutsideHttp.Reach.PUBLIC_ONLY))) {
            EndpointId id = add(peer); // entered while it was allowed: as if its name had moved since
            happens(sent());
            assertEquals(1, strict.workDue());
            assertTrue(peer.heard.isEmpty());
            String error = String.valueOf(
                    out.endpoints().sent(world.store, id).getFirst().error());
            assertTrue(error.contains("inside this network"), error);
        }
    }

    @Test
    void addresses_of_the_open_internet_are_told_from_all_others() throws Exception {
        assertTrue(OutsideHttp.isPublic(InetAddress.getByName("93.184.216.34")));
        assertTrue(OutsideHttp.isPublic(InetAddress.getByName("2606:2800:220:1::1")));
        for (String inside : List.of(
                "192.168.1.1",
                "172.16.0.1",
                "198.18.0.1",
                "203.0.113.9",
                "240.0.0.1",
                "64:ff9b::1",
                "fe80::1",
                "2001:db8::1")) assertFalse(OutsideHttp.isPublic(InetAddress.getByName(inside)), inside);
    }
}
