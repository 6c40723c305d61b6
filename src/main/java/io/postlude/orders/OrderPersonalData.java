package io.postlude.orders;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.List;

/** A person's orders: told in full, and after an erasure kept as figures with a country. */
public final class OrderPersonalData implements PersonalData {

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        List<OrderId> ids = tx.list(
                "select id from orders.customer_order where store_id = ? and customer_id = any(?) order by placed_at",
                row -> new OrderId(row.getLong(1)),
                store,
                ids(person));
        return Json.MAPPER.valueToTree(OrderViews.of(tx, store, ids));
    }

    /** The same as {@link OrderContent#anonymous()} makes of what comes later, so that a repeated import changes nothing. */
    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        tx.execute("""
                update orders.refund r set reason = null from orders.customer_order o
                where o.store_id = ? and o.customer_id = any(?) and r.store_id = o.store_id and r.order_id = o.id
                  and r.reason is not null""", store, ids(person));
        tx.execute("""
                update orders.customer_order set email = null, buyer = null, note = null, landing = null,
                  cancel_reason = null, search = '', content_hash = 0, version = version + 1,
                  ship_to = case when ship_to is not null then
                    json_build_object('region', ship_to->>'region', 'country', ship_to->>'country') end,
                  bill_to = case when bill_to is not null then
                    json_build_object('region', bill_to->>'region', 'country', bill_to->>'country') end
                where store_id = ? and customer_id = any(?)""", store, ids(person));
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
