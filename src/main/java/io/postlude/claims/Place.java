package io.postlude.claims;

import java.util.Map;
import java.util.Set;

/** Where the claimed thing is, as far as it has to travel for the claim. */
public enum Place {
    CUSTOMER,
    /** On its way to us. */
    COMING,
    HERE,
    /** Repaired, or as it came. */
    SENT_BACK,
    /** It has to go nowhere. */
    STAYS;

    private static final Map<Place, Set<Place>> MOVES = Map.of(
            CUSTOMER, Set.of(COMING, HERE, STAYS),
            COMING, Set.of(HERE),
            HERE, Set.of(SENT_BACK),
            SENT_BACK, Set.of(),
            STAYS, Set.of(CUSTOMER));

    boolean mayBecome(Place next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }
}
