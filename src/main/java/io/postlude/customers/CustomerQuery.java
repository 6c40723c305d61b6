package io.postlude.customers;

import org.jspecify.annotations.Nullable;

/**
 * Which people to list, newest first.
 *
 * @param text beginnings of words of name, e-mail or phone; null for all
 * @param tag null for all
 * @param cursor from the page before
 */
public record CustomerQuery(
        @Nullable String text,
        @Nullable String tag,
        @Nullable String cursor,
        int limit) {
    private static final int ROWS_LIMIT = 200;

    public CustomerQuery {
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
