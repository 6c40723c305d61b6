package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Who sends gifts back. */
final class GiftSql {
    private GiftSql() {}

    static void add(Tx tx, StoreId store, ReturnId of, GiftRecipient recipient) {
        tx.execute(
                "insert into returns.gift_recipient (store_id, return_id, email, name) values (?, ?, ?, ?)",
                store,
                of,
                recipient.email(),
                recipient.name() == null ? "" : recipient.name());
    }

    static Map<ReturnId, GiftRecipient> recipients(Tx tx, StoreId store, Collection<ReturnId> ids) {
        Map<ReturnId, GiftRecipient> all = new HashMap<>();
        tx.each(
                "select * from returns.gift_recipient where store_id = ? and return_id = any(?)",
                row -> {
                    String name = row.getString("name");
                    all.put(
                            new ReturnId(row.getLong("return_id")),
                            new GiftRecipient(row.getString("email"), name.isEmpty() ? null : name));
                },
                store,
                ReturnSql.longs(ids));
        return all;
    }
}
