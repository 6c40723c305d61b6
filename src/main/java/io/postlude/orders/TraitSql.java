package io.postlude.orders;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Trait.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads lines of orders by one trait, in sets. */
final class TraitSql {
    private static final String PLAIN = """
            select l.id, l.product_id, %s as what, l.quantity::bigint as pieces
            from orders.customer_order o join orders.line l on l.store_id = o.store_id and l.order_id = o.id
            where o.store_id = ? and %s and not l.removed and l.needs_shipping""";

    private static final String THESE = "o.id = any(?)";
    private static final String PLACED = "o.placed_at >= ? and o.placed_at < ? and o.state = 'OPEN'";

    private TraitSql() {}

    private static String sql(Trait by, String which) {
        return switch (by) {
            case PRODUCT -> PLAIN.formatted("''", which);
            case VARIANT -> PLAIN.formatted("l.variant_id::text", which);
            case LOT -> lot(which);
            case DESCRIPTION -> description(which);
        };
    }

    /** The text is looked at before it is read as JSON: most fulfilments tell no lot. */
    private static String lot(String which) {
        return """
            select l.id, l.product_id, u.lot as what, u.quantity::bigint as pieces
            from orders.customer_order o
            join orders.fulfilment f on f.store_id = o.store_id and f.order_id = o.id and not f.cancelled
              and position('"lot":"' in f.lines::text) > 0
            cross join lateral json_to_recordset(f.lines) as u("lineReference" text, quantity int, lot text)
            join orders.line l on l.store_id = f.store_id and l.order_id = f.order_id and l.reference = u."lineReference"
            where o.store_id = ? and u.lot is not null and not l.removed and\s""" + which;
    }

    private static String description(String which) {
        return """
            select l.id, l.product_id, w.number::text as what, l.quantity::bigint as pieces
            from orders.customer_order o join orders.line l on l.store_id = o.store_id and l.order_id = o.id
            cross join lateral (select number from orders.wording w where w.store_id = l.store_id
              and w.product_id = l.product_id and w.since <= o.placed_at order by w.since desc limit 1) w
            where o.store_id = ? and not l.removed and l.needs_shipping and\s""" + which;
    }

    static Map<LineId, Value> of(Tx tx, StoreId store, Trait by, Collection<OrderId> orders) {
        Map<LineId, Value> all = new HashMap<>();
        Set<LineId> several = new HashSet<>();
        tx.each(
                sql(by, THESE),
                row -> {
                    LineId line = new LineId(row.getLong("id"));
                    Value value = new Value(new ProductId(row.getLong("product_id")), row.getString("what"));
                    Value before = all.put(line, value);
                    if (before != null && !before.equals(value)) several.add(line);
                },
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        all.keySet().removeAll(several);
        return all;
    }

    static Map<Value, Long> sold(Tx tx, StoreId store, Trait by, Orders.Between span) {
        Map<Value, Long> all = new HashMap<>();
        tx.each(
                "select product_id, what, sum(pieces)::bigint from (" + sql(by, PLACED)
                        + ") as s group by product_id, what",
                row -> all.put(new Value(new ProductId(row.getLong(1)), row.getString(2)), row.getLong(3)),
                store,
                span.from(),
                span.until());
        return all;
    }
}
