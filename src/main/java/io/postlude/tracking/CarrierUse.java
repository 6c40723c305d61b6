package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which carrier brought what, in sets; of two that share a parcel the last is the one at the door. */
final class CarrierUse {
    private static final String LAST_LEG = """
            from tracking.shipment s cross join lateral (select l.carrier from tracking.leg l
              where l.store_id = s.store_id and l.shipment_id = s.id order by l.place desc limit 1) l
            where s.direction = 0 and s.store_id = ?""";

    private CarrierUse() {}

    static Map<OrderId, String> of(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, String> all = new HashMap<>();
        tx.each(
                "select s.order_id, min(l.carrier) " + LAST_LEG
                        + " and s.order_id = any(?) group by s.order_id having count(distinct l.carrier) = 1",
                row -> all.put(new OrderId(row.getLong(1)), row.getString(2)),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return all;
    }

    static Map<String, Long> carried(Tx tx, StoreId store, Instant from, Instant until) {
        Map<String, Long> all = new HashMap<>();
        tx.each(
                "select l.carrier, count(*) " + LAST_LEG
                        + " and s.first_scan_at >= ? and s.first_scan_at < ? group by l.carrier",
                row -> all.put(row.getString(1), row.getLong(2)),
                store,
                from,
                until);
        return all;
    }
}
