package io.postlude.returns;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parcels that arrived without a return: written down, taken in hand, and closed with what became of them. */
public final class Strays {
    /** Of what stands on a parcel, and of what was in it. */
    public static final int WORDS_LIMIT_CHARS = 400;

    private static final int ROWS_LIMIT = 200;

    private final Ids ids;
    private final InstantSource clock;

    Strays(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param said what stands on it
     * @param found what was in it
     * @param owner who has it in hand
     */
    public record Stray(
            StrayId id,
            Instant arrivedAt,
            String by,
            String said,
            String found,
            @Nullable String owner) {}

    /** What became of it. */
    public enum Outcome {
        /** Its return was found. */
        BELONGS,
        SENT_BACK,
        KEPT_ASIDE
    }

    /** Writes one down. */
    public StrayId arrived(Tx tx, StoreId store, Arrived arrived) {
        StrayId id = new StrayId(ids.next());
        tx.execute(
                "insert into returns.stray (store_id, id, arrived_at, by, said, found) values (?, ?, ?, ?, ?, ?)",
                store,
                id,
                clock.instant(),
                arrived.by(),
                arrived.said(),
                arrived.found());
        return id;
    }

    /** What stands on it, what was in it, who opened it. */
    public record Arrived(String said, String found, String by) {
        public Arrived {
            if (found.isBlank()) throw new IllegalArgumentException("somebody looked into it");
            if (said.length() > WORDS_LIMIT_CHARS || found.length() > WORDS_LIMIT_CHARS)
                throw new IllegalArgumentException("at most " + WORDS_LIMIT_CHARS + " characters");
        }
    }

    /** Those nobody has closed, the oldest first. */
    public List<Stray> open(Tx tx, StoreId store) {
        return tx.list(
                "select * from returns.stray where store_id = ? and solved_at is null order by arrived_at, id limit ?",
                row -> new Stray(
                        new StrayId(row.getLong("id")),
                        Tx.instantNotNull(row, "arrived_at"),
                        row.getString("by"),
                        row.getString("said"),
                        row.getString("found"),
                        row.getString("owner")),
                store,
                ROWS_LIMIT);
    }

    /** Somebody has it in hand; false where another has, or it is closed. */
    public boolean take(Tx tx, StoreId store, StrayId id, String owner) {
        return tx.update("""
                        update returns.stray set owner = ?
                        where store_id = ? and id = ? and solved_at is null and coalesce(owner, ?) = ?""", owner, store, id, owner, owner) == 1;
    }

    /** Closes one; {@code of} is the return it belongs to. False where it is closed already. */
    public boolean solve(Tx tx, StoreId store, StrayId id, Solved solved) {
        return tx.update(
                        """
                        update returns.stray set solved_at = ?, solved_by = ?, outcome = ?, return_id = ?
                        where store_id = ? and id = ? and solved_at is null""",
                        clock.instant(),
                        solved.by(),
                        solved.outcome(),
                        solved.of().orElse(null),
                        store,
                        id)
                == 1;
    }

    /** What became of one, and who says so. */
    public record Solved(Outcome outcome, Optional<ReturnId> of, String by) {
        public Solved {
            if ((outcome == Outcome.BELONGS) != of.isPresent())
                throw new IllegalArgumentException("what belongs, belongs to a return");
        }
    }
}
