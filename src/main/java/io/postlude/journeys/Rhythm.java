package io.postlude.journeys;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When a store writes to people.
 *
 * @param quietFrom to {@code quietUntil}, over midnight where it is the later one, courtesy news waits; equal: never
 * @param togetherMinutes how long news of one parcel waits for that of its order's others; 0: each is told by itself
 * @param version counts the changes
 */
public record Rhythm(LocalTime quietFrom, LocalTime quietUntil, int togetherMinutes, int version) {
    public static final int MOST_TOGETHER_MINUTES = 120;
    public static final Rhythm USUAL = new Rhythm(LocalTime.of(21, 0), LocalTime.of(8, 0), 3, 0);
    /** Nobody is written to in the night but about what they wait for. */
    private static final Rhythm NIGHT = new Rhythm(LocalTime.of(23, 0), LocalTime.of(6, 0), 0, 0);

    public Rhythm {
        if (togetherMinutes < 0 || togetherMinutes > MOST_TOGETHER_MINUTES)
            throw new IllegalArgumentException("parcels wait for each other 0 to 120 minutes");
    }

    /** The hours that keep a message of this kind back. */
    Rhythm of(TouchpointKind.Hours hours) {
        return switch (hours) {
            case ANY -> new Rhythm(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, 0, 0);
            case EVENING -> NIGHT;
            case DAY -> this;
        };
    }

    boolean isQuiet(LocalTime time) {
        if (quietFrom.equals(quietUntil)) return false;
        boolean late = !time.isBefore(quietFrom);
        boolean early = time.isBefore(quietUntil);
        return quietFrom.isBefore(quietUntil) ? late && early : late || early;
    }

    /** The next time that the quiet end; where the clocks skip that hour, the moment after. */
    Instant end(ZonedDateTime local) {
        LocalDate day = local.toLocalDate();
        ZonedDateTime today = day.atTime(quietUntil).atZone(local.getZone());
        return (today.isAfter(local)
                        ? today
                        : day.plusDays(1).atTime(quietUntil).atZone(local.getZone()))
                .toInstant();
    }
}
