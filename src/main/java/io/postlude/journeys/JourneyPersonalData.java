package io.postlude.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;

/** When a person was written to and why, and what staff added in their own words; after an erasure only that it was decided stays. */
public final class JourneyPersonalData implements PersonalData {
    @Override
    public String name() {
        return "journeys";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(tx.list(
                """
                select kind, outcome, coalesce(rule, ''), happened_at::text, because -> 'byHand' ->> 'sentence'
                from journeys.touchpoint where store_id = ? and customer_id = any(?) order by id""",
                row -> new Told(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
                store,
                ids(person)));
    }

    private record Told(
            String kind,
            String outcome,
            String rule,
            String happenedAt,
            @org.jspecify.annotations.Nullable String sentence) {}

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        tx.execute("""
                update journeys.touchpoint set because = (because::jsonb #- '{byHand,sentence}' #- '{byHand,gesture}')::json
                where store_id = ? and customer_id = any(?) and kind = 'BY_HAND'""", store, ids(person));
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
