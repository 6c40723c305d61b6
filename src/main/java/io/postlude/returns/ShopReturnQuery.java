package io.postlude.returns;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which returns of the shop to list; no state stands for all, {@code cursor} comes from the page before. */
public record ShopReturnQuery(
        Set<ShopReturn.State> states, @Nullable String cursor, int limit) {
    private static final int ROWS_LIMIT = 200;

    public ShopReturnQuery {
        states = states.isEmpty() ? EnumSet.allOf(ShopReturn.State.class) : Set.copyOf(states);
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
