package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The message that comes before the question. */
class RunningLateTest {
    private static final LocalDate PROMISED = LocalDate.of(2031, 3, 7);

    private JourneysWorld world;
    private OrderId order;

    @BeforeEach
    void a_parcel_promised_for_friday() {
        world = new JourneysWorld();
        order = world.place(Sample.order("1001", world.now()));
        world.ship(order, "JJD1", PROMISED.minusDays(1), PROMISED);
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.settle();
        world.clock.move(Duration.ofHours(2));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void it_goes_as_soon_as_being_late_is_likelier_than_not_and_before_the_promised_day_is_over() {
        world.foresee(order, 0.7, PROMISED.plusDays(3));
        world.settle();
        assertEquals("RUNNING_LATE SENT", last());
    }

    @Test
    void a_small_chance_is_watched_and_told_when_it_grows() {
        world.foresee(order, 0.35, PROMISED);
        world.settle();
        assertEquals("RUNNING_LATE DEFERRED/UNSURE", last());
        world.clock.move(Duration.ofHours(1));
        world.foresee(order, 0.6, PROMISED.plusDays(2));
        world.settle();
        assertEquals("RUNNING_LATE SENT", last());
    }

    @Test
    void a_small_chance_that_fades_worries_nobody() {
        world.foresee(order, 0.35, PROMISED);
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.foresee(order, 0.05, PROMISED);
        world.settle();
        assertEquals(
                List.of(
                        "ORDER_CONFIRMED SENT",
                        "SHIPPED SENT",
                        "RUNNING_LATE WITHHELD/CALM",
                        "CORRECTION:RUNNING_LATE WITHHELD/NOTHING_TO_CORRECT"),
                world.told(order));
    }

    @Test
    void the_last_word_is_said_six_hours_before_the_promise_ends_unless_it_is_on_the_van() {
        world.foresee(order, 0.4, PROMISED);
        world.settle();
        world.at("2031-03-07T16:59:00Z");
        world.settle();
        assertEquals("RUNNING_LATE DEFERRED/UNSURE", last());
        world.at("2031-03-07T17:00:00Z");
        world.settle();
        assertEquals("RUNNING_LATE SENT", last());
    }

    @Test
    void when_it_comes_in_time_after_all_the_customer_gets_one_correction() {
        world.foresee(order, 0.7, PROMISED.plusDays(3));
        world.settle();
        world.clock.move(Duration.ofHours(3));
        world.foresee(order, 0.02, PROMISED);
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.foresee(order, 0.01, PROMISED);
        world.settle();
        assertEquals(
                List.of("ORDER_CONFIRMED SENT", "SHIPPED SENT", "RUNNING_LATE SENT", "CORRECTION:RUNNING_LATE SENT"),
                world.told(order));
    }

    @Test
    void in_the_last_night_of_the_promise_it_goes_at_once_rather_than_too_late() {
        world.at("2031-03-07T22:30:00Z"); // half past eleven in Berlin, and the promise ends at midnight
        world.foresee(order, 0.9, PROMISED.plusDays(3));
        world.settle();
        assertEquals("RUNNING_LATE SENT", last());
    }

    @Test
    void the_carriers_word_of_a_delay_is_enough_and_is_told_once() {
        world.scan("JJD1", "EXCEPTION.delay_weather");
        world.settle();
        world.foresee(order, 0.9, PROMISED.plusDays(3));
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED SENT", "SHIPPED SENT", "RUNNING_LATE SENT"), world.told(order));
    }

    private String last() {
        return world.told(order).getLast();
    }
}
