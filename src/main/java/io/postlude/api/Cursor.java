package io.postlude.api;

import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page begins. Opaque to callers, so that we may change what is in it; not signed, because it only narrows a
 * query that is bound to the caller's store anyway.
 */
final class Cursor {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Long.BYTES;

    private Cursor() {}

    static String of(long lastId) {
        byte[] bytes = ByteBuffer.allocate(BYTES).put(VERSION).putLong(lastId).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The last id of the page before; {@code Long.MAX_VALUE} for the first page. */
    static long read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) return Long.MAX_VALUE;
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor.getBytes(StandardCharsets.US_ASCII)));
            if (bytes.remaining() == BYTES && bytes.get() == VERSION) return bytes.getLong();
        } catch (IllegalArgumentException e) {
            throw wrong();
        }
        throw wrong();
    }

    private static Refusal wrong() {
        return Refusal.invalid(List.of(
                new Problem.FieldError("/query/cursor", "is not a cursor this server gave; begin without one")));
    }
}
