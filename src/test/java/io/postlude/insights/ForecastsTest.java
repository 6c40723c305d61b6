package io.postlude.insights;

import static io.postlude.insights.ForecastWorld.NOW;
import static io.postlude.insights.ForecastWorld.plus;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import io.postlude.tracking.ShipmentId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forecasts as shops and shoppers meet them, over a real database. */
class ForecastsTest {
    private static final String WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted";
    private final ForecastWorld world = new ForecastWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_store_without_history_gives_a_wide_window_that_says_it_is_a_guess() {
        Forecast forecast = world.forecasts.ask(world.store, Question.to(Place.of("DE", null, "20095")));
        assertEquals(Basis.GUESS, forecast.grounds().basis());
        assertEquals(0, forecast.version());
        assertTrue(width(forecast) >= 10, "window of " + width(forecast) + " days");
        double sum =
                forecast.days().stream().mapToDouble(Forecast.DayChance::chance).sum();
        assertTrue(sum > 0.9 && sum <= 1.0001, "chances add to " + sum);
    }

    @Test
    void three_orders_move_the_guess_but_leave_it_wide() {
        Forecast before = world.forecasts.ask(world.store, Question.to(Place.of("DE", null, "20095")));
        for (int i = 0; i < 3; i++) {
            ShipmentId _ = world.came(plus(NOW, -10 - i), "20095", 1, 1);
        }
        world.read();
        world.forecasts.learn(world.store);
        Forecast after = world.forecasts.ask(world.store, Question.to(Place.of("DE", null, "20095")));
        assertTrue(after.likely().isBefore(before.likely()));
        assertTrue(width(after) >= 3, "window of " + width(after) + " days");
    }

    @Test
    void a_lane_never_seen_gets_a_wider_window_than_a_known_one() {
        for (int i = 0; i < 40; i++) {
            ShipmentId _ = world.came(plus(NOW, -60 + i), "2009" + i % 10, 1, 2 + i % 2);
        }
        world.read();
        world.forecasts.learn(world.store);
        Forecast known = world.forecasts.ask(world.store, asked("DE"));
        Forecast unknown = world.forecasts.ask(world.store, asked("NZ"));
        assertEquals(Basis.LANE, known.grounds().basis());
        assertEquals(Basis.GUESS, unknown.grounds().basis());
        assertTrue(width(unknown) > 2 * width(known), width(unknown) + " against " + width(known));
    }

    private static Question asked(String country) {
        return new Question(Place.of(country, null, "20095"), null, "Kiln", "Standard", null, 1);
    }

    @Test
    void history_is_learned_once_however_often_it_is_read() {
        for (int i = 0; i < 5; i++) {
            ShipmentId _ = world.came(plus(NOW, -20 + i), "20095", 1, 2);
        }
        world.read();
        assertEquals(5, world.count("delivery_fact"));
        world.readAgain();
        assertEquals(5, world.count("delivery_fact"));
        assertEquals(0, world.count("forecast"));
    }

    @Test
    void a_promise_is_told_its_chances_and_they_worsen_while_the_parcel_is_silent() {
        for (int i = 0; i < 30; i++) {
            ShipmentId _ = world.came(plus(NOW, -50 + i), "20095", 1, 2 + i % 3 * 0.5);
        }
        world.read();
        world.forecasts.learn(world.store);
        OrderId order = world.ordered(NOW, "DE", "20095");
        Instant due = plus(NOW, 6);
        ShipmentId shipment = world.sent(order, "LIVE", NOW, PromisedWindow.by(due));
        world.scanned("LIVE", NOW, "PICKED_UP");
        world.read();
        double first = world.outlooks(order).getFirst().chance();
        assertTrue(first < 0.2, "chance of missing it " + first);
        world.clock.move(Duration.ofDays(5));
        world.forecasts.lookAgainAcrossStores();
        double later = world.outlooks(order).getFirst().chance();
        assertTrue(later > 2 * first && later > 0.2, first + ", then " + later);
        assertFalse(world.told(order).isEmpty());
        assertTrue(world.forecast(shipment).orElseThrow().grounds().silentDays() > 4.9);
    }

    @Test
    void who_thinks_over_what_is_silent_waits_for_who_reads_the_log() throws Exception {
        ShipmentId _ = world.sent(world.ordered(plus(NOW, -2), "DE", "20095"), "BOTH", plus(NOW, -1), null);
        world.scanned("BOTH", plus(NOW, -1), "PICKED_UP");
        world.read();
        world.clock.move(Duration.ofHours(13));
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> looking = world.database.acrossStores(tx -> {
                ForecastSql.LOOKING.side(tx, world.store);
                Future<?> begun = other.submit(world.forecasts::lookAgainAcrossStores);
                while (!begun.isDone() && tx.number(WAITING) == 0) Thread.onSpinWait();
                assertFalse(begun.isDone(), "it did not wait");
                return begun;
            });
            looking.get();
        }
        assertEquals(1, world.count("forecast"));
    }

    @Test
    void a_parcel_out_for_delivery_is_expected_at_once_and_an_arrived_one_no_more() {
        OrderId order = world.ordered(plus(NOW, -3), "DE", "20095");
        ShipmentId shipment = world.sent(order, "OUT", plus(NOW, -2), null);
        world.scanned("OUT", plus(NOW, -2), "PICKED_UP");
        world.scanned("OUT", NOW.minusSeconds(60), "OUT_FOR_DELIVERY");
        world.read();
        Forecast forecast = world.forecast(shipment).orElseThrow();
        assertEquals(NOW.atZone(ForecastWorld.BERLIN).toLocalDate(), forecast.likely());
        assertEquals(1, world.count("forecast"));
        world.scanned("OUT", NOW, "DELIVERED");
        world.read();
        assertTrue(world.forecast(shipment).isEmpty());
        assertEquals(0, world.count("forecast"));
        assertEquals(1, world.count("delivery_fact"));
    }

    @Test
    void what_was_said_is_judged_when_the_parcel_arrives() {
        OrderId order = world.ordered(NOW, "DE", "20095");
        world.read();
        ShipmentId _ = world.sent(order, "J", plus(NOW, 1), null);
        world.clock.move(Duration.ofDays(1));
        world.scanned("J", plus(NOW, 1), "PICKED_UP");
        world.read();
        assertEquals(2, world.count("forecast_outcome"));
        world.clock.move(Duration.ofDays(3));
        world.scanned("J", plus(NOW, 3), "DELIVERED");
        world.read();
        ForecastReport.Figures ordered = world.report(Stage.ORDER).overall().getFirst();
        assertEquals(1, ordered.parcels());
        assertEquals(1, ordered.nearly().held());
        assertEquals(1, world.report(Stage.HAND_OVER).overall().getFirst().parcels());
    }

    @Test
    void a_false_delivery_is_unlearned() {
        OrderId order = world.ordered(plus(NOW, -4), "DE", "20095");
        ShipmentId shipment = world.sent(order, "F", plus(NOW, -3), null);
        world.scanned("F", plus(NOW, -3), "PICKED_UP");
        world.scanned("F", plus(NOW, -2), "DELIVERED");
        world.read();
        assertEquals(1, world.count("delivery_fact"));
        world.scanned("F", plus(NOW, -1), "OUT_FOR_DELIVERY");
        world.read();
        assertEquals(0, world.count("delivery_fact"));
        assertTrue(world.forecast(shipment).isPresent());
    }

    @Test
    void an_order_that_does_not_leave_is_expected_later_and_later() {
        OrderId order = world.ordered(NOW, "DE", "20095");
        world.read();
        Forecast first = world.forecast(order).orElseThrow();
        world.clock.move(Duration.ofDays(12));
        Forecast later = world.forecast(order).orElseThrow();
        assertTrue(later.likely().isAfter(first.likely()));
        assertTrue(later.window(0.9).earliest().isAfter(first.window(0.9).earliest()));
    }

    private static long width(Forecast forecast) {
        Forecast.Window window = forecast.window(0.9);
        return ChronoUnit.DAYS.between(window.earliest(), window.latest());
    }
}
