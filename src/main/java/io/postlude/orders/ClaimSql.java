package io.postlude.orders;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whose id a source's order has. */
final class ClaimSql {
    private ClaimSql() {}

    static Map<OrderKey, OrderId> find(Tx tx, StoreId store, Collection<OrderKey> keys) {
        Map<OrderKey, OrderId> found = HashMap.newHashMap(keys.size());
        Map<String, List<OrderKey>> bySource = keys.stream().collect(Collectors.groupingBy(OrderKey::source));
        // A batch has one source, seldom two: one statement each keeps the plan a plain index look-up.
        bySource.forEach((source, some) -> tx.each(
                "select reference, order_id from orders.claim where store_id = ? and source = ? and reference = any(?)",
                row -> found.put(new OrderKey(source, row.getString(1)), new OrderId(row.getLong(2))),
                store,
                source,
                some.stream().map(OrderKey::reference).toArray(String[]::new)));
        return found;
    }

    /** Claims in sorted order (no circle of waiters); answers those nobody else had. */
    static Set<OrderKey> claim(Tx tx, StoreId store, Map<OrderKey, OrderId> claims) {
        if (claims.isEmpty()) return Set.of();
        TreeMap<OrderKey, OrderId> sorted = new TreeMap<>(claims);
        Set<OrderKey> won = HashSet.newHashSet(claims.size());
        tx.each(
                """
                insert into orders.claim (store_id, source, reference, order_id)
                select ?, s, r, o from unnest(?::text[], ?::text[], ?::bigint[]) as u(s, r, o)
                on conflict do nothing returning source, reference""",
                row -> won.add(new OrderKey(row.getString(1), row.getString(2))),
                store,
                sorted.keySet().stream().map(OrderKey::source).toArray(String[]::new),
                sorted.keySet().stream().map(OrderKey::reference).toArray(String[]::new),
                sorted.values().stream().mapToLong(OrderId::value).toArray());
        return won;
    }
}
