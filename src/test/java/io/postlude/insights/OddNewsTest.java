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
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What carriers and shops tell wrongly, or all at once, ends in a sane forecast. */
class OddNewsTest {
    private static final LocalDate TODAY = LocalDate.ofInstant(NOW, ForecastWorld.BERLIN);
    private final ForecastWorld world = new ForecastWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_carrier_that_moves_all_its_scans_two_days_late_at_once_is_followed_within_two_weeks() {
        for (int i = 0; i < 60; i++) came(-75 + i, 2 + i % 3 * 0.1);
        learn();
        Forecast before = ask();
        for (int i = 0; i < 20; i++) came(-14 + i * 0.4, 4 + i % 3 * 0.1);
        learn();
        Forecast after = ask();
        double moved = ChronoUnit.DAYS.between(before.likely(), after.likely());
        assertTrue(moved >= 1, "the likely day moved by " + moved);
        LocalDate sixDaysOn = TODAY.plusDays(5);
        assertFalse(
                after.window(0.8).latest().isBefore(sixDaysOn), after.window(0.8) + " leaves out what now is usual");
    }

    @Test
    void two_days_of_silence_at_once_make_every_parcel_under_way_later_but_none_impossible() {
        for (int i = 0; i < 30; i++) came(-50 + i, 2);
        learn();
        OrderId order = world.ordered(plus(NOW, -3), "DE", "20095");
        ShipmentId shipment = world.sent(order, "LIVE", plus(NOW, -2), null);
        world.scanned("LIVE", plus(NOW, -2), "PICKED_UP");
        world.read();
        for (int day = 0; day < 8; day++) {
            Forecast forecast = world.forecast(shipment).orElseThrow();
            LocalDate today = LocalDate.ofInstant(world.clock.instant(), ForecastWorld.BERLIN);
            assertFalse(forecast.likely().isBefore(today), "foreseen for the past: " + forecast.likely());
            assertTrue(
                    forecast.window(0.9).latest().isBefore(today.plusDays(90)), "nobody can use " + forecast.likely());
            world.clock.move(Duration.ofDays(1));
        }
    }

    @Test
    void delivered_before_it_was_ordered_or_shipped_teaches_nothing() {
        OrderId order = world.ordered(plus(NOW, -1), "DE", "20095");
        ShipmentId _ = world.sent(order, "EARLY", NOW, null);
        world.scanned("EARLY", plus(NOW, -4), "PICKED_UP");
        world.scanned("EARLY", plus(NOW, -3), "DELIVERED");
        world.read();
        world.forecasts.learn(world.store);
        assertEquals(Basis.GUESS, ask().grounds().basis());
    }

    @Test
    void a_clock_in_the_wrong_zone_neither_ends_the_forecast_nor_puts_it_into_the_past() {
        OrderId order = world.ordered(plus(NOW, -2), "DE", "20095");
        ShipmentId shipment = world.sent(order, "ZONE", plus(NOW, -1), null);
        world.scanned("ZONE", NOW.plus(Duration.ofHours(9)), "PICKED_UP");
        world.read();
        Forecast forecast = world.forecast(shipment).orElseThrow();
        assertFalse(forecast.likely().isBefore(TODAY));
        assertFalse(
                forecast.window(0.9).latest().isAfter(TODAY.plusDays(60)),
                forecast.window(0.9).toString());
    }

    @Test
    void an_order_of_eight_years_ago_that_never_came_is_still_foreseen_within_the_calendar() {
        for (int i = 0; i < 30; i++) came(-50 + i, 2);
        learn();
        OrderId order = world.ordered(plus(NOW, -8 * 365), "DE", "20095");
        ShipmentId shipment = world.sent(order, "OLD", plus(NOW, -8 * 365 + 1), null);
        world.scanned("OLD", plus(NOW, -8 * 365 + 1), "PICKED_UP");
        world.read();
        Forecast forecast = world.forecast(shipment).orElseThrow();
        assertFalse(forecast.likely().isBefore(TODAY));
        assertTrue(
                forecast.window(0.9).latest().isBefore(TODAY.plusYears(20)),
                forecast.window(0.9).toString());
    }

    @Test
    void a_promise_for_the_past_is_not_foreseen_and_alarms_nobody() {
        OrderId order = world.ordered(plus(NOW, -1), "DE", "20095");
        ShipmentId _ = world.sent(order, "PAST", NOW, PromisedWindow.by(plus(NOW, -5)));
        world.scanned("PAST", NOW, "PICKED_UP");
        world.read();
        assertEquals(List.of(), world.outlooks(order));
    }

    private void came(double placed, double took) {
        ShipmentId _ = world.came(plus(NOW, placed), "20095", 1, took);
    }

    private void learn() {
        world.read();
        world.forecasts.learn(world.store);
    }

    private Forecast ask() {
        return world.forecasts.ask(
                world.store, new Question(Place.of("DE", null, "20095"), null, "Kiln", "Standard", null, 1));
    }
}
