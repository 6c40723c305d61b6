package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.MessageState;
import io.postlude.messaging.ProviderId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people answer by SMS, and what it does. */
class SmsAnswersTest {
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

    @Test
    void stop_in_any_of_five_languages_ends_it_with_proof_and_start_takes_back_only_that() throws Exception {
        try (TwilioPeer peer = new TwilioPeer(world.clock)) {
            ProviderId provider = world.twilio(peer, "First");
            CustomerId anna = world.customer(ANNA);
            world.withdraw(anna, Purpose.REVIEW);
            for (String stop : List.of("STOP", " Stopp! ", "Arrêt", "BAJA", "sair")) {
                assertEquals(200, answer(provider, stop).statusCode(), stop);
                assertTrue(world.standing(anna).stream().noneMatch(Consent::given), stop);
                Consent service = world.standing(anna).stream()
                        .filter(one -> one.purpose() == Purpose.SERVICE)
                        .findFirst()
                        .orElseThrow();
                assertEquals("sms-answer", service.source());
                assertTrue(service.proof().contains(stop.strip()), service.proof());
                MessageId kept = world.queue("after " + stop, ANNA, "Hello");
                world.rounds.work();
                assertEquals(MessageState.GAVE_UP, world.sketch(kept).state());
                world.clock.move(Duration.ofMinutes(1));
                assertEquals(200, answer(provider, "START").statusCode());
                world.rounds.work();
                assertEquals(
                        List.of(Purpose.REVIEW),
                        world.standing(anna).stream()
                                .filter(one -> !one.given())
                                .map(Consent::purpose)
                                .toList());
                world.clock.move(Duration.ofMinutes(1));
            }
            MessageId again = world.queue("again", ANNA, "Hello again");
            world.rounds.work();
            assertEquals(MessageState.SENT, world.sketch(again).state());
            List<String> heard = peer.heard();
            assertEquals(11, heard.size(), "five times STOP and START were answered: " + heard);
            assertTrue(heard.stream().anyMatch(text -> text.contains("keine Nachrichten mehr")), heard.toString());
            assertTrue(heard.stream().anyMatch(text -> text.contains("ya no recibirás")), heard.toString());
        }
    }

    @Test
    void help_is_answered_and_any_other_text_is_kept_and_not_answered() throws Exception {
        try (TwilioPeer peer = new TwilioPeer(world.clock)) {
            ProviderId provider = world.twilio(peer, "First");
            assertEquals(200, answer(provider, "Hilfe").statusCode());
            assertEquals(200, answer(provider, "please stop by tomorrow").statusCode());
            world.rounds.work();
            assertEquals(1, peer.taken.size());
            assertTrue(
                    peer.taken.getFirst().body().startsWith("Maren & Pine: Neuigkeiten"),
                    peer.heard().toString());
            assertEquals(
                    2,
                    world.test
                            .database()
                            .<Long>inStore(
                                    world.store,
                                    tx -> tx.number("select count(*) from messaging.received where sender = ?", ANNA)));
        }
    }

    private static java.net.http.HttpResponse<String> answer(ProviderId provider, String body) throws Exception {
        return TwilioPeer.report(
                world.reports(provider),
                Map.of("MessageSid", "SMin" + world.ids.next(), "From", ANNA, "Body", body, "SmsStatus", "received"),
                TwilioPeer.TOKEN);
    }
}
