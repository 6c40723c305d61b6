package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person's returns, words and photographs. After an erasure the books stay, without whose they were. */
public final class ReturnPersonalData implements PersonalData {
    @Override
    public String name() {
        return "returns";
    }

    record Told(
            String code,
            Instant requestedAt,
            String stage,
            @Nullable String words) {}

    /** What was worked out of their returns, with its reasons. */
    record Weighed(int score, int rulesVersion, List<Sign> signs, Instant weighedAt) {}

    record Appealed(Instant askedAt, String words, @Nullable String answer) {}

    record Declared(Instant at, String name, String email, String things) {}

    @Override
    public JsonNode export(Tx tx, StoreId store, Person person) {
        long[] ids = ids(person);
        ObjectNode all = Json.MAPPER.createObjectNode();
        List<Told> told = tx.list(
                """
                select r.code, r.requested_at, r.stage, p.words
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.customer_id = any(?) order by p.id""",
                row -> new Told(
                        row.getString(1), Tx.instantNotNull(row, "requested_at"), row.getString(3), row.getString(4)),
                store,
                ids);
        List<Told> inShop = tx.list(
                """
                select r.reference, r.first_at, r.state, i.words
                from returns.shop_return r
                join returns.shop_return_item i on i.store_id = r.store_id and i.shop_return_id = r.id
                where r.store_id = ? and r.customer_id = any(?) order by r.id, i.item""",
                row -> new Told(
                        row.getString(1), Tx.instantNotNull(row, "first_at"), row.getString(3), row.getString(4)),
                store,
                ids);
        List<Declared> declared = tx.list(
                "select * from returns.withdrawal where store_id = ? and customer_id = any(?) order by id",
                row -> new Declared(
                        Tx.instantNotNull(row, "declared_at"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("things")),
                store,
                ids);
        all.set("returns", Json.MAPPER.valueToTree(told));
        all.set("returnsInShop", Json.MAPPER.valueToTree(inShop));
        all.set("withdrawals", Json.MAPPER.valueToTree(declared));
        all.set("score", Json.MAPPER.valueToTree(weighed(tx, store, ids)));
        all.set("appeals", Json.MAPPER.valueToTree(appeals(tx, store, ids)));
        return all;
    }

    private static List<Weighed> weighed(Tx tx, StoreId store, long[] ids) {
        return tx.list(
                "select * from returns.conduct where store_id = ? and customer_id = any(?)",
                row -> new Weighed(
                        row.getInt("score"),
                        row.getInt("rules_version"),
                        List.of(Json.read(row.getString("signs"), Sign[].class)),
                        Tx.instantNotNull(row, "weighed_at")),
                store,
                ids);
    }

    private static List<Appealed> appeals(Tx tx, StoreId store, long[] ids) {
        return tx.list(
                "select * from returns.appeal where store_id = ? and customer_id = any(?) order by id",
                row -> new Appealed(
                        Tx.instantNotNull(row, "asked_at"), row.getString("words"), row.getString("answer")),
                store,
                ids);
    }

    @Override
    public void erase(Tx tx, StoreId store, Person person) {
        long[] ids = ids(person);
        tx.execute("""
                delete from returns.photo where store_id = ? and return_id in
                  (select id from returns.customer_return where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update returns.label set document = null where store_id = ? and return_id in
                  (select id from returns.customer_return where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update returns.piece set words = null, finding = null where store_id = ? and return_id in
                  (select id from returns.customer_return where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute("""
                update returns.shop_return_item set words = null where store_id = ? and shop_return_id in
                  (select id from returns.shop_return where store_id = ? and customer_id = any(?))""", store, store, ids);
        tx.execute(
                "update returns.shop_return set note = null, customer_id = null where store_id = ? and customer_id = any(?)",
                store,
                ids);
        tx.execute("""
                update returns.withdrawal set name = '', email = '', customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute(
                "delete from returns.gift_recipient where store_id = ? and email = any(?)",
                store,
                person.emails().toArray(String[]::new));
        tx.execute("delete from returns.conduct where store_id = ? and customer_id = any(?)", store, ids);
        tx.execute("""
                update returns.appeal set words = '', answer = case when answered_at is not null then '' end, customer_id = null
                where store_id = ? and customer_id = any(?)""", store, ids);
        tx.execute(
                "update returns.customer_return set customer_id = null where store_id = ? and customer_id = any(?)",
                store,
                ids);
    }

    private static long[] ids(Person person) {
        return person.ids().stream().mapToLong(CustomerId::value).toArray();
    }
}
