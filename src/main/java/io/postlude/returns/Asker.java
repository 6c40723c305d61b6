package io.postlude.returns;

/**
 * Who commits a return, and under which key: the same key again is the same return.
 *
 * @param by as the history names them
 */
public record Asker(Channel channel, String key, String by) {
    private static final int KEY_LIMIT_CHARS = 200;

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
