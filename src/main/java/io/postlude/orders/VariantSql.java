package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Catalogue.VariantKey;
import io.postlude.orders.Catalogue.VariantRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code orders.variant}. */
final class VariantSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "product_id bigint",
            "key text",
            "title text",
            "sku text",
            "image_url text",
            "as_of timestamptz");

    private VariantSql() {}

    /** All variants of the products asked for: a product has few, and one index look-up finds them. */
    static Map<VariantKey, VariantRow> find(Tx tx, StoreId store, Collection<VariantKey> keys) {
        Map<VariantKey, VariantRow> found = HashMap.newHashMap(keys.size());
        if (keys.isEmpty()) return found;
        tx.each(
                "select * from orders.variant where store_id = ? and product_id = any(?)",
                row -> {
                    VariantRow variant = read(row);
                    found.put(variant.key(), variant);
                },
                store,
                keys.stream().mapToLong(k -> k.product().value()).distinct().toArray());
        return found;
    }

    /** The variants' own pictures, of those that have one. */
    static Map<VariantId, String> pictures(Tx tx, StoreId store, long[] ids) {
        Map<VariantId, String> found = new HashMap<>();
        tx.each(
                "select id, image_url from orders.variant where store_id = ? and id = any(?) and image_url is not null",
                row -> found.put(new VariantId(row.getLong(1)), row.getString(2)),
                store,
                ids);
        return found;
    }

    /** In the order of keys, so that two takers never wait for each other in a circle; who is slower writes nothing. */
    static Map<String, List<VariantId>> ofSkus(Tx tx, StoreId store, Collection<String> skus) {
        Map<String, List<VariantId>> all = new HashMap<>();
        tx.each(
                "select sku, id from orders.variant where store_id = ? and sku = any(?) order by id",
                row -> all.computeIfAbsent(row.getString(1), sku -> new ArrayList<>())
                        .add(new VariantId(row.getLong(2))),
                store,
                skus.toArray(String[]::new));
        return all;
    }

    static Map<VariantId, Orders.SourceName> inSource(
            Tx tx, StoreId store, String source, Collection<VariantId> variants) {
        Map<VariantId, Orders.SourceName> all = new HashMap<>();
        tx.each(
                """
                select v.id, substring(p.key from '^p:(.*)') as product, substring(v.key from '^v:(.*)') as variant
                from orders.variant v join orders.product p on p.store_id = v.store_id and p.id = v.product_id
                where v.store_id = ? and v.id = any(?) and p.source = ?""",
                row -> all.put(
                        new VariantId(row.getLong("id")),
                        new Orders.SourceName(row.getString("product"), row.getString("variant"))),
                store,
                variants.stream().mapToLong(VariantId::value).toArray(),
                source);
        return all;
    }

    static Map<VariantId, Orders.VariantName> names(Tx tx, StoreId store, Collection<VariantId> variants) {
        Map<VariantId, Orders.VariantName> all = new HashMap<>();
        tx.each(
                """
                select v.id, concat_ws(', ', nullif(p.title, ''), v.title) as title, v.sku from orders.variant v
                join orders.product p on p.store_id = v.store_id and p.id = v.product_id
                where v.store_id = ? and v.id = any(?)""",
                row -> all.put(
                        new VariantId(row.getLong(1)), new Orders.VariantName(row.getString(2), row.getString(3))),
                store,
                variants.stream().mapToLong(VariantId::value).toArray());
        return all;
    }

    static void insert(Tx tx, StoreId store, Collection<VariantRow> sorted) {
        rows(store, sorted).execute(tx, """
                insert into orders.variant (store_id, id, product_id, key, title, sku, image_url, as_of)
                select * from :rows u on conflict on constraint variant_once do nothing""");
    }

    static void update(Tx tx, StoreId store, Collection<VariantRow> changed) {
        if (changed.isEmpty()) return;
        List<VariantRow> sorted = changed.stream()
                .sorted(Comparator.comparingLong(v -> v.id().value()))
                .toList();
        tx.each(
                "select id from orders.variant where store_id = ? and id = any(?) order by id for no key update",
                row -> {},
                store,
                sorted.stream().mapToLong(v -> v.id().value()).toArray());
        rows(store, sorted).execute(tx, """
                update orders.variant v set title = u.title, sku = u.sku, image_url = u.image_url, as_of = u.as_of
                from :rows u where v.store_id = u.store_id and v.id = u.id and u.as_of >= v.as_of""");
    }

    private static BulkRows rows(StoreId store, Collection<VariantRow> variants) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (VariantRow v : variants)
            rows.add(store, v.id(), v.key().product(), v.key().key(), v.title(), v.sku(), v.imageUrl(), v.asOf());
        return rows;
    }

    static VariantRow read(ResultSet row) throws SQLException {
        return new VariantRow(
                new VariantId(row.getLong("id")),
                new VariantKey(new ProductId(row.getLong("product_id")), row.getString("key")),
                row.getString("title"),
                row.getString("sku"),
                row.getString("image_url"),
                Tx.instantNotNull(row, "as_of"));
    }
}
