package io.postlude.returns;

import java.util.Map;
import java.util.Set;

/** What was decided about a piece. Where it is, is another question, see {@link Travel}. */
public enum Verdict {
    /** A person of the store has to say whether it may come. */
    ASKED,
    /** It may come. */
    APPROVED,
    /** It may not come. */
    REFUSED,
    /** The customer thought better of it. */
    CALLED_OFF,
    /** Taken: what was agreed is owed. */
    ACCEPTED,
    /** It came and is not taken. */
    DECLINED,
    /** What was owed has been given. */
    SETTLED;

    private static final Map<Verdict, Set<Verdict>> MOVES = Map.of(
            ASKED, Set.of(APPROVED, REFUSED, CALLED_OFF),
            APPROVED, Set.of(ACCEPTED, DECLINED, CALLED_OFF),
            REFUSED, Set.of(APPROVED),
            CALLED_OFF, Set.of(),
            ACCEPTED, Set.of(SETTLED, APPROVED),
            DECLINED, Set.of(ACCEPTED),
            SETTLED, Set.of());

    boolean mayBecome(Verdict next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether the piece is spoken for: while it is, it cannot be in another return. */
    public boolean holds() {
        return this != REFUSED && this != CALLED_OFF;
    }
}
