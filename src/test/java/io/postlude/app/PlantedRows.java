package io.postlude.app;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Taken;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows put in past every rule: for a test that only asks who can reach them. */
final class PlantedRows {
    private final Ground ground;

    PlantedRows(Ground ground) {
        this.ground = ground;
    }

    /** A delivery as it lies in the inbox, whatever it says. */
    String delivery(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> {
            String columns =
                    String.join(", ", required(tx, "connectors.inbox", word).keySet());
            String values =
                    String.join(", ", required(tx, "connectors.inbox", word).values());
            tx.execute("set local session_replication_role = replica");
            tx.execute(
                    "insert into connectors.inbox (store_id, id" + (columns.isEmpty() ? "" : ", " + columns)
                            + ") values (?, ?" + (values.isEmpty() ? "" : ", " + values) + ")",
                    store,
                    id);
        });
        return PublicId.print("del", (Id) () -> id);
    }

    private static Map<String, String> required(Tx tx, String table, String word) {
        Map<String, String> columns = new LinkedHashMap<>();
        tx.each("""
                select attname, format_type(atttypid, null) from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
                  and attname not in ('store_id', 'id')""", row -> columns.put(row.getString(1), value(row.getString(1), row.getString(2), word)), table);
        return columns;
    }

    private static String value(String column, String type, String word) {
        if (column.equals("state")) return "'DONE'";
        if (column.equals("source")) return "'shopify'";
        if (type.startsWith("timestamp")) return "now()";
        if (type.startsWith("json")) return "'{}'";
        if (type.equals("bytea")) return "'{}'::bytea";
        if (type.equals("boolean")) return "false";
        return type.equals("text") ? "'" + word + "'" : "0";
    }

    String message(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into messaging.message (store_id, id, channel, kind, dedupe_key, sender, recipient, subject, html,
                  body_text, headers, state, when_in_doubt, due_at, useful_until, created_at)
                values (?, ?, 'EMAIL', 'lookup_link', 'k', 'a@b.example', ?, ?, ?, ?, '{}', 'GAVE_UP', 'ASK', now(), now(), now())""", store, id, word + "@buyer.example", word, word, word));
        return PublicId.print("msg", (Id) () -> id);
    }

    String provider(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into messaging.provider (store_id, id, channel, kind, name, place, settings, secrets_sealed, path_token, made_at)
                values (?, ?, 'SMS', 'twilio', ?, 1, '{}', '', ?, now())""", store, id, word, word));
        return PublicId.print("prv", (Id) () -> id);
    }

    String endpoint(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into connectors.endpoint (store_id, id, address, wants, secret_sealed, enabled, made_at)
                values (?, ?, ?, '{}', '', false, now())""", store, id, "https://example.com/" + word));
        return PublicId.print("end", (Id) () -> id);
    }

    String signingKey(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into messaging.signing_key (store_id, id, domain, selector, algorithm, private_sealed, public_key, made_at)
                values (?, ?, ?, 's', 'RSA', '', '', now())""", store, id, word + ".example"));
        return PublicId.print("sig", (Id) () -> id);
    }

    String suppression(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into messaging.suppression (store_id, id, channel, address, reason, source, at)
                values (?, ?, 'EMAIL', ?, 'BOUNCE', 'test', now())""", store, id, word + "@buyer.example"));
        return Long.toString(id);
    }

    String touchpoint(StoreId store, Taken taken) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into journeys.touchpoint (store_id, id, kind, subject_id, milestone, order_id, event_id, happened_at,
                  because, useful_until, outcome, rule, noticed_at, decided_at)
                values (?, ?, 'PROBLEM', ?, 'PROBLEM:x', ?, 1, now(), '{}', now(), 'WITHHELD', 'CANCELLED', now(), now())""", store, id, id, taken.order()));
        return PublicId.print("tch", (Id) () -> id);
    }

    String request(StoreId store, String word) {
        long id = ground.ids.next();
        ground.database.runAcrossStores(tx -> tx.execute("""
                insert into connectors.privacy_request (store_id, id, source, kind, reference, requested_at, due_at)
                values (?, ?, 'shopify', 'SHOP_ERASURE', ?, now(), now())""", store, id, word));
        return Long.toString(id);
    }

    String poison(StoreId store) {
        return ground.database.acrossStores(
                tx -> tx.first("""
                        insert into kernel.poison_event (reader, part, tx, event_id, store_id, key, reason, behind)
                        values ('test', 0, '1', ?, ?, 1, ?, false) returning id""", row -> row.getString(1), store.value(), store, TwoStores.MARK)
                        .orElseThrow());
    }

    String returned(StoreId store, Taken taken) {
        long id = ground.ids.next();
        ground.database.runInStore(store, tx -> tx.execute("""
                insert into returns.customer_return (store_id, id, code, order_id, stage, method, channel, request_key,
                  request_hash, policy_version, currency, requested_at)
                values (?, ?, 'RET-2345-6789', ?, 'AWAITED', 'LABEL', 'API', 'k', '', 0, 'EUR', now())""", store, id, taken.order()));
        return PublicId.print("ret", (Id) () -> id);
    }

    String returnedInShop(StoreId store, Taken taken) {
        long id = ground.ids.next();
        ground.database.runInStore(store, tx -> tx.execute("""
                insert into returns.shop_return (store_id, id, source, reference, order_id, state, state_at, first_at)
                values (?, ?, 'shopify', '46', ?, 'OPEN', now(), now())""", store, id, taken.order()));
        return PublicId.print("srt", (Id) () -> id);
    }

    String claimed(StoreId store, Taken taken) {
        long id = ground.ids.next();
        ground.database.runInStore(store, tx -> tx.execute("""
                insert into claims.claim (store_id, id, code, order_id, kind, state, place, wish, words, language, channel,
                  request_key, evidence, asked_at, moved_at)
                values (?, ?, 'CLM-2345-6789', ?, 'DAMAGED', 'ASKED', 'CUSTOMER', 'ANY', 'Broken.', 'en', 'API', 'k',
                  '{"at":"2026-01-01T00:00:00Z","parcels":[]}', now(), now())""", store, id, taken.order()));
        return PublicId.print("clm", (Id) () -> id);
    }
}
