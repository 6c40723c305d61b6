package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Days;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Vocabulary;
import io.postlude.deliveries.Words;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import io.postlude.stores.Brand;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said in the messages that decisions lead to. */
class LettersTest {
    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_courtesy_mail_can_be_stopped_with_one_click_and_service_news_cannot() {
        OrderId order = world.place(Sample.order("1001", world.now()));
        world.ship(order, "JJD1");
        world.settle();
        List<Messages.Letter> letters = world.letters().toList();
        assertEquals(List.of(), stops(letters.getFirst()));
        Messages.Letter shipped = letters.getLast();
        assertEquals(2, stops(shipped).size());
        assertTrue(shipped.html().contains("https://post.example/p/"), shipped.html());
        assertEquals("anna@example.org", shipped.sketch().recipient());
    }

    private static List<Messages.Header> stops(Messages.Letter letter) {
        return letter.headers().stream()
                .filter(header -> header.name().startsWith("List-Unsubscribe"))
                .toList();
    }

    @Test
    void running_late_names_the_new_window() {
        LocalDate promised = LocalDate.of(2031, 3, 7);
        OrderId order = world.place(Sample.order("1001", world.now()));
        world.ship(order, "JJD1", promised.minusDays(1), promised);
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.foresee(order, 0.8, LocalDate.of(2031, 3, 11));
        world.settle();
        String text = world.letters().toList().getLast().text().replace('\u00a0', ' ');
        assertTrue(text.contains("MONDAY 10 AND WEDNESDAY 12 MARCH"), text);
    }

    @Test
    void page_and_mail_name_the_same_day_by_the_customers_own_clock() {
        OrderId order = world.place(Sample.order("1001", world.now()).livingIn("America/Los_Angeles"));
        world.ship(order, "JJD1");
        world.settle();
        world.at("2031-03-06T18:00:00Z");
        // Wednesday evening where they live; Thursday before dawn where the store is.
        world.scan("JJD1", "PICKED_UP.accepted", Instant.parse("2031-03-05T20:00:00Z"));
        world.scan("JJD1", "DELIVERED.door", Instant.parse("2031-03-06T02:30:00Z"));
        world.settle();
        Messages.Letter mail = world.letters().toList().getLast();
        assertEquals("delivery_delivered", mail.sketch().kind());
        String said = mail.text().replace('\u00a0', ' ');
        Deliveries.Known page = world.database
                .inStore(world.store, tx -> world.deliveries.order(tx, world.store, order))
                .orElseThrow();
        Words words = new Vocabulary().words(page.language(), Brand.Tone.FAMILIAR);
        Days days = new Days(words, page.zone(), world.now());
        String when = days.when(Instant.parse("2031-03-06T02:30:00Z"), Days.Precision.TIME)
                .text();
        assertEquals("yesterday at 18:30", when);
        assertTrue(said.contains("18:30"), said);
        assertFalse(said.contains("03:30"), said);
    }

    @Test
    void where_a_parcel_goes_tells_the_clock_of_somebody_unknown() {
        OrderId order = world.place(Sample.order("1002", world.now()).to("JP"));
        assertEquals(
                ZoneId.of("Asia/Tokyo"),
                world.database
                        .inStore(world.store, tx -> world.deliveries.order(tx, world.store, order))
                        .orElseThrow()
                        .zone());
    }

    @Test
    void a_deferred_message_says_what_is_true_when_it_goes() {
        OrderId order = world.place(Sample.order("1001", world.now()));
        world.settle();
        world.at("2031-03-05T21:00:00Z");
        world.ship(order, "JJD1");
        world.settle();
        assertEquals(1, world.letters().count());
        world.scan("JJD1", "IN_TRANSIT.departed_facility");
        world.at("2031-03-06T07:30:00Z");
        world.settle();
        Messages.Letter shipped = world.letters().toList().getLast();
        assertEquals("delivery_shipped", shipped.sketch().kind());
        assertFalse(shipped.text().isBlank());
        assertEquals(world.now(), shipped.sketch().createdAt());
    }
}
