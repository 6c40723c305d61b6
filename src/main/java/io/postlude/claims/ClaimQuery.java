package io.postlude.claims;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which claims to list; no state stands for all, {@code kind} null for any, {@code cursor} comes from the page before. */
public record ClaimQuery(
        Set<ClaimState> states,
        @Nullable ClaimKind kind,
        @Nullable String cursor,
        int limit) {
    private static final int ROWS_LIMIT = 200;

    public ClaimQuery {
        states = Set.copyOf(states);
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
