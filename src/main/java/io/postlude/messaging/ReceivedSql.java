package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.List;

/** What people wrote back, for themselves and for its end. */
final class ReceivedSql {
    private ReceivedSql() {}

    record FromPerson(String channel, String text, Instant at) {}

    static List<FromPerson> fromPerson(Tx tx, StoreId store, String[] phones) {
        return tx.list(
                """
                select channel, body, at from messaging.received
                where store_id = ? and sender = any(?) and emptied_at is null order by at""",
                row -> new FromPerson(row.getString(1), row.getString(2), Tx.instantNotNull(row, "at")),
                store,
                phones);
    }

    static void erase(Tx tx, StoreId store, String[] phones, Instant now) {
        tx.execute("""
                update messaging.received set sender = '', body = '', customer_id = null, emptied_at = ?
                where store_id = ? and sender = any(?) and emptied_at is null""", now, store, phones);
    }

    static int emptyBeforeAcrossStores(Tx tx, Instant before, Instant now, int limit) {
        return tx.update("""
                update messaging.received set sender = '', body = '', customer_id = null, emptied_at = ?
                where (store_id, id) in (select store_id, id from messaging.received
                  where emptied_at is null and at < ? order by at limit ?)""", now, before, limit);
    }
}
