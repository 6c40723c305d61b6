package io.postlude.twin;

import java.time.Instant;

/**
 * Something that befalls a lane, or a store, for a while.
 *
 * @param id of a trouble let loose by a person; negative for those of the world itself
 * @param lane the lane's key; {@link #STORE} for what befalls the store
 */
record Trouble(long id, Kind kind, String lane, Instant from, Instant until) {

    static final String STORE = "*";

    /** What befell it. {@code rate} is how much of its usual speed the lane keeps. */
    enum Kind {
        STORM(0.12, Step.WEATHER),
        STRIKE(0, Step.STRIKE),
        /** Not of a lane but of the store: many come at once. */
        RUSH(1, Step.ACCEPTED);

        final double rate;
        final Step said;

        Kind(double rate, Step said) {
            this.rate = rate;
            this.said = said;
        }
    }

    Trouble {
        if (until.isBefore(from)) throw new IllegalArgumentException("a trouble ends after it begins");
    }

    boolean at(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    Trouble endedAt(Instant end) {
        Instant last = end.isBefore(from) ? from : end;
        return new Trouble(id, kind, lane, from, last.isBefore(until) ? last : until);
    }
}
