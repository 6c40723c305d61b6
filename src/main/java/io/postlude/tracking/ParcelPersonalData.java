package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.Orders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What scans say of a person: who signed, and what the carrier's text mentions. */
public final class ParcelPersonalData implements PersonalData {
    private final Orders orders;
    private final Tracking tracking;

    public ParcelPersonalData(Orders orders, Tracking tracking) {
        this.orders = orders;
        this.tracking = tracking;
    }

    @Override
    public String name() {
        return "parcels";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        ArrayNode parcels = Json.MAPPER.createArrayNode();
        for (OrderId order : ordersOf(tx, store, person))
            tracking.ofOrder(tx, store, order)
                    .forEach(parcel -> parcels.add(Json.MAPPER.<JsonNode>valueToTree(parcel)));
        return parcels;
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        tracking.forgetPersonalData(tx, store, ordersOf(tx, store, person));
    }

    private List<OrderId> ordersOf(Tx tx, StoreId store, Person person) {
        List<OrderId> all = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<OrderSummary> page = orders.list(tx, store, query(person, cursor));
            page.rows().forEach(order -> all.add(order.id()));
            cursor = page.next();
        } while (cursor != null);
        return all;
    }

    private static OrderQuery query(Person person, @Nullable String cursor) {
        return new OrderQuery(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                person.ids(),
                false,
                OrderQuery.Sort.NEWEST,
                cursor,
                OrderQuery.ROWS_LIMIT);
    }
}
