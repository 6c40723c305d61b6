package io.postlude.customers;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** By what people are found, and by what they must not be found again. */
final class IdentitySql {
    private static final int WALK_ROWS = 100;

    private IdentitySql() {}

    static Map<String, CustomerId> find(Tx tx, StoreId store, Collection<String> keys) {
        Map<String, CustomerId> found = HashMap.newHashMap(keys.size());
        tx.each(
                "select key, customer_id from customers.identity where store_id = ? and key = any(?)",
                row -> found.put(row.getString(1), new CustomerId(row.getLong(2))),
                store,
                keys.toArray(String[]::new));
        return found;
    }

    /** Claims keys for people in sorted order (no circle of waiters); answers those that were still free. */
    static Set<String> claim(Tx tx, StoreId store, Map<String, CustomerId> claims) {
        if (claims.isEmpty()) return Set.of();
        TreeMap<String, CustomerId> sorted = new TreeMap<>(claims);
        Set<String> won = HashSet.newHashSet(claims.size());
        tx.each(
                """
                insert into customers.identity (store_id, key, customer_id)
                select ?, k, c from unnest(?::text[], ?::bigint[]) as u(k, c)
                on conflict do nothing returning key""",
                row -> won.add(row.getString(1)),
                store,
                sorted.keySet().toArray(String[]::new),
                sorted.values().stream().mapToLong(CustomerId::value).toArray());
        return won;
    }

    static List<CustomerId> ofSource(Tx tx, StoreId store, String source, long after) {
        return tx.list("""
                select distinct customer_id from customers.identity
                where store_id = ? and customer_id > ? and starts_with(key, ?) order by customer_id limit ?""", row -> new CustomerId(row.getLong(1)), store, after, "s:" + source + ":", WALK_ROWS);
    }

    static boolean anyErased(Tx tx, StoreId store) {
        return tx.number(
                        "select count(*) from (select 1 from customers.erased_identity where store_id = ? limit 1) e",
                        store)
                > 0;
    }

    record Erased(CustomerId customer, Instant at) {}

    static Map<ByteBuffer, Erased> erased(Tx tx, StoreId store, List<byte[]> hashes) {
        Map<ByteBuffer, Erased> found = new HashMap<>();
        tx.each(
                "select hash, customer_id, erased_at from customers.erased_identity where store_id = ? and hash = any(?)",
                row -> found.put(
                        ByteBuffer.wrap(row.getBytes(1)),
                        new Erased(new CustomerId(row.getLong(2)), Tx.instantNotNull(row, "erased_at"))),
                store,
                hashes.toArray(byte[][]::new));
        return found;
    }
}
