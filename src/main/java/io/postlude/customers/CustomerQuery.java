package io.postlude.customers;

import org.jspecify.annotations.Nullable;

/**
 * Which people to list.
 *
 * @param text beginnings of words of name, e-mail or phone; null for all
 * @param tag null for all
 * @param cursor from the page before
 */
public record CustomerQuery(
        @Nullable String text,
        @Nullable String tag,
        Sort sort,
        @Nullable String cursor,
        int limit) {
    private static final int ROWS_LIMIT = 200;

    /** How the list runs. Names in the order of their letters, family names first; who has none comes last. */
    public enum Sort {
        NEWEST("since", true),
        OLDEST("since", false),
        NAME("sort_name", false),
        NAME_DOWN("sort_name", true);

        private final String column;
        private final boolean down;

        Sort(String column, boolean down) {
            this.column = column;
            this.down = down;
        }

        String column() {
            return column;
        }

        boolean down() {
            return down;
        }

        boolean byName() {
            return this == NAME || this == NAME_DOWN;
        }
    }

    public CustomerQuery {
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }

    /** Newest first. */
    public CustomerQuery(@Nullable String text, @Nullable String tag, @Nullable String cursor, int limit) {
        this(text, tag, Sort.NEWEST, cursor, limit);
    }
}
