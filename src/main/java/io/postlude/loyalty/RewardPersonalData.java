package io.postlude.loyalty;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What somebody was given. After an erasure it is nobody's, and is still counted. */
public final class RewardPersonalData implements PersonalData {
    @Override
    public String name() {
        return "rewards";
    }

    record Told(
            String pool,
            String code,
            Instant givenAt,
            @Nullable LocalDate until) {}

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(tx.list(
                """
                select p.name, c.code, g.given_at, g.until_day from loyalty.given g
                join loyalty.pool p on p.store_id = g.store_id and p.id = g.pool_id
                join loyalty.code c on c.store_id = g.store_id and c.id = g.code_id
                where g.store_id = ? and g.customer_id = any(?) order by g.id""",
                row -> new Told(
                        row.getString(1),
                        row.getString(2),
                        Tx.instantNotNull(row, "given_at"),
                        row.getObject("until_day", LocalDate.class)),
                store,
                ids(person)));
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        tx.execute(
                "update loyalty.given set customer_id = null where store_id = ? and customer_id = any(?)",
                store,
                ids(person));
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
