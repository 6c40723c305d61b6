package io.postlude.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;

/** A person's claims, words, photographs and registered things. After an erasure what was decided stays, without whose it was. */
public final class ClaimPersonalData implements PersonalData {
    /** What a claim's evidence says of nobody. */
    private static final String NO_EVIDENCE = "{\"at\":\"1970-01-01T00:00:00Z\",\"dispatched\":null,\"parcels\":[]}";

    @Override
    public String name() {
        return "claims";
    }

    record Told(String code, Instant askedAt, String kind, String state, String words) {}

    record Thing(String serial, Instant registeredAt) {}

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        long[] ids = ids(person);
        ObjectNode all = Json.MAPPER.createObjectNode();
        List<Told> told = tx.list(
                """
                select code, asked_at, kind, state, words from claims.claim
                where store_id = ? and customer_id = any(?) order by id""",
                row -> new Told(
                        row.getString(1),
                        Tx.instantNotNull(row, "asked_at"),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                store,
                ids);
        List<Thing> things = tx.list(
                "select serial, registered_at from claims.registration where store_id = ? and customer_id = any(?) order by id",
                row -> new Thing(row.getString(1), Tx.instantNotNull(row, "registered_at")),
                store,
                ids);
        all.set("claims", Json.MAPPER.valueToTree(told));
        all.set("registered", Json.MAPPER.valueToTree(things));
        return all;
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        long[] ids = ids(person);
        tx.execute("""
                delete from claims.photo where store_id = ? and claim_id in
                  (select id from claims.claim where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update claims.history set said = null where store_id = ? and claim_id in
                  (select id from claims.claim where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update claims.claim_line set serial = null where store_id = ? and claim_id in
                  (select id from claims.claim where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("delete from claims.registration where store_id = ? and customer_id = any(?)", store, ids);
        tx.execute("""
                update claims.carrier_claim set number = null, said = null where store_id = ? and claim_id in
                  (select id from claims.claim where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update claims.claim set words = '', said = case when state = 'REFUSED' then '' end, number = null,
                  evidence = ?::json, customer_id = null
                where store_id = ? and customer_id = any(?)""", NO_EVIDENCE, store, ids);
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
