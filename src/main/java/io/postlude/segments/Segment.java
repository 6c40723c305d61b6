package io.postlude.segments;

import java.time.Instant;

/**
 * A named group of customers.
 *
 * @param key its name in conditions, files and addresses; it stays
 * @param note what it is for, in the store's words; may be empty
 * @param condition CEL; see {@link SegmentWords}
 * @param version counts the conditions it had
 * @param walking people are still being looked at under this condition
 * @param members how many are in it now
 */
public record Segment(
        SegmentId id,
        String key,
        String name,
        String note,
        String condition,
        int version,
        Instant changedAt,
        String changedBy,
        boolean archived,
        boolean walking,
        long members) {

    /** A condition it had, the newest first. */
    public record Version(int number, String condition, Instant savedAt, String savedBy) {}

    /** How many were in it at the end of a day. */
    public record Size(java.time.LocalDate day, long members, long entered, long gone) {}
}
