package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.journeys.Measuring.Figures;
import io.postlude.journeys.Measuring.Mode;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of mails of journeys, of whom, and who never counts. */
class MeasuringTest {
    private static final String THANKS = """
            {"format": 1, "key": "thanks", "name": "Thanks", "stage": "ordered", "holdout_percent": 0,
             "entry": {"event": "order_placed", "per": "order"},
             "steps": [
               {"id": "say", "do": "touchpoint", "message": "thank-you", "purpose": "service", "next": "look"},
               {"id": "look", "do": "await", "event": "message_clicked", "at_most": "P3D", "next": "did", "otherwise": "not"},
               {"id": "did", "do": "act", "act": "note", "with": {"text": "followed"}},
               {"id": "not", "do": "act", "act": "note", "with": {"text": "did not"}}]}""";

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final Visitor PERSON = new Visitor("GET", FIREFOX, null, false);

    private JourneysWorld world;
    private FlowId flow;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
        world.at("2031-03-05T11:00:00Z");
        flow = world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, THANKS, "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void measure(Mode mode) {
        world.database.runInStore(
                world.store,
                tx -> world.journeys
                        .measuring()
                        .save(tx, world.store, new Measuring.Wish(mode, "https://post.maren.example"), "test"));
    }

    /** What the journey's mail to somebody who ordered says, after it has left. */
    private Messages.Letter thanks(String number) {
        OrderId order = world.place(Sample.order(number, world.now()));
        world.settle();
        world.database.runInStore(
                world.store,
                tx -> tx.execute(
                        "update messaging.message set state = 'SENT', sent_at = ? where store_id = ? and sent_at is null",
                        world.now(),
                        world.store));
        var id = world.touchpoints(order).stream()
                .filter(t -> t.flow() != null)
                .findFirst()
                .orElseThrow()
                .message();
        return world.letters()
                .filter(letter -> letter.sketch().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static @Nullable String token(Messages.Letter letter, String path) {
        Matcher found = Pattern.compile("https://post\\.maren\\.example" + path + "([A-Za-z0-9_-]+)")
                .matcher(letter.html());
        return found.find() ? found.group(1) : null;
    }

    private Optional<String> follow(Messages.Letter letter, Visitor visitor) {
        return world.journeys.measuring().follow(String.valueOf(token(letter, "/c/")), visitor);
    }

    private Figures figures() {
        return world.database
                .inStore(
                        world.store,
                        tx -> world.journeys.figures(
                                tx, world.store, world.now().minus(Duration.ofDays(90))))
                .get(flow)
                .readingOf("say");
    }

    @Test
    void nothing_is_measured_until_the_store_says_so() {
        Messages.Letter letter = thanks("1001");
        assertFalse(letter.html().contains("/c/") || letter.html().contains("/o/"), letter.html());
        assertEquals(Figures.NONE, figures());
    }

    @Test
    void a_person_counts_once_and_every_link_leads_on_where_it_was_made_to() {
        measure(Mode.OPENS_AND_CLICKS);
        Messages.Letter letter = thanks("1001");
        world.clock.move(Duration.ofMinutes(5));
        for (int i = 0; i < 3; i++) {
            assertTrue(follow(letter, PERSON).orElseThrow().startsWith("https://post.example/t/"));
            world.journeys.measuring().look(String.valueOf(token(letter, "/o/")), PERSON);
        }
        assertEquals(new Figures(1, 1, 1), figures());
        assertFalse(letter.html().contains("maren.example/p/"), "ways to say no are not counted");
    }

    @Test
    void scanners_proxies_and_those_who_object_lead_on_and_do_not_count() {
        measure(Mode.OPENS_AND_CLICKS);
        Messages.Letter letter = thanks("1001");
        world.clock.move(Duration.ofSeconds(4));
        assertTrue(follow(letter, PERSON).isPresent(), "a scanner that says it is Firefox, four seconds after");
        world.clock.move(Duration.ofMinutes(5));
        for (Visitor nobody : List.of(
                new Visitor("HEAD", FIREFOX, null, false),
                new Visitor("GET", "Mozilla/5.0", null, false),
                new Visitor("GET", null, null, false),
                new Visitor("GET", "Mozilla/5.0 (compatible; Googlebot/2.1)", null, false),
                new Visitor("GET", "python-requests/2.32", null, false),
                new Visitor("GET", FIREFOX, "prefetch;prerender", false),
                new Visitor("GET", FIREFOX, null, true))) {
            assertTrue(follow(letter, nobody).isPresent(), nobody.toString());
            world.journeys.measuring().look(String.valueOf(token(letter, "/o/")), nobody);
        }
        assertEquals(new Figures(1, 0, 0), figures());
    }

    @Test
    void whoever_objects_gets_plain_links_and_is_not_counted_by_old_ones() {
        measure(Mode.CLICKS);
        Messages.Letter before = thanks("1001");
        assertEquals(null, token(before, "/o/"), "links only");
        world.database.runInStore(
                world.store,
                tx -> world.journeys.measuring().object(tx, world.store, world.customer("anna@example.org"), true));
        world.clock.move(Duration.ofMinutes(5));
        assertTrue(follow(before, PERSON).isPresent());
        Messages.Letter after = thanks("1002");
        assertEquals(null, token(after, "/c/"));
        assertEquals(new Figures(1, 0, 0), figures());
    }

    @Test
    void a_link_we_did_not_make_leads_nowhere() {
        measure(Mode.CLICKS);
        String token = String.valueOf(token(thanks("1001"), "/c/"));
        for (int at : new int[] {0, token.length() / 2, token.length() - 2}) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertEquals(Optional.empty(), world.journeys.measuring().follow(changed, PERSON), "changed at " + at);
        }
        for (String foreign : List.of("", "AAAA", "https://evil.example", token + "AAAA", "A".repeat(5_000)))
            assertEquals(Optional.empty(), world.journeys.measuring().follow(foreign, PERSON));
    }

    @Test
    void a_journey_can_wait_for_a_link_to_be_followed() {
        measure(Mode.CLICKS);
        Messages.Letter one = thanks("1001");
        thanks("1002");
        world.clock.move(Duration.ofHours(1));
        assertTrue(follow(one, PERSON).isPresent());
        world.settle();
        assertEquals(1, world.noted.size());
        assertTrue(world.noted.getFirst().endsWith("followed"), world.noted.toString());
        world.clock.move(Duration.ofDays(4));
        world.settle();
        assertEquals(2, world.noted.size());
        assertTrue(world.noted.getLast().endsWith("did not"), world.noted.toString());
    }
}
