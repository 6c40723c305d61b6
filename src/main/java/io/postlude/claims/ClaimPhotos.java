package io.postlude.claims;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.returns.Photos;
import java.time.Instant;
import java.util.List;

/** Photographs of what went wrong; what a file is, its content says. */
public final class ClaimPhotos {
    /** Of one claim. */
    public static final int LIMIT_COUNT = 8;

    private final Ids ids;

    ClaimPhotos(Ids ids) {
        this.ids = ids;
    }

    /** Pictures, by whom and when. */
    record Taken(List<byte[]> pictures, String by, Instant at) {
        boolean isGood() {
            return pictures.stream().allMatch(picture -> Photos.type(picture).isPresent());
        }
    }

    /** Keeps all of them, or none where one is no picture or they are too many. */
    boolean add(Tx tx, StoreId store, ClaimId of, Taken taken) {
        if (!taken.isGood() || count(tx, store, of) + taken.pictures().size() > LIMIT_COUNT) return false;
        for (byte[] picture : taken.pictures())
            tx.execute(
                    "insert into claims.photo (store_id, claim_id, id, at, by, type, bytes) values (?, ?, ?, ?, ?, ?, ?)",
                    store,
                    of,
                    ids.next(),
                    taken.at(),
                    taken.by(),
                    Photos.type(picture).orElseThrow(),
                    picture);
        return true;
    }

    static long count(Tx tx, StoreId store, ClaimId of) {
        return tx.number("select count(*) from claims.photo where store_id = ? and claim_id = ?", store, of);
    }

    static List<Photos.Photo> of(Tx tx, StoreId store, ClaimId of) {
        return tx.list(
                "select * from claims.photo where store_id = ? and claim_id = ? order by id",
                row -> new Photos.Photo(
                        row.getLong("id"),
                        Tx.instantNotNull(row, "at"),
                        row.getString("by"),
                        row.getString("type"),
                        row.getBytes("bytes")),
                store,
                of);
    }
}
