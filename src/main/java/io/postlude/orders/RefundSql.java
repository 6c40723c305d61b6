package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of {@code orders.refund}. */
final class RefundSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "order_id bigint",
            "reference text",
            "id bigint",
            "at timestamptz",
            "amount bigint",
            "currency text",
            "lines json",
            "reason text");

    private RefundSql() {}

    static BulkRows rows() {
        return new BulkRows(COLUMNS);
    }

    static void add(BulkRows rows, StoreId store, OrderId order, RefundRow r) {
        rows.add(
                store,
                order,
                r.reference(),
                r.id(),
                r.at(),
                r.amount().minor(),
                r.amount().currency(),
                Json.write(r.lines()),
                r.reason());
    }

    static void upsert(Tx tx, BulkRows rows) {
        rows.execute(tx, """
                insert into orders.refund (store_id, order_id, reference, id, at, amount, currency, lines, reason)
                select * from :rows u
                on conflict (store_id, order_id, reference) do update set at = excluded.at, amount = excluded.amount,
                  currency = excluded.currency, lines = excluded.lines, reason = excluded.reason""");
    }

    static Map<OrderId, Map<String, RefundRow>> of(Tx tx, StoreId store, long[] orders) {
        Map<OrderId, Map<String, RefundRow>> found = new HashMap<>();
        tx.each(
                "select * from orders.refund where store_id = ? and order_id = any(?) order by order_id, at, reference",
                row -> {
                    RefundRow refund = read(row);
                    found.computeIfAbsent(new OrderId(row.getLong("order_id")), k -> new LinkedHashMap<>())
                            .put(refund.reference(), refund);
                },
                store,
                orders);
        return found;
    }

    private static RefundRow read(ResultSet row) throws SQLException {
        return new RefundRow(
                row.getString("reference"),
                new RefundId(row.getLong("id")),
                Tx.instantNotNull(row, "at"),
                Money.of(row.getLong("amount"), row.getString("currency")),
                List.of(Json.read(row.getString("lines"), LineQuantity[].class)),
                row.getString("reason"));
    }
}
