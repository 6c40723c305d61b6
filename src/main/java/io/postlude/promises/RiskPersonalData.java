package io.postlude.promises;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What staff wrote down about a person's promises at risk; after an erasure only that something was done stays. */
public final class RiskPersonalData implements PersonalData {
    private static final String NOTES = """
            select d.kind, d.note, d.done_at from promises.promise p
            join promises.risk_deed d on d.store_id = p.store_id and d.promise_id = p.id
            where p.store_id = ? and p.order_id = any(?) order by d.done_at, d.deed_key""";

    private static final String FORGET = """
            update promises.risk_deed d set note = null from promises.promise p
            where p.store_id = ? and p.order_id = any(?) and d.store_id = p.store_id and d.promise_id = p.id
              and d.note is not null""";

    private final Orders orders;

    public RiskPersonalData(Orders orders) {
        this.orders = orders;
    }

    /** Something done about one of their promises. */
    private record Noted(String kind, @Nullable String note, Instant at) {}

    @Override
    public String name() {
        return "promisesAtRisk";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(tx.list(
                NOTES,
                row -> new Noted(row.getString("kind"), row.getString("note"), Tx.instantNotNull(row, "done_at")),
                store,
                ordersOf(tx, store, person)));
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        tx.execute(FORGET, store, ordersOf(tx, store, person));
    }

    private long[] ordersOf(Tx tx, StoreId store, Person person) {
        return orders.ofBuyers(tx, store, person.ids()).values().stream()
                .flatMap(List::stream)
                .mapToLong(OrderId::value)
                .sorted()
                .toArray();
    }
}
