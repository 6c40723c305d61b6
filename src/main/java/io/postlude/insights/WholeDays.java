package io.postlude.insights;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A distribution cut into the days people are told. A window is a run of whole days, so it is chosen among those, and judged
 * as it was told: a stretch of hours widened to days afterwards would hold more than was asked for, and judged by its hours
 * less.
 */
final class WholeDays {
    private static final int DAYS_LIMIT = 150;
    private static final double LEAST_CHANCE = 0.0025;
    /** A moment inside a day, so that no rounding moves a window's end across midnight. */
    private static final double SECOND = 1.0 / 86_400;

    private final Arrival arrival;
    /** Midnights, counted in days from the start of the distribution; and the chance that it is there by each. */
    private final List<Double> midnights = new ArrayList<>();

    private final List<Double> chances = new ArrayList<>();

    WholeDays(Arrival arrival, double start, ZoneId zone) {
        this.arrival = arrival;
        LocalDate day = Trip.instant(start + arrival.quantile(LEAST_CHANCE))
                .atZone(zone)
                .toLocalDate();
        double chance = 0;
        for (int i = 0; i <= DAYS_LIMIT && chance < 1 - LEAST_CHANCE; i++) {
            Instant midnight = day.plusDays(i).atStartOfDay(zone).toInstant();
            double at = Trip.day(midnight) - start;
            chance = Math.max(chance, arrival.chanceWithin(at));
            midnights.add(at);
            chances.add(chance);
        }
    }

    /** The fewest days with this chance together, and of those the likeliest, the earlier where they are alike. */
    Arrival.Window shortest(double chance) {
        int days = midnights.size();
        for (int length = 1; length < days; length++) {
            int best = -1;
            for (int first = 0; first + length < days; first++)
                if (held(first, length) >= chance && (best < 0 || held(first, length) > held(best, length)))
                    best = first;
            if (best >= 0)
                return new Arrival.Window(midnights.get(best) + SECOND, midnights.get(best + length) - SECOND);
        }
        return arrival.shortest(chance);
    }

    private double held(int first, int length) {
        return chances.get(first + length) - chances.get(first);
    }
}
