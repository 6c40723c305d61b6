package io.postlude.orders;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Loads and saves many orders at once with all that is in them. */
final class OrderStore {
    private OrderStore() {}

    /** Whole orders, their heads locked in the order of ids. */
    static List<Order> lock(Tx tx, StoreId store, long[] sortedIds) {
        if (sortedIds.length == 0) return List.of();
        return whole(tx, store, sortedIds, OrderSql.lock(tx, store, sortedIds));
    }

    /** Whole orders, for reading. */
    static List<Order> read(Tx tx, StoreId store, long[] sortedIds) {
        return whole(tx, store, sortedIds, OrderSql.read(tx, store, sortedIds));
    }

    private static List<Order> whole(Tx tx, StoreId store, long[] sortedIds, List<Order> heads) {
        Map<OrderId, Map<String, LineRow>> lines = LineSql.of(tx, store, sortedIds);
        Map<OrderId, Map<String, FulfilmentRow>> fulfilments = FulfilmentSql.of(tx, store, sortedIds);
        Map<OrderId, Map<String, RefundRow>> refunds = RefundSql.of(tx, store, sortedIds);
        return heads.stream()
                .map(o -> o.with(
                        lines.getOrDefault(o.id(), Map.of()),
                        fulfilments.getOrDefault(o.id(), Map.of()),
                        refunds.getOrDefault(o.id(), Map.of())))
                .toList();
    }

    /** Orders whose ids were claimed in this transaction: nothing of theirs can be there yet. */
    static void insert(Tx tx, StoreId store, Instant now, List<Order> orders) {
        if (orders.isEmpty()) return;
        OrderSql.insert(tx, store, now, orders);
        BulkRows lines = LineSql.rows();
        BulkRows fulfilments = FulfilmentSql.rows();
        BulkRows refunds = RefundSql.rows();
        for (Order order : orders) {
            order.lines().values().forEach(l -> LineSql.add(lines, store, order.id(), l));
            order.fulfilments().values().forEach(f -> FulfilmentSql.add(fulfilments, store, order.id(), f));
            order.refunds().values().forEach(r -> RefundSql.add(refunds, store, order.id(), r));
        }
        lines.appendTo(tx, "orders.line");
        fulfilments.appendTo(tx, "orders.fulfilment");
        refunds.appendTo(tx, "orders.refund");
    }

    record Change(Order before, Order after) {}

    /** Locked orders; writes only what differs. */
    static void update(Tx tx, StoreId store, Instant now, List<Change> changes) {
        if (changes.isEmpty()) return;
        List<Order> heads = new ArrayList<>();
        BulkRows lines = LineSql.rows();
        BulkRows fulfilments = FulfilmentSql.rows();
        BulkRows refunds = RefundSql.rows();
        for (Change change : changes) {
            OrderId id = change.after().id();
            heads.add(change.after());
            differing(change.before().lines(), change.after().lines(), (r, l) -> LineSql.add(lines, store, id, l));
            differing(
                    change.before().fulfilments(),
                    change.after().fulfilments(),
                    (r, f) -> FulfilmentSql.add(fulfilments, store, id, f));
            differing(
                    change.before().refunds(),
                    change.after().refunds(),
                    (r, f) -> RefundSql.add(refunds, store, id, f));
        }
        OrderSql.update(tx, store, now, heads);
        LineSql.upsert(tx, lines);
        FulfilmentSql.upsert(tx, fulfilments);
        RefundSql.upsert(tx, refunds);
    }

    private static <R> void differing(Map<String, R> before, Map<String, R> after, BiConsumer<String, R> write) {
        after.forEach((reference, row) -> {
            if (!row.equals(before.get(reference))) write.accept(reference, row);
        });
    }
}
