package io.postlude.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Which messages to list.
 *
 * @param text beginnings of words of the recipient, the subject or the kind; null for all
 * @param cursor from the page before
 */
public record MessageQuery(
        View view, @Nullable String text, @Nullable String cursor, int limit) {
    public static final int ROWS_LIMIT = 200;

    /** Which of them, by what became of them. */
    public enum View {
        ALL,
        STUCK,
        ON_ITS_WAY,
        SENT,
        /** Not sent, and nobody has to decide any more. */
        ENDED
    }

    public MessageQuery {
        limit = Math.clamp(limit, 1, ROWS_LIMIT);
    }
}
