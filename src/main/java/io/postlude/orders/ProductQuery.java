package io.postlude.orders;

import org.jspecify.annotations.Nullable;

/** Which products to list; {@code text} is a part of the title, {@code cursor} comes from the page before. */
public record ProductQuery(@Nullable String text, @Nullable String cursor, int limit) {
    private static final int ROWS_LIMIT = 200;

    public ProductQuery {
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
