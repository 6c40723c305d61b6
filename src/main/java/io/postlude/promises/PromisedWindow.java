package io.postlude.promises;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Until when, and from when on where that was said: the instants that decide, and the days the customer was told.
 *
 * @param from not before this, where it was promised
 * @param by late after this
 */
public record PromisedWindow(
        @Nullable Instant from,
        Instant by,
        @Nullable LocalDate fromDate,
        @Nullable LocalDate byDate) {

    public PromisedWindow {
        if (from != null && from.isAfter(by)) {
            throw new IllegalArgumentException("a promised window ends after it begins");
        }
    }

    public static PromisedWindow by(Instant by) {
        return new PromisedWindow(null, by, null, null);
    }

    /** Whole days in the zone they were promised in: from the first's start to the last's end. */
    public static PromisedWindow days(LocalDate first, LocalDate last, ZoneId zone) {
        return new PromisedWindow(
                first.atStartOfDay(zone).toInstant(),
                last.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1),
                first,
                last);
    }
}
