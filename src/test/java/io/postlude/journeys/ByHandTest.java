package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.deliveries.Measures.Gesture;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.journeys.LettersByHand.Draft;
import io.postlude.journeys.LettersByHand.Said;
import io.postlude.journeys.LettersByHand.Wish;
import io.postlude.kernel.Money;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import io.postlude.tracking.ShipmentId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person of the staff writes about a late parcel. */
class ByHandTest {
    private static final LocalDate PROMISED = LocalDate.of(2031, 3, 7);
    private static final Gesture GIVEN =
            new Gesture(Money.of(1_000, "EUR"), PROMISED.plusYears(1), Gesture.Way.VOUCHER, "SORRY-10");

    private JourneysWorld world;
    private OrderId order;
    private ShipmentId parcel;

    @BeforeEach
    void a_parcel_promised_for_friday_that_will_be_late() {
        world = new JourneysWorld();
        order = world.place(Sample.order("1001", world.now()));
        parcel = world.ship(order, "JJD1", PROMISED.minusDays(1), PROMISED);
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.settle();
        world.foresee(order, 0.4, PROMISED.plusDays(3));
        world.settle();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Wish wish(String key) {
        return new Wish(order, parcel, key, new Said("Signe", "I have it on my desk.\nSorry for the wait.", GIVEN));
    }

    private Optional<Touchpoint> send(Wish wish) {
        return world.database.inStore(world.store, tx -> world.module.byHand().send(tx, world.store, wish));
    }

    private Draft draft(Wish wish) {
        return world.database
                .inStore(world.store, tx -> world.module.byHand().draft(tx, world.store, wish))
                .orElseThrow();
    }

    private List<String> byHand() {
        return world.told(order).stream()
                .filter(told -> told.startsWith("BY_HAND"))
                .toList();
    }

    @Test
    void what_the_draft_shows_is_what_goes_with_the_sentence_the_gesture_and_the_new_window() {
        Draft draft = draft(wish("a"));
        assertEquals(Outcome.SENT, draft.outcome());
        assertEquals("anna@example.org", draft.to());
        assertEquals(List.of(), byHand(), "a draft decides nothing");
        Touchpoint sent = send(wish("a")).orElseThrow();
        Messages.Letter letter = world.letters()
                .filter(one -> one.sketch().id().equals(sent.message()))
                .findFirst()
                .orElseThrow();
        assertEquals(draft.content().text(), letter.text());
        assertEquals(draft.content().subject(), letter.sketch().subject());
        for (String part : List.of("I have it on my desk.", "Signe, Maren", "€10", "SORRY-10"))
            assertTrue(letter.text().contains(part), letter.text());
        assertTrue(draft.content().html().contains("Sorry for the wait."));
    }

    @Test
    void the_same_key_is_one_message_and_another_key_another() {
        assertTrue(send(wish("a")).isPresent());
        assertTrue(send(wish("a")).isEmpty());
        assertEquals(List.of("BY_HAND:a SENT"), byHand());
        assertTrue(send(wish("b")).isPresent());
        assertEquals(List.of("BY_HAND:a SENT", "BY_HAND:b SENT"), byHand());
    }

    @Test
    void the_rules_hold_for_it_too() {
        world.at("2031-03-05T23:30:00Z");
        Draft draft = draft(wish("night"));
        assertEquals(Outcome.DEFERRED, draft.outcome());
        assertEquals(Rule.QUIET_HOURS, draft.rule());
        assertTrue(send(wish("night")).isPresent());
        assertEquals(List.of("BY_HAND:night DEFERRED/QUIET_HOURS"), byHand());
        world.at("2031-03-06T08:00:00Z");
        world.settle();
        assertEquals(List.of("BY_HAND:night SENT"), byHand());
        assertTrue(
                world.letters().toList().getLast().text().contains("SORRY-10"), "written anew with all that was said");

        world.database.runInStore(
                world.store,
                tx -> assertTrue(world.journeys.switchOff(tx, world.store, TouchpointKind.BY_HAND, "Ada")));
        assertEquals(Rule.SWITCHED_OFF, draft(wish("off")).rule());
    }

    @Test
    void a_parcel_that_has_arrived_meanwhile_is_not_apologised_for() {
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        assertEquals(Rule.OVERTAKEN, draft(wish("late")).rule());
        assertEquals(Outcome.WITHHELD, send(wish("late")).orElseThrow().outcome());
    }

    @Test
    void nor_is_a_whole_order_of_which_nothing_is_on_its_way_any_more() {
        Wish whole = new Wish(order, null, "whole", new Said("Signe", null, null));
        assertEquals(Outcome.SENT, draft(whole).outcome());
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        assertEquals(Rule.OVERTAKEN, draft(whole).rule());
    }

    @Test
    void without_words_of_ones_own_nothing_of_them_is_in_it() {
        Draft draft = draft(new Wish(order, parcel, "plain", new Said("Signe", null, null)));
        assertFalse(draft.content().html().contains("Signe"));
    }
}
