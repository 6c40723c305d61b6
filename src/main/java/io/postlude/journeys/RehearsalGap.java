package io.postlude.journeys;

import java.time.Instant;

/** What a rehearsal does not know, or did not look at, so that nobody takes its sums for more than they are. */
public sealed interface RehearsalGap {
    /** Past so many people a day of the calendar was not rehearsed. */
    record TooMany(long people) implements RehearsalGap {}

    /** A segment the journey names is younger than the time looked at; before, nobody was in it. */
    record YoungSegment(String segment, Instant since) implements RehearsalGap {}

    /** A pool would have had to give more rewards than it has codes left; it is taken as if it had enough. */
    record ShortPool(String pool, long left, long wanted) implements RehearsalGap {}

    /** A one-off send has no past: whom it reaches is looked at before it goes. */
    record OneOff() implements RehearsalGap {}

    /** As programs read it. */
    default String code() {
        return switch (this) {
            case TooMany _ -> "too_many_people";
            case YoungSegment _ -> "young_segment";
            case ShortPool _ -> "short_pool";
            case OneOff _ -> "one_off";
        };
    }
}
