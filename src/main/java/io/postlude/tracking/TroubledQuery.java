package io.postlude.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which shipments with trouble to list.
 *
 * @param kinds only these kinds of problem; empty for all
 * @param carrier only this carrier's
 * @param number only numbers that begin so
 * @param after the cursor of the page before; null for the first page
 * @param limit 1 to 200
 */
public record TroubledQuery(
        List<String> kinds,
        @Nullable String carrier,
        @Nullable String number,
        @Nullable String after,
        int limit) {

    private static final int LIMIT_MAX = 200;

    public TroubledQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " shipments");
        }
    }

    public static TroubledQuery first(int limit) {
        return new TroubledQuery(List.of(), null, null, null, limit);
    }
}
