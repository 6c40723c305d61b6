package io.postlude.insights;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

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

    private static final long DAY_SECONDS = 86_400;

    private final Arrival arrival;
    /** Midnights, counted in days from the start of the distribution; and the chance that it is there by each. */
    private final double[] midnights = new double[DAYS_LIMIT + 1];

    private final double[] chances = new double[DAYS_LIMIT + 1];
    private int days;

    WholeDays(Arrival arrival, double start, ZoneId zone) {
        this.arrival = arrival;
        LocalDate day = Trip.instant(start + arrival.quantile(LEAST_CHANCE))
                .atZone(zone)
                .toLocalDate();
        ZoneOffsetTransition next =
                zone.getRules().nextTransition(day.atStartOfDay(zone).toInstant());
        long clocksMove = next == null ? Long.MAX_VALUE : next.toEpochSecond();
        long first = day.atStartOfDay(zone).toEpochSecond();
        double chance = 0;
        while (days <= DAYS_LIMIT && chance < 1 - LEAST_CHANCE) {
            long midnight = first + days * DAY_SECONDS;
            if (midnight >= clocksMove)
                midnight = day.plusDays(days).atStartOfDay(zone).toEpochSecond();
            double at = (double) midnight / DAY_SECONDS - start;
            chance = Math.max(chance, arrival.chanceWithin(at));
            midnights[days] = at;
            chances[days++] = chance;
        }
    }

    /** The fewest days with this chance together, and of those the likeliest, the earlier where they are alike. */
    Arrival.Window shortest(double chance) {
        int length = fewest(chance);
        if (length == days) return arrival.shortest(chance);
        int best = 0;
        for (int first = 1; first + length < days; first++) if (held(first, length) > held(best, length)) best = first;
        return new Arrival.Window(midnights[best] + SECOND, midnights[best + length] - SECOND);
    }

    /** How many days in a row hold that chance at least; all of them and one more where none do. */
    private int fewest(double chance) {
        int fewest = days;
        int until = 1;
        for (int first = 0; first < days; first++) {
            // A run that begins later ends no earlier.
            until = Math.max(until, first + 1);
            while (until < days && held(first, until - first) < chance) until++;
            if (until == days) break;
            fewest = Math.min(fewest, until - first);
        }
        return fewest;
    }

    private double held(int first, int length) {
        return chances[first + length] - chances[first];
    }
}
