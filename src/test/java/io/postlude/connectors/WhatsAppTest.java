package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.WhatsAppPeer.Behaviour;
import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.Messages.How;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import io.postlude.messaging.OutgoingMessage;
import io.postlude.messaging.ProviderId;
import io.postlude.messaging.Providers;
import io.postlude.messaging.Wording;
import io.postlude.messaging.Wording.Category;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WhatsApp from the row to the Cloud API and back, with its categories, its 24 hours and its mistakes. */
class WhatsAppTest {
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

    private static Wording.Template sent(String... values) {
        return new Wording.Template(
                "parcel_sent", "de", Category.UTILITY, List.of(values), "Dein Paket ist unterwegs.");
    }

    private static OutgoingMessage message(String key, Purpose purpose, Wording wording) {
        return new OutgoingMessage(
                world.store,
                "delivery_shipped",
                key,
                Channel.WHATSAPP,
                ANNA,
                null,
                purpose,
                wording,
                WhenInDoubt.ASK,
                Duration.ofDays(2));
    }

    @Test
    void a_template_goes_with_its_values_and_its_reports_come_back_signed() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock)) {
            ProviderId id = world.add("whatsapp", "Main", peer.values());
            MessageId message = world.queue(message("a", Purpose.SERVICE, sent("1042", "morgen")));
            world.rounds.work();
            WhatsAppPeer.Taken taken = peer.taken.getFirst();
            assertEquals("parcel_sent|1042|morgen", taken.said());
            assertEquals("4915112345678", taken.to());
            assertEquals(200, peer.report(world.reports(id), taken, "read", null));
            assertEquals(200, peer.report(world.reports(id), taken, "delivered", null), "late and of no weight");
            assertEquals(How.READ, world.sketch(message).reached().how());
            assertEquals(401, WhatsAppPeer.post(world.reports(id), Map.of("entry", List.of()), "another secret"));
            Providers.Spent spent = world.channels
                    .providers()
                    .spent(world.store, world.clock.instant().minus(Duration.ofDays(30)))
                    .get(id);
            assertEquals(1, spent.messages());
            assertEquals(0, new BigDecimal("0.0456").compareTo(spent.cost()));
        }
    }

    @Test
    void the_address_is_given_to_meta_by_a_handshake_with_a_word() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock);
                HttpClient client = HttpClient.newHttpClient()) {
            String address = world.reports(world.add("whatsapp", "Main", peer.values()));
            for (var asked : Map.of("a-word-of-ours", 200, "a-guess", 403).entrySet()) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create(address
                                        + "?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
                                        + asked.getKey()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(asked.getValue(), answer.statusCode());
                assertEquals(asked.getValue() == 200, answer.body().equals("1158201444"));
            }
        }
    }

    @Test
    void own_words_go_only_while_the_customers_message_is_less_than_24_hours_old() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock)) {
            String address = world.reports(world.add("whatsapp", "Main", peer.values()));
            MessageId early = world.queue(message("a", Purpose.SERVICE, new Wording.Text("Gern.")));
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(early).state());
            assertEquals(0, peer.requests.get(), "their rule is kept before they are asked");
            assertEquals(200, peer.says(address, ANNA.substring(1), "wamid.in1", "Wo ist mein Paket?"));
            MessageId answer = world.queue(message("b", Purpose.SERVICE, new Wording.Text("Morgen.")));
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(answer).state());
            world.clock.move(Duration.ofHours(25));
            MessageId late = world.queue(message("c", Purpose.SERVICE, new Wording.Text("Noch etwas.")));
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(late).state());
            assertTrue(world.sketch(late).lastError().contains("24 hours"));
        }
    }

    @Test
    void what_whatsapp_will_not_take_goes_by_sms_instead() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock);
                TwilioPeer sms = new TwilioPeer(world.clock)) {
            world.add("whatsapp", "Main", peer.values());
            world.twilio(sms, "SMS");
            var missing = new Wording.Template("gone", "de", Category.UTILITY, List.of(), "Weg.");
            var promoting = new Wording.Template("parcel_sent", "de", Category.UTILITY, List.of("a", "b"), "20 %");
            ways("a", message("a", Purpose.SERVICE, missing));
            ways("b", message("b", Purpose.SERVICE, new Wording.Text("Fenster zu")));
            ways("c", message("c", Purpose.SERVICE, sent("one value too few")));
            ways("d", message("d", Purpose.MARKETING, promoting));
            for (int i = 0; i < 3; i++) world.rounds.work();
            assertEquals(0, peer.taken.size());
            assertEquals(
                    List.of("SMS a", "SMS b", "SMS c", "SMS d"),
                    sms.taken.stream().map(TwilioPeer.Taken::body).sorted().toList());
            assertEquals(2, peer.requests.get(), "closed window and false category are not even tried");
        }
    }

    private static void ways(String key, OutgoingMessage first) {
        world.test.database().runInStore(world.store, tx -> {
            var _ = world.messages.queueWays(
                    tx, List.of(first, world.sms("sms-" + key, ANNA, "SMS " + key, WhenInDoubt.ASK)));
        });
    }

    @Test
    void a_report_of_failure_releases_the_next_channel() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock);
                TwilioPeer sms = new TwilioPeer(world.clock)) {
            String address = world.reports(world.add("whatsapp", "Main", peer.values()));
            world.twilio(sms, "SMS");
            ways("a", message("a", Purpose.SERVICE, sent("1042", "morgen")));
            world.rounds.work();
            assertEquals(0, sms.taken.size());
            assertEquals(200, peer.report(address, peer.taken.getFirst(), "failed", 131026));
            world.rounds.work();
            assertEquals(1, sms.taken.size());
        }
    }

    @Test
    void an_answer_that_got_lost_is_ended_by_the_report_and_never_sent_twice() throws Exception {
        try (WhatsAppPeer peer =
                new WhatsAppPeer(world.clock, Behaviour.TAKES_AND_HANGS_UP, Behaviour.ANSWERS_NONSENSE)) {
            String address = world.reports(world.add("whatsapp", "Main", peer.values()));
            MessageId heard = world.queue(message("a", Purpose.SERVICE, sent("1", "2")));
            world.rounds.work();
            MessageId unheard = world.queue(message("b", Purpose.SERVICE, sent("3", "4")));
            world.rounds.work();
            assertEquals(MessageState.IN_DOUBT, world.sketch(heard).state());
            assertEquals(200, peer.report(address, peer.taken.getFirst(), "sent", null));
            assertEquals(MessageState.SENT, world.sketch(heard).state());
            for (int i = 0; i < 8; i++) {
                world.clock.move(Duration.ofMinutes(45));
                world.rounds.work();
            }
            assertTrue(world.sketch(unheard).stuck(), "a person decides");
            assertEquals(2, peer.taken.size());
        }
    }

    @Test
    void stop_is_heard_and_proven_and_a_report_of_another_number_is_left_alone() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock)) {
            String address = world.reports(world.add("whatsapp", "Main", peer.values()));
            CustomerId anna = world.customer(ANNA);
            assertEquals(200, peer.says(address, ANNA.substring(1), "wamid.in9", "Stop"));
            assertEquals(200, peer.says(address, ANNA.substring(1), "wamid.in9", "Stop"), "twice is once");
            assertEquals(
                    Purpose.values().length,
                    world.standing(anna).stream()
                            .filter(one -> one.channel() == Channel.WHATSAPP && !one.given())
                            .count());
            MessageId message = world.queue(message("a", Purpose.SERVICE, sent("1", "2")));
            world.rounds.work();
            assertEquals(MessageState.GAVE_UP, world.sketch(message).state());
            assertEquals(1, peer.taken.size(), "only the answer that it was heard");
        }
    }

    @Test
    void what_is_entered_is_tried_and_mistakes_are_said_beside_the_field() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock)) {
            Map<String, String> values = peer.values();
            values.put("token", "wrong");
            assertEquals(List.of("/token"), wrong(values));
            values.put("phone", "+49 151");
            values.put("verify", "x");
            assertEquals(List.of("/phone", "/verify"), wrong(values));
        }
    }

    private static List<String> wrong(Map<String, String> values) {
        Providers.Outcome outcome = world.channels
                .providers()
                .add(world.store, new Providers.Wanted("whatsapp", "Main", values), ChannelsWorld.TEST);
        return outcome instanceof Providers.Outcome.Invalid(List<FieldError> errors)
                ? errors.stream().map(FieldError::pointer).sorted().toList()
                : List.of(outcome.toString());
    }

    @Test
    void an_expired_token_rests_the_provider_and_too_much_at_once_waits() throws Exception {
        try (WhatsAppPeer peer = new WhatsAppPeer(world.clock, Behaviour.BUSY, Behaviour.EXPIRED_TOKEN)) {
            world.add("whatsapp", "Main", peer.values());
            MessageId message = world.queue(message("a", Purpose.SERVICE, sent("1", "2")));
            world.rounds.work();
            assertEquals(MessageState.QUEUED, world.sketch(message).state());
            for (int i = 0; i < 6; i++) {
                world.clock.move(Duration.ofMinutes(10));
                world.rounds.work();
            }
            assertEquals(MessageState.SENT, world.sketch(message).state());
            assertEquals(1, peer.taken.size());
        }
    }
}
