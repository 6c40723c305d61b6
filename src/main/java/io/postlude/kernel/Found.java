package io.postlude.kernel;

import java.util.Optional;

/**
 * Rows found by words or tags. PostgreSQL does not let a condition it cannot vouch for (a text search, a look into an array)
 * use an index before row-level security has looked at each row, so such a search would read all of a store's rows. The
 * index is therefore asked by a function of the schema's owner, which looks at nothing but the session's own store.
 */
public final class Found {
    /** More than so many are so frequent that walking the list meets a page of them soon. */
    private static final int MOST = 2_000;

    private Found() {}

    /**
     * The ids such a function finds; empty where they are too many, or where this transaction stands past the wall and may
     * use the index itself. {@code function} is ours, never a visitor's.
     */
    public static Optional<long[]> by(Tx tx, String function, StoreId store, String asked) {
        if (tx.store().isEmpty()) return Optional.empty();
        Long[] ids = tx.first(
                        "select " + function + "(?, ?, ?)",
                        row -> (Long[]) row.getArray(1).getArray(),
                        store,
                        asked,
                        MOST + 1)
                .orElseThrow();
        return ids.length > MOST
                ? Optional.empty()
                : Optional.of(
                        java.util.Arrays.stream(ids).mapToLong(Long::longValue).toArray());
    }
}
