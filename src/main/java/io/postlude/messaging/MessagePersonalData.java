package io.postlude.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.InstantSource;
import java.util.Map;

/**
 * Messages to and from a person: told in full; after an erasure only that one was sent stays. A refusal to be written to
 * (STOP, a complaint) stays with its address: without it the next import would write to them again.
 */
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
        String[] phones = person.phones().toArray(String[]::new);
        return Json.MAPPER.valueToTree(Map.of(
                "sent",
                MessageSql.toPerson(tx, store, ids(person), emails(person)),
                "received",
                ReceivedSql.fromPerson(tx, store, phones)));
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        int _ = MessageSql.erase(tx, store, ids(person), clock.instant());
        int _ = MessageSql.eraseByAddress(tx, store, emails(person), clock.instant());
        String[] phones = person.phones().toArray(String[]::new);
        int _ = MessageSql.eraseByAddress(tx, store, phones, clock.instant());
        ReceivedSql.erase(tx, store, phones, clock.instant());
        PushSql.erase(tx, store, ids(person));
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }

    private static String[] emails(Person person) {
        return person.emails().toArray(String[]::new);
    }
}
