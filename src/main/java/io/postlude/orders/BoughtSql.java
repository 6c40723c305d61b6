package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what was bought by whom, in sets. */
final class BoughtSql {
    private BoughtSql() {}

    static List<BoughtLine> lines(Tx tx, StoreId store, Collection<CustomerId> people, Instant since) {
        return tx.list(
                """
                select o.customer_id, l.order_id, l.id, l.product_id, l.variant_id, l.quantity, o.currency, o.placed_at,
                  l.quantity * l.unit_price - l.discount as paid
                from orders.customer_order o join orders.line l on l.store_id = o.store_id and l.order_id = o.id
                where o.store_id = ? and o.customer_id = any(?) and o.state = 'OPEN' and o.placed_at >= ?
                  and not l.removed and l.quantity > 0 and l.needs_shipping and o.currency is not null""",
                row -> new BoughtLine(
                        new CustomerId(row.getLong("customer_id")),
                        new OrderId(row.getLong("order_id")),
                        new LineId(row.getLong("id")),
                        new ProductId(row.getLong("product_id")),
                        new VariantId(row.getLong("variant_id")),
                        row.getLong("quantity"),
                        Money.of(row.getLong("paid"), row.getString("currency")),
                        Tx.instantNotNull(row, "placed_at")),
                store,
                ids(people),
                since);
    }

    static List<Redemption> redemptions(Tx tx, StoreId store, Collection<OrderId> orders) {
        return tx.list(
                """
                select id, discount_codes, customer_id, total, currency, placed_at, cancelled_at, imported
                from orders.customer_order
                where store_id = ? and id = any(?) and discount_codes <> '{}' and currency is not null order by id""",
                row -> new Redemption(
                        new OrderId(row.getLong("id")),
                        OrderSql.texts(row, "discount_codes"),
                        row.getObject("customer_id") == null ? null : new CustomerId(row.getLong("customer_id")),
                        Money.of(row.getLong("total"), row.getString("currency")),
                        Tx.instantNotNull(row, "placed_at"),
                        Tx.instant(row, "cancelled_at"),
                        row.getBoolean("imported")),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
    }

    static Set<String> redeemed(Tx tx, StoreId store, Collection<String> codes) {
        return new HashSet<>(tx.list("""
                select distinct upper(c) from orders.customer_order o, unnest(o.discount_codes) c
                where o.store_id = ? and o.discount_codes <> '{}' and upper(c) = any(?)""", row -> row.getString(1), store, codes.toArray(String[]::new)));
    }

    static Map<VariantId, Long> pieces(Tx tx, StoreId store, Orders.Between span) {
        Map<VariantId, Long> all = new HashMap<>();
        tx.each("""
                select l.variant_id, sum(l.quantity)::bigint
                from orders.customer_order o join orders.line l on l.store_id = o.store_id and l.order_id = o.id
                where o.store_id = ? and o.placed_at >= ? and o.placed_at < ? and o.state = 'OPEN'
                  and not l.removed and l.needs_shipping
                group by l.variant_id""", row -> all.put(new VariantId(row.getLong(1)), row.getLong(2)), store, span.from(), span.until());
        return all;
    }

    static Map<VariantId, ProductId> products(Tx tx, StoreId store, Collection<VariantId> variants) {
        Map<VariantId, ProductId> all = new HashMap<>();
        tx.each(
                "select id, product_id from orders.variant where store_id = ? and id = any(?)",
                row -> all.put(new VariantId(row.getLong(1)), new ProductId(row.getLong(2))),
                store,
                variants.stream().mapToLong(VariantId::value).toArray());
        return all;
    }

    static Map<CustomerId, Set<CustomerId>> neighbours(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, Set<CustomerId>> all = new HashMap<>();
        tx.each(
                """
                with at as (
                  select distinct customer_id,
                    lower(regexp_replace(concat_ws('|', ship_to ->> 'line1', ship_to ->> 'line2', ship_to ->> 'postcode',
                      ship_to ->> 'country'), '[^[:alnum:]|]', '', 'g')) as place
                  from orders.customer_order
                  where store_id = ? and customer_id = any(?) and state = 'OPEN' and ship_to ->> 'line1' is not null)
                select a.customer_id, b.customer_id from at a join at b on a.place = b.place and a.customer_id <> b.customer_id""",
                row -> all.computeIfAbsent(new CustomerId(row.getLong(1)), one -> new HashSet<>())
                        .add(new CustomerId(row.getLong(2))),
                store,
                ids(people));
        return all;
    }

    private static long[] ids(Collection<CustomerId> people) {
        return people.stream().mapToLong(CustomerId::value).toArray();
    }
}
