package io.postlude.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;

/** When a person was written to, or was not, and why; after an erasure only that somebody was stays, for the figures. */
public final class TouchpointPersonalData implements PersonalData {
    @Override
    public String name() {
        return "touchpoints";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(TouchpointReadSql.toPerson(tx, store, ids(person)));
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        TouchpointReadSql.forget(tx, store, ids(person));
        MeasuringSql.forget(tx, store, ids(person));
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
