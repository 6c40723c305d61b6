package io.postlude.tracking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The time of a scan as the source gave it: local time, offset where one was stated, and how precise it is. */
public record ScanTime(LocalDateTime local, @Nullable ZoneOffset offset, TimePrecision precision) {

    /** A clock at the carrier may run ahead, or lie in a zone east of the one assumed, by this much. */
    private static final Duration AHEAD_AT_MOST = Duration.ofHours(26);

    private static final LocalDateTime EARLIEST = LocalDateTime.of(2000, 1, 1, 0, 0);

    public ScanTime {
        if ((precision == TimePrecision.EXACT) != (offset != null)) {
            throw new IllegalArgumentException("a scan time is exact if and only if its offset is known");
        }
    }

    public static ScanTime exact(OffsetDateTime time) {
        return new ScanTime(time.toLocalDateTime(), time.getOffset(), TimePrecision.EXACT);
    }

    public static ScanTime exact(Instant time) {
        return exact(time.atOffset(ZoneOffset.UTC));
    }

    public static ScanTime local(LocalDateTime time) {
        return new ScanTime(time, null, TimePrecision.LOCAL);
    }

    public static ScanTime day(LocalDate day) {
        return new ScanTime(day.atStartOfDay(), null, TimePrecision.DAY);
    }

    /** For a source that gave no readable time: the moment of reception stands in. */
    public static ScanTime unknown(Instant receivedAt) {
        return new ScanTime(LocalDateTime.ofInstant(receivedAt, ZoneOffset.UTC), null, TimePrecision.RECEIVED);
    }

    /** The instant meant, reading a time without an offset in the assumed zone. */
    Instant instant(ZoneId assumedZone) {
        if (offset != null) {
            return local.toInstant(offset);
        }
        return local.atZone(precision == TimePrecision.RECEIVED ? ZoneOffset.UTC : assumedZone)
                .toInstant();
    }

    /** Whether a scan received then can have happened at this time; the far future would outlive every real scan. */
    boolean credible(ZoneId assumedZone, Instant receivedAt) {
        return !local.isBefore(EARLIEST)
                && local.getYear() <= 9000
                && !instant(assumedZone).isAfter(receivedAt.plus(AHEAD_AT_MOST));
    }

    /** The form the dedupe hash is taken of; it leaves no room for two readings of one time. */
    String canonical() {
        return offset == null ? local + precision.name() : local.toString() + offset;
    }
}
