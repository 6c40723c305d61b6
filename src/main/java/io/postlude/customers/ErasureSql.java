package io.postlude.customers;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Takes a person out of the tables of this module. */
final class ErasureSql {
    private ErasureSql() {}

    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
    record Erasure(long[] ids, Instant at) {}

    static void keepHashes(Tx tx, StoreId store, Function<String, byte[]> hash, Erasure erasure) {
        BulkRows rows =
                new BulkRows(List.of("store_id int", "hash bytea", "customer_id bigint", "erased_at timestamptz"));
        tx.each(
                "select key, customer_id from customers.identity where store_id = ? and customer_id = any(?)",
                row -> rows.add(store, hash.apply(row.getString(1)), new CustomerId(row.getLong(2)), erasure.at()),
                store,
                erasure.ids());
        rows.execute(tx, """
                insert into customers.erased_identity (store_id, hash, customer_id, erased_at) select * from :rows u
                on conflict (store_id, hash) do update set customer_id = excluded.customer_id, erased_at = excluded.erased_at""");
    }

    static void erase(Tx tx, StoreId store, Erasure erasure) {
        for (String table : List.of("identity", "contact_point", "consent_entry", "own_tag", "note", "custom_event"))
            tx.execute(
                    "delete from customers." + table + " where store_id = ? and customer_id = any(?)",
                    store,
                    erasure.ids());
        tx.execute(
                "update customers.identity_merge set reason = '' where store_id = ? and from_id = any(?)",
                store,
                erasure.ids());
        tx.execute("""
                update customers.customer set given_name = null, family_name = null, name_as_of = null, email = null,
                  email_as_of = null, phone = null, phone_as_of = null, locale = null, locale_as_of = null, zone = null,
                  zone_as_of = null, birthday = null, birthday_as_of = null, tags = '{}', tags_as_of = null, search = '',
                  erased_at = ?
                where store_id = ? and id = any(?)""", erasure.at(), store, erasure.ids());
    }
}
