package io.postlude.loyalty;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Rows of {@code loyalty.code}. */
final class CodeSql {
    private CodeSql() {}

    /** A code, whatever its case: shops take them in any. */
    static String key(String code) {
        return code.toUpperCase(Locale.ROOT);
    }

    record Code(long id, String text) {}

    /** A code that orders may carry; {@code alone}: for one person. */
    record Known(long id, PoolId pool, boolean alone) {}

    record Adding(PoolId pool, String state, Instant at, String by) {}

    /** Takes those in that no pool of the store has; answers their keys. */
    static Set<String> insert(Tx tx, StoreId store, Adding adding, List<Code> codes) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "pool_id bigint",
                "code text",
                "code_key text",
                "state text",
                "added_at timestamptz",
                "added_by text"));
        for (Code code : codes)
            rows.add(
                    store,
                    code.id(),
                    adding.pool(),
                    code.text(),
                    key(code.text()),
                    adding.state(),
                    adding.at(),
                    adding.by());
        return new HashSet<>(rows.list(tx, """
                insert into loyalty.code (store_id, id, pool_id, code, code_key, state, added_at, added_by)
                select * from :rows u on conflict on constraint code_once do nothing returning code_key""", row -> row.getString(1)));
    }

    /** As {@link #insert}; a code that is there already is a failure. */
    static void insertOne(Tx tx, StoreId store, Adding adding, Code code) {
        if (insert(tx, store, adding, List.of(code)).isEmpty())
            throw new IllegalStateException("somebody has taken the code in just now");
    }

    /**
     * Up to so many that nobody has; they are this transaction's from here on. What another one is giving at this moment is
     * passed over, so that nobody waits.
     */
    static List<Code> take(Tx tx, StoreId store, PoolId pool, int most) {
        return tx.list("""
                with free as (select id from loyalty.code where store_id = ? and pool_id = ? and state = 'FREE'
                  order by id limit ? for update skip locked)
                update loyalty.code c set state = 'GIVEN' from free where c.store_id = ? and c.id = free.id
                returning c.id, c.code""", row -> new Code(row.getLong(1), row.getString(2)), store, pool, most, store);
    }

    static Code shared(Tx tx, StoreId store, PoolId pool) {
        return tx.first(
                        "select id, code from loyalty.code where store_id = ? and pool_id = ? and state = 'SHARED'",
                        row -> new Code(row.getLong(1), row.getString(2)),
                        store,
                        pool)
                .orElseThrow();
    }

    /** How many nobody has, counted no further than this. */
    static int left(Tx tx, StoreId store, PoolId pool, int atMost) {
        return (int) tx.number("""
                select count(*) from (select from loyalty.code where store_id = ? and pool_id = ? and state = 'FREE'
                  limit ?) c""", store, pool, atMost);
    }

    /** By their keys; those of no pool are left out. */
    static Map<String, Known> known(Tx tx, StoreId store, Collection<String> keys) {
        Map<String, Known> known = new HashMap<>();
        tx.each(
                "select code_key, id, pool_id, state from loyalty.code where store_id = ? and code_key = any(?)",
                row -> known.put(
                        row.getString(1),
                        new Known(row.getLong(2), new PoolId(row.getLong(3)), !"SHARED".equals(row.getString(4)))),
                store,
                keys.toArray(String[]::new));
        return known;
    }

    /** What came with an order before it was given is never given. */
    static void spend(Tx tx, StoreId store, Collection<Long> codes) {
        tx.execute("""
                update loyalty.code set state = 'SPENT' where store_id = ? and state = 'FREE' and id in
                  (select id from loyalty.code where store_id = ? and id = any(?) and state = 'FREE' order by id for update)""", store, store, codes.stream().mapToLong(Long::longValue).toArray());
    }
}
