package io.postlude.insights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Windows are told in whole days, so it is whole days that must hold as often as they say. */
class WholeDaysTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void windows_of_days_hold_at_least_as_often_as_they_say_and_hardly_more_than_their_last_day_brings() {
        SplittableRandom random = new SplittableRandom(7);
        Arrival arrival = Arrival.ofLogs(Math.log(4), 0.5, Normal.GRID);
        for (double said : new double[] {0.5, 0.8, 0.9}) {
            int held = 0;
            int n = 4_000;
            for (int i = 0; i < n; i++) {
                double start = 20_000 + random.nextDouble() * 300;
                Arrival.Window window = new WholeDays(arrival, start, BERLIN).shortest(said);
                if (window.holds(arrival.quantile(random.nextDouble(0.0005, 0.9995)))) held++;
            }
            double share = held / (double) n;
            assertTrue(share >= said - 0.02 && share <= said + 0.16, said + " held " + share);
        }
    }

    @Test
    void a_window_begins_and_ends_with_whole_days_over_a_change_of_the_clocks_too() {
        double start = Trip.day(Instant.parse("2026-03-27T13:00:00Z"));
        Arrival arrival = Arrival.ofLogs(Math.log(2.5), 0.4, Normal.GRID);
        Arrival.Window window = new WholeDays(arrival, start, BERLIN).shortest(0.9);
        Instant from = Trip.instant(start + window.from());
        Instant to = Trip.instant(start + window.to());
        LocalDate first = from.atZone(BERLIN).toLocalDate();
        LocalDate last = to.atZone(BERLIN).toLocalDate();
        assertTrue(ChronoUnit.SECONDS.between(first.atStartOfDay(BERLIN).toInstant(), from) <= 2);
        assertTrue(ChronoUnit.SECONDS.between(
                        to, last.plusDays(1).atStartOfDay(BERLIN).toInstant())
                <= 2);
        assertTrue(arrival.chanceWithin(window.to()) - arrival.chanceWithin(Math.max(0, window.from())) >= 0.899);
    }

    @Test
    void one_day_is_told_where_one_day_is_likely_enough_although_it_lies_about_noon_of_two() {
        double noon = Trip.day(Instant.parse("2026-05-04T10:00:00Z"));
        Arrival sharp = Arrival.ofLogs(Math.log(1.9), 0.03, Normal.GRID);
        Arrival.Window window = new WholeDays(sharp, noon, BERLIN).shortest(0.9);
        assertEquals(1, window.width(), 0.001);
    }
}
