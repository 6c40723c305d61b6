package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code orders.fulfilment}. */
final class FulfilmentSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "order_id bigint",
            "reference text",
            "id bigint",
            "shipped_at timestamptz",
            "updated_at timestamptz",
            "cancelled boolean",
            "service text",
            "parcels json",
            "lines json");

    private FulfilmentSql() {}

    static BulkRows rows() {
        return new BulkRows(COLUMNS);
    }

    static void add(BulkRows rows, StoreId store, OrderId order, FulfilmentRow f) {
        rows.add(
                store,
                order,
                f.reference(),
                f.id(),
                f.shippedAt(),
                f.updatedAt(),
                f.cancelled(),
                f.service(),
                Json.write(f.parcels()),
                Json.write(f.lines()));
    }

    static void upsert(Tx tx, BulkRows rows) {
        rows.execute(tx, """
                insert into orders.fulfilment (store_id, order_id, reference, id, shipped_at, updated_at, cancelled, service,
                  parcels, lines)
                select * from :rows u
                on conflict (store_id, order_id, reference) do update set shipped_at = excluded.shipped_at,
                  updated_at = excluded.updated_at, cancelled = excluded.cancelled, service = excluded.service,
                  parcels = excluded.parcels, lines = excluded.lines""");
    }

    static Map<OrderId, Map<String, FulfilmentRow>> of(Tx tx, StoreId store, long[] orders) {
        Map<OrderId, Map<String, FulfilmentRow>> found = new HashMap<>();
        tx.each(
                "select * from orders.fulfilment where store_id = ? and order_id = any(?) order by order_id, shipped_at, reference",
                row -> {
                    FulfilmentRow fulfilment = read(row);
                    found.computeIfAbsent(new OrderId(row.getLong("order_id")), k -> new LinkedHashMap<>())
                            .put(fulfilment.reference(), fulfilment);
                },
                store,
                orders);
        return found;
    }

    private static FulfilmentRow read(ResultSet row) throws SQLException {
        return new FulfilmentRow(
                row.getString("reference"),
                new FulfilmentId(row.getLong("id")),
                Tx.instantNotNull(row, "shipped_at"),
                Tx.instantNotNull(row, "updated_at"),
                row.getBoolean("cancelled"),
                row.getString("service"),
                List.of(Json.read(row.getString("parcels"), Parcel[].class)),
                List.of(Json.read(row.getString("lines"), LineQuantity[].class)));
    }
}
