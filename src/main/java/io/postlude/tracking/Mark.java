package io.postlude.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One remembered fact of a parcel: what was said of which instant. Packed into one number (milliseconds, then the
 * detail's number), so that the greater number is the later fact and, of one instant, the one further along.
 */
record Mark(long packed) implements Comparable<Mark> {

    Mark {
        if (packed <= 0) {
            throw new IllegalArgumentException("a mark lies after 1970");
        }
    }

    static Mark of(Instant at, StatusDetail detail) {
        return new Mark(at.toEpochMilli() * StatusDetail.NUMBER_LIMIT + detail.number());
    }

    /** Reads a mark from its column, where 0 stands for none. */
    static @Nullable Mark read(long column) {
        return column == 0 ? null : new Mark(column);
    }

    static long column(@Nullable Mark mark) {
        return mark == null ? 0 : mark.packed;
    }

    static @Nullable Mark later(@Nullable Mark one, @Nullable Mark other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.packed >= other.packed ? one : other;
    }

    long atMillis() {
        return packed / StatusDetail.NUMBER_LIMIT;
    }

    Instant at() {
        return Instant.ofEpochMilli(atMillis());
    }

    StatusDetail detail() {
        return StatusDetail.ofNumber((int) (packed % StatusDetail.NUMBER_LIMIT));
    }

    /** Whether this is of the other's instant or later; so a note beside a sighting is heard. */
    boolean notBefore(Mark other) {
        return atMillis() >= other.atMillis();
    }

    boolean after(Mark other) {
        return atMillis() > other.atMillis();
    }

    @Override
    public int compareTo(Mark other) {
        return Long.compare(packed, other.packed);
    }
}
