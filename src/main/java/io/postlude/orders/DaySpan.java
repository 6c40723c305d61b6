package io.postlude.orders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days from the first to the last, both included, as one zone counts them. */
public record DaySpan(LocalDate first, LocalDate last, ZoneId zone) {

    Instant from() {
        return first.atStartOfDay(zone).toInstant();
    }

    Instant until() {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
