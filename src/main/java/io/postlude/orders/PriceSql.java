package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Money;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders.Good.Choice;
import io.postlude.orders.Orders.PriceIn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of {@code orders.variant_price}, and what was charged where the shop tells no price. */
final class PriceSql {
    private PriceSql() {}

    record Told(VariantId variant, BigDecimal price, Instant asOf) {}

    /** Sorted by variant, so that two takers never wait for each other in a circle; older news changes nothing. */
    static void tell(Tx tx, StoreId store, List<Told> sorted) {
        if (sorted.isEmpty()) return;
        BulkRows rows =
                new BulkRows(List.of("store_id int", "variant_id bigint", "price numeric", "as_of timestamptz"));
        for (Told one : sorted) rows.add(store, one.variant(), one.price().toPlainString(), one.asOf());
        rows.execute(tx, """
                insert into orders.variant_price as p (store_id, variant_id, price, as_of)
                select u.store_id, u.variant_id, u.price, u.as_of from :rows u
                on conflict (store_id, variant_id) do update set price = excluded.price, as_of = excluded.as_of
                where p.as_of <= excluded.as_of""");
    }

    static Map<VariantId, Money> prices(Tx tx, StoreId store, Collection<VariantId> variants, PriceIn in) {
        Map<VariantId, Money> all = new HashMap<>();
        if (variants.isEmpty()) return all;
        if (in.asked().equals(in.catalogue()))
            tx.each(
                    "select variant_id, price from orders.variant_price where store_id = ? and variant_id = any(?)",
                    row -> all.put(new VariantId(row.getLong(1)), money(row.getBigDecimal(2), in.asked())),
                    store,
                    longs(variants));
        List<VariantId> silent =
                variants.stream().filter(variant -> !all.containsKey(variant)).toList();
        if (!silent.isEmpty()) all.putAll(charged(tx, store, silent, in.asked()));
        return all;
    }

    /** By product, which has an index. */
    private static Map<VariantId, Money> charged(Tx tx, StoreId store, List<VariantId> variants, Currency currency) {
        Map<VariantId, Money> all = new HashMap<>();
        tx.each(
                """
                select distinct on (l.variant_id) l.variant_id, l.unit_price from orders.variant v
                join orders.line l on l.store_id = v.store_id and l.product_id = v.product_id and l.variant_id = v.id
                join orders.customer_order o on o.store_id = l.store_id and o.id = l.order_id
                where v.store_id = ? and v.id = any(?) and not l.removed and o.state = 'OPEN' and o.currency = ?
                order by l.variant_id, o.placed_at desc, o.id desc""",
                row -> all.put(new VariantId(row.getLong(1)), new Money(row.getLong(2), currency)),
                store,
                longs(variants),
                currency.getCurrencyCode());
        return all;
    }

    static Page<Orders.Good> goods(Tx tx, StoreId store, ProductQuery query, PriceIn in) {
        Page<ProductSummary> page = ProductViewSql.list(tx, store, query);
        record Known(
                long product, VariantId variant, @Nullable String title) {}
        List<Known> known = tx.list(
                """
                select product_id, id, title from orders.variant where store_id = ? and product_id = any(?)
                order by title, sku, id""",
                row -> new Known(row.getLong(1), new VariantId(row.getLong(2)), row.getString(3)),
                store,
                page.rows().stream().mapToLong(one -> one.id().value()).toArray());
        Map<VariantId, Money> prices =
                prices(tx, store, known.stream().map(Known::variant).toList(), in);
        Map<Long, List<Choice>> choices = new HashMap<>();
        for (Known one : known) {
            Money price = prices.get(one.variant());
            if (price != null)
                choices.computeIfAbsent(one.product(), product -> new ArrayList<>())
                        .add(new Choice(one.variant(), one.title(), price));
        }
        List<Orders.Good> goods = page.rows().stream()
                .map(one -> new Orders.Good(one, choices.getOrDefault(one.id().value(), List.of())))
                .filter(good -> !good.choices().isEmpty())
                .toList();
        return new Page<>(goods, page.next());
    }

    private static Money money(BigDecimal price, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        return new Money(
                price.movePointRight(digits).setScale(0, RoundingMode.HALF_UP).longValueExact(), currency);
    }

    private static long[] longs(Collection<VariantId> variants) {
        return variants.stream().mapToLong(VariantId::value).toArray();
    }
}
