package io.postlude.connectors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; null matches everything.
 *
 * @param text the sender's id of a delivery, an order's reference or number, a tracking number, an e-mail address: exactly
 * @param before only what came before this entry: the last one of the page shown
 */
public record InboxSearch(
        @Nullable String source,
        @Nullable String topic,
        @Nullable InboxState state,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable InboxId before,
        int limit) {
    public static final int LIMIT_ROWS = 200;

    public InboxSearch {
        if (limit < 1 || limit > LIMIT_ROWS)
            throw new IllegalArgumentException("a page has 1 to " + LIMIT_ROWS + " rows");
    }

    /** The same question, going on behind this entry; null: from the newest. */
    public InboxSearch before(@Nullable InboxId last) {
        return new InboxSearch(source, topic, state, text, from, until, last, limit);
    }

    public static InboxSearch latest(int limit) {
        return new InboxSearch(null, null, null, null, null, null, null, limit);
    }
}
