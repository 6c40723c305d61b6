package io.postlude.segments;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.Stores;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The groups somebody is and was in. After an erasure only the numbers stay. */
public final class SegmentPersonalData implements PersonalData {
    private final Stores stores;
    private final InstantSource clock;

    public SegmentPersonalData(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "segments";
    }

    record Told(String name, Instant enteredAt, @Nullable Instant leftAt) {}

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(MembershipSql.of(tx, store, person.ids()).stream()
                .map(one -> new Told(one.name(), one.enteredAt(), one.leftAt()))
                .toList());
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        PersonSql.delete(tx, store, person.ids());
        FactSql.delete(tx, store, person.ids());
        SegmentSql.count(
                tx,
                store,
                clock.instant().atZone(stores.get(store).zone()).toLocalDate(),
                MembershipSql.forget(tx, store, person.ids()));
    }
}
