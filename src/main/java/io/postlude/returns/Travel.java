package io.postlude.returns;

import java.util.Map;
import java.util.Set;

/** What physically happened to a piece. Whether it is taken back is another question, see {@link Verdict}. */
public enum Travel {
    /** Still with the customer. */
    AWAITED,
    UNDER_WAY,
    RECEIVED,
    /** Looked at, with a grade. */
    GRADED,
    /** The parcel came without it, or never came. */
    MISSING,
    /** Went back to the customer, because it is not taken. */
    SENT_BACK,
    /** Stays with the customer: so it was agreed. */
    KEPT,
    /** Will not come: called off or refused. */
    OFF;

    private static final Map<Travel, Set<Travel>> MOVES = Map.of(
            AWAITED, Set.of(UNDER_WAY, RECEIVED, MISSING, KEPT, OFF),
            UNDER_WAY, Set.of(RECEIVED, MISSING),
            RECEIVED, Set.of(GRADED),
            GRADED, Set.of(SENT_BACK),
            MISSING, Set.of(RECEIVED, UNDER_WAY, OFF),
            SENT_BACK, Set.of(),
            KEPT, Set.of(),
            OFF, Set.of(AWAITED));

    boolean mayBecome(Travel next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether the store may still get it. */
    public boolean isComing() {
        return this == AWAITED || this == UNDER_WAY;
    }
}
