package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code orders.line}. */
final class LineSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "order_id bigint",
            "reference text",
            "id bigint",
            "position int",
            "product_id bigint",
            "variant_id bigint",
            "title text",
            "variant_title text",
            "sku text",
            "quantity int",
            "unit_price bigint",
            "discount bigint",
            "tax bigint",
            "needs_shipping boolean",
            "removed boolean");

    private LineSql() {}

    static BulkRows rows() {
        return new BulkRows(COLUMNS);
    }

    static void add(BulkRows rows, StoreId store, OrderId order, LineRow line) {
        rows.add(
                store,
                order,
                line.reference(),
                line.id(),
                line.position(),
                line.product(),
                line.variant(),
                line.title(),
                line.variantTitle(),
                line.sku(),
                line.quantity(),
                line.unitPrice(),
                line.discount(),
                line.tax(),
                line.needsShipping(),
                line.removed());
    }

    static void upsert(Tx tx, BulkRows rows) {
        rows.execute(tx, """
                insert into orders.line as l (store_id, order_id, reference, id, position, product_id, variant_id, title,
                  variant_title, sku, quantity, unit_price, discount, tax, needs_shipping, removed)
                select * from :rows u
                on conflict (store_id, order_id, reference) do update set position = excluded.position,
                  product_id = excluded.product_id, variant_id = excluded.variant_id, title = excluded.title,
                  variant_title = excluded.variant_title, sku = excluded.sku, quantity = excluded.quantity,
                  unit_price = excluded.unit_price, discount = excluded.discount, tax = excluded.tax,
                  needs_shipping = excluded.needs_shipping, removed = excluded.removed""");
    }

    static Map<OrderId, Map<String, LineRow>> of(Tx tx, StoreId store, long[] orders) {
        Map<OrderId, Map<String, LineRow>> found = HashMap.newHashMap(orders.length);
        tx.each(
                "select * from orders.line where store_id = ? and order_id = any(?) order by order_id, position, reference",
                row -> {
                    LineRow line = read(row);
                    found.computeIfAbsent(new OrderId(row.getLong("order_id")), k -> new LinkedHashMap<>())
                            .put(line.reference(), line);
                },
                store,
                orders);
        return found;
    }

    static LineRow read(ResultSet row) throws SQLException {
        return new LineRow(
                row.getString("reference"),
                new LineId(row.getLong("id")),
                row.getInt("position"),
                new ProductId(row.getLong("product_id")),
                new VariantId(row.getLong("variant_id")),
                row.getString("title"),
                row.getString("variant_title"),
                row.getString("sku"),
                row.getInt("quantity"),
                row.getLong("unit_price"),
                row.getLong("discount"),
                row.getLong("tax"),
                row.getBoolean("needs_shipping"),
                row.getBoolean("removed"));
    }
}
