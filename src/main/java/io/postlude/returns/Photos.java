package io.postlude.returns;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Photographs of what comes back. What a file is, its first bytes say, not its name. */
public final class Photos {
    /** Of one picture. */
    public static final int LIMIT_BYTES = 5 * 1_024 * 1_024;
    /** Of one return. */
    public static final int LIMIT_COUNT = 6;

    private static final int SHORTEST_BYTES = 32;

    private final Ids ids;

    Photos(Ids ids) {
        this.ids = ids;
    }

    /** The media type of a picture we take; empty for whatever else it may be, whole or not. */
    public static Optional<String> type(byte[] bytes) {
        if (bytes.length < SHORTEST_BYTES || bytes.length > LIMIT_BYTES) return Optional.empty();
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF) && begins(bytes, bytes.length - 2, 0xFF, 0xD9))
            return Optional.of("image/jpeg");
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) return Optional.of("image/png");
        if (begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P'))
            return Optional.of("image/webp");
        return Optional.empty();
    }

    private static boolean begins(byte[] bytes, int from, int... signs) {
        for (int i = 0; i < signs.length; i++) if ((bytes[from + i] & 0xFF) != signs[i]) return false;
        return true;
    }

    /** Keeps all of them, or none where one is no picture or they are too many. */
    boolean add(Tx tx, StoreId store, ReturnId of, Taken taken) {
        long there = count(tx, store, of);
        if (taken.pictures().isEmpty() || there + taken.pictures().size() > LIMIT_COUNT) return false;
        if (taken.pictures().stream().anyMatch(picture -> type(picture).isEmpty())) return false;
        for (byte[] picture : taken.pictures())
            tx.execute(
                    "insert into returns.photo (store_id, id, return_id, at, by, type, bytes) values (?, ?, ?, ?, ?, ?, ?)",
                    store,
                    ids.next(),
                    of,
                    taken.at(),
                    taken.by(),
                    type(picture).orElseThrow(),
                    picture);
        return true;
    }

    /** Pictures, by whom and when. */
    record Taken(List<byte[]> pictures, String by, Instant at) {}

    static long count(Tx tx, StoreId store, ReturnId of) {
        return tx.number("select count(*) from returns.photo where store_id = ? and return_id = ?", store, of);
    }

    /** One picture as it came. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Photo(long id, Instant at, String by, String type, byte[] bytes) {}

    static List<Photo> of(Tx tx, StoreId store, ReturnId of) {
        return tx.list(
                "select * from returns.photo where store_id = ? and return_id = ? order by id",
                row -> new Photo(
                        row.getLong("id"),
                        Tx.instantNotNull(row, "at"),
                        row.getString("by"),
                        row.getString("type"),
                        row.getBytes("bytes")),
                store,
                of);
    }
}
