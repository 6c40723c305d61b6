package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.ArrayList;
import java.util.List;

/** The raw deliveries about a person: listed in an export, and without their bodies after an erasure. */
public final class InboxPersonalData implements PersonalData {
    private final Mentions mentions;

    public InboxPersonalData(Secrets secrets) {
        this.mentions = new Mentions(secrets);
    }

    @Override
    public String name() {
        return "deliveries";
    }

    /** When what came from where. What the bodies said stands in the other parts, as we understood it. */
    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        ArrayNode deliveries = Json.MAPPER.createArrayNode();
        for (InboxEntry entry : mentions.deliveries(tx, store, terms(person)))
            deliveries
                    .addObject()
                    .put("source", entry.source())
                    .put("topic", entry.topic())
                    .put("receivedAt", entry.receivedAt().toString());
        return deliveries;
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        int _ = mentions.eraseBodies(tx, store, terms(person));
    }

    private static List<String> terms(Person person) {
        List<String> terms = new ArrayList<>(person.emails());
        terms.addAll(person.phones());
        person.ids().stream().map(CustomerId::toString).forEach(terms::add);
        return terms;
    }
}
