package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.tracking.ShipmentView;
import java.util.ArrayList;
import java.util.List;

/** All that a store's orders, parcels and people come to, without the ids we gave them: two equal states read equal. */
final class StoreState {
    private StoreState() {}

    static List<String> of(ConnectorsWorld world, StoreId store) {
        return world.database().inStore(store, tx -> read(world, tx, store));
    }

    private static List<String> read(ConnectorsWorld world, Tx tx, StoreId store) {
        List<String> state = new ArrayList<>();
        List<OrderId> ids = tx.list(
                "select order_id from orders.claim where store_id = ? order by source, reference",
                row -> new OrderId(row.getLong(1)),
                store);
        for (OrderView order : world.orders.orders(tx, store, ids)) {
            state.add(line(order));
            for (ShipmentView parcel : world.tracking.ofOrder(tx, store, order.id()))
                state.add("  parcel " + parcel.numbers() + " " + parcel.detail() + " "
                        + parcel.scans().size());
        }
        state.add("order keys " + ids.size());
        for (String table :
                List.of("customers.customer", "tracking.shipment", "tracking.scan", "tracking.waiting_scan"))
            state.add(table + " " + tx.number("select count(*) from " + table + " where store_id = ?", store));
        state.add("refunds "
                + tx.list(
                        "select reference, amount from orders.refund where store_id = ? order by reference",
                        row -> row.getString(1) + "=" + row.getString(2),
                        store));
        return state;
    }

    private static String line(OrderView order) {
        return order.source() + " " + order.number() + " " + order.state() + " " + order.fulfilment() + " "
                + order.totals() + " " + order.buyer() + " " + order.email() + " "
                + order.lines().stream()
                        .map(line ->
                                line.reference() + "*" + line.quantity() + "-" + line.shipped() + "-" + line.refunded())
                        .sorted()
                        .toList()
                + " "
                + order.fulfilments().stream()
                        .map(f -> f.reference() + f.parcels())
                        .sorted()
                        .toList()
                + order.cancellation();
    }
}
