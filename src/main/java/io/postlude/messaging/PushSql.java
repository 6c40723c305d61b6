package io.postlude.messaging;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements over {@code messaging.push_key} and {@code messaging.push_subscription}. */
final class PushSql {
    private PushSql() {}

    record KeyRow(String publicKey, String sealed) {}

    static Optional<KeyRow> key(Tx tx, StoreId store) {
        return tx.first(
                "select public_key, private_sealed from messaging.push_key where store_id = ?",
                row -> new KeyRow(row.getString(1), row.getString(2)),
                store);
    }

    static void keep(Tx tx, StoreId store, KeyRow key, Instant now) {
        tx.execute("""
                insert into messaging.push_key (store_id, public_key, private_sealed, made_at) values (?, ?, ?, ?)
                on conflict do nothing""", store, key.publicKey(), key.sealed(), now);
    }

    static boolean isOffered(Tx tx, StoreId store) {
        return tx.number(
                        "select count(*) from messaging.provider where store_id = ? and channel = 'PUSH' and enabled",
                        store)
                > 0;
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Row(StoreId store, PushId id, CustomerId customer, byte[] digest, String sealed) {}

    /** Keys may be new where the address is not; who had ended it begins again. */
    static PushId add(Tx tx, Row row, Instant now) {
        return tx.first(
                        """
                        insert into messaging.push_subscription (store_id, id, customer_id, endpoint_digest, sealed, made_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict on constraint push_subscription_once do update set sealed = excluded.sealed,
                          gone_at = null, gone_why = null
                        returning id""",
                        found -> new PushId(found.getLong(1)),
                        row.store(),
                        row.id(),
                        row.customer(),
                        row.digest(),
                        row.sealed(),
                        now)
                .orElseThrow();
    }

    static long count(Tx tx, StoreId store, CustomerId customer) {
        return tx.number(
                "select count(*) from messaging.push_subscription where store_id = ? and customer_id = ? and gone_at is null",
                store,
                customer);
    }

    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Ending(byte[] digest, Instant at) {}

    static boolean end(Tx tx, StoreId store, CustomerId customer, Ending ending) {
        return tx.update("""
                        update messaging.push_subscription set gone_at = ?, gone_why = 'ended by the person'
                        where store_id = ? and endpoint_digest = ? and customer_id = ? and gone_at is null""", ending.at(), store, ending.digest(), customer) == 1;
    }

    static Optional<String> sealed(Tx tx, StoreId store, PushId id) {
        return tx.first(
                "select sealed from messaging.push_subscription where store_id = ? and id = ? and gone_at is null",
                row -> row.getString(1),
                store,
                id);
    }

    record Gone(Instant at, String why) {}

    static void gone(Tx tx, StoreId store, PushId id, Gone gone) {
        tx.execute("""
                update messaging.push_subscription set gone_at = ?, gone_why = ?, sealed = ''
                where store_id = ? and gone_at is null and endpoint_digest =
                  (select endpoint_digest from messaging.push_subscription where store_id = ? and id = ?)""", gone.at(), gone.why(), store, store, id);
    }

    /** With the person goes all that reaches their devices. */
    static void erase(Tx tx, StoreId store, long[] customers) {
        tx.execute(
                "delete from messaging.push_subscription where store_id = ? and customer_id = any(?)",
                store,
                customers);
    }

    /** The browsers of these people, where the store sends notices at all. */
    static Map<CustomerId, List<PushId>> ofCustomers(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, List<PushId>> found = new HashMap<>();
        tx.each(
                """
                select customer_id, id from messaging.push_subscription s
                where store_id = ? and customer_id = any(?) and gone_at is null
                  and exists (select 1 from messaging.provider p
                    where p.store_id = s.store_id and p.channel = 'PUSH' and p.enabled)
                order by id""",
                row -> found.computeIfAbsent(new CustomerId(row.getLong(1)), one -> new ArrayList<>())
                        .add(new PushId(row.getLong(2))),
                store,
                people.stream().mapToLong(CustomerId::value).toArray());
        return found;
    }
}
