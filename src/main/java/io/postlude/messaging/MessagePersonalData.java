package io.postlude.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.InstantSource;

/** Messages to a person: told in full; after an erasure only that one was sent stays. */
public final class MessagePersonalData implements PersonalData {
    private final InstantSource clock;

    public MessagePersonalData(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        return Json.MAPPER.valueToTree(MessageSql.toPerson(tx, store, ids(person), emails(person)));
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        int _ = MessageSql.erase(tx, store, ids(person), clock.instant());
        int _ = MessageSql.eraseByAddress(tx, store, emails(person), clock.instant());
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }

    private static String[] emails(Person person) {
        return person.emails().toArray(String[]::new);
    }
}
