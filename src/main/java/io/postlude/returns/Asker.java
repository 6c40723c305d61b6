package io.postlude.returns;

import io.postlude.deliveries.Language;
import org.jspecify.annotations.Nullable;

/**
 * Who commits a return, and under which key: the same key again is the same return.
 *
 * @param by as the history names them
 * @param language in which they want to be told
 * @param gift who they are where they were given it; null: what they bought
 */
public record Asker(
        Channel channel,
        String key,
        String by,
        @Nullable Language language,
        @Nullable GiftRecipient gift) {
    private static final int KEY_LIMIT_CHARS = 200;

    /** Of one's own things, in no language that was told. */
    public Asker(Channel channel, String key, String by) {
        this(channel, key, by, null, null);
    }

    public Asker {
        if (key.isBlank() || key.length() > KEY_LIMIT_CHARS)
            throw new IllegalArgumentException("a key has 1 to 200 characters");
    }

    public enum Channel {
        PORTAL,
        API,
        STAFF
    }
}
