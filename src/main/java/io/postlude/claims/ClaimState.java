package io.postlude.claims;

import java.util.Map;
import java.util.Set;

/** What was decided about a claim. Where the thing is, is another question, see {@link Place}. */
public enum ClaimState {
    /** We owe an answer. */
    ASKED,
    /** The customer was asked for something. */
    ASKED_BACK,
    /** It is right; what was agreed is on its way. */
    AGREED,
    REFUSED,
    /** What was agreed has happened. */
    DONE,
    /** The customer took it back. */
    WITHDRAWN;

    private static final Map<ClaimState, Set<ClaimState>> MOVES = Map.of(
            ASKED, Set.of(ASKED_BACK, AGREED, REFUSED, WITHDRAWN),
            ASKED_BACK, Set.of(ASKED, AGREED, REFUSED, WITHDRAWN),
            AGREED, Set.of(DONE, ASKED),
            REFUSED, Set.of(ASKED),
            DONE, Set.of(),
            WITHDRAWN, Set.of());

    boolean mayBecome(ClaimState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether a person has to say something. */
    public boolean isUndecided() {
        return this == ASKED || this == ASKED_BACK;
    }

    /** Whether what it is about is spoken for. */
    public boolean holds() {
        return isUndecided() || this == AGREED;
    }
}
