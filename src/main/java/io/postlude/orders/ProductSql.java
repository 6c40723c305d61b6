package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Catalogue.ProductKey;
import io.postlude.orders.Catalogue.ProductRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of {@code orders.product}. */
final class ProductSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "source text",
            "key text",
            "title text",
            "vendor text",
            "type text",
            "tags text[]",
            "image_url text",
            "page_url text",
            "as_of timestamptz");

    private ProductSql() {}

    static Map<ProductKey, ProductRow> find(Tx tx, StoreId store, Collection<ProductKey> keys) {
        Map<ProductKey, ProductRow> found = HashMap.newHashMap(keys.size());
        Map<String, List<ProductKey>> bySource = keys.stream().collect(Collectors.groupingBy(ProductKey::source));
        // A batch has one source, seldom two: one statement each keeps the plan a plain index look-up.
        bySource.forEach((source, some) -> tx.each(
                "select * from orders.product where store_id = ? and source = ? and key = any(?)",
                row -> {
                    ProductRow product = read(row);
                    found.put(product.key(), product);
                },
                store,
                source,
                some.stream().map(ProductKey::key).toArray(String[]::new)));
        return found;
    }

    static Map<ProductId, ProductRow> byId(Tx tx, StoreId store, long[] ids) {
        Map<ProductId, ProductRow> found = HashMap.newHashMap(ids.length);
        tx.each(
                "select * from orders.product where store_id = ? and id = any(?)",
                row -> {
                    ProductRow product = read(row);
                    found.put(product.id(), product);
                },
                store,
                ids);
        return found;
    }

    /** In the order of keys, so that two takers never wait for each other in a circle; who is slower writes nothing. */
    static void insert(Tx tx, StoreId store, Collection<ProductRow> sorted) {
        rows(store, sorted).execute(tx, """
                insert into orders.product (store_id, id, source, key, title, vendor, type, tags, image_url, page_url, as_of)
                select * from :rows u on conflict on constraint product_once do nothing""");
    }

    static void update(Tx tx, StoreId store, Collection<ProductRow> changed) {
        if (changed.isEmpty()) return;
        List<ProductRow> sorted = changed.stream()
                .sorted(Comparator.comparingLong(p -> p.id().value()))
                .toList();
        tx.each(
                "select id from orders.product where store_id = ? and id = any(?) order by id for no key update",
                row -> {},
                store,
                sorted.stream().mapToLong(p -> p.id().value()).toArray());
        rows(store, sorted).execute(tx, """
                update orders.product p set title = u.title, vendor = u.vendor, type = u.type, tags = u.tags, image_url = u.image_url,
                  page_url = u.page_url, as_of = u.as_of
                from :rows u where p.store_id = u.store_id and p.id = u.id and u.as_of >= p.as_of""");
    }

    private static BulkRows rows(StoreId store, Collection<ProductRow> products) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (ProductRow p : products)
            rows.add(
                    store,
                    p.id(),
                    p.key().source(),
                    p.key().key(),
                    p.title(),
                    p.vendor(),
                    p.type(),
                    p.tags(),
                    p.imageUrl(),
                    p.pageUrl(),
                    p.asOf());
        return rows;
    }

    static ProductRow read(ResultSet row) throws SQLException {
        return new ProductRow(
                new ProductId(row.getLong("id")),
                new ProductKey(row.getString("source"), row.getString("key")),
                row.getString("title"),
                row.getString("vendor"),
                row.getString("type"),
                tags(row),
                row.getString("image_url"),
                row.getString("page_url"),
                Tx.instantNotNull(row, "as_of"));
    }

    private static @Nullable List<String> tags(ResultSet row) throws SQLException {
        return row.getArray("tags") == null ? null : OrderSql.texts(row, "tags");
    }
}
