package io.postlude.twin;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/** How long things take on a lane: working hours walked over nights, weekends and troubles. */
record Travel(TransitLane lane, Troubles troubles) {
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final double SLOW_SATURDAY = 0.35;
    /** Past this a walk ends: the lane is shut for longer than the twin looks ahead. */
    private static final int MOST_DAYS = 120;

    /**
     * When so many working hours have passed. It looks at no trouble later than the answer: one that begins later changes
     * nothing that was seen before.
     */
    Instant after(Instant from, double hours) {
        Instant at = from;
        double left = hours * 3_600;
        for (int day = 0; day < MOST_DAYS * 4; day++) {
            long midnight = (Math.floorDiv(at.getEpochSecond(), DAY_SECONDS) + 1) * DAY_SECONDS;
            Instant end = troubles.changeAfter(lane.key(), at, Instant.ofEpochSecond(midnight));
            double rate = rate(at) * troubles.rate(lane.key(), at);
            double possible = Duration.between(at, end).toMillis() / 1_000.0 * rate;
            if (possible >= left) return at.plusMillis((long) (left / rate * 1_000));
            left -= possible;
            at = end;
        }
        return at;
    }

    private double rate(Instant at) {
        return switch (day(at)) {
            case SUNDAY -> 0;
            case SATURDAY -> lane.saturdays() ? 1 : SLOW_SATURDAY;
            default -> 1;
        };
    }

    /** Days turn at midnight UTC: carriers plan their nights by no customer's clock. */
    private static DayOfWeek day(Instant at) {
        return LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), DAY_SECONDS))
                .getDayOfWeek();
    }

    /** The next delivery round at this hour of the morning, at the earliest a moment after; no van leaves in a trouble. */
    Instant round(Instant after, Place place, double hour) {
        ZonedDateTime local = after.atZone(place.country().zone);
        LocalDate day = local.toLocalDate();
        for (int i = 0; i < MOST_DAYS; i++) {
            Instant leaves = day.atStartOfDay(place.country().zone)
                    .plusSeconds((long) (hour * 3_600))
                    .toInstant();
            boolean works = day.getDayOfWeek() != DayOfWeek.SUNDAY
                    && (day.getDayOfWeek() != DayOfWeek.SATURDAY || lane.saturdays());
            if (works && leaves.isAfter(after) && troubles.rate(lane.key(), leaves) == 1) return leaves;
            day = day.plusDays(1);
        }
        return after.plus(Duration.ofDays(MOST_DAYS));
    }
}
