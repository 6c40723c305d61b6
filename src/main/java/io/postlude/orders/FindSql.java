package io.postlude.orders;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Locale;
import java.util.Optional;

/** Finds an order by what a customer knows of it. */
final class FindSql {
    private FindSql() {}

    /** The newest order of that number bought with that e-mail; both as people type them. */
    static Optional<OrderId> find(Tx tx, StoreId store, String number, String email) {
        return tx.first(
                """
                select id from orders.customer_order
                where store_id = ? and number_key = ? and lower(email) = ? order by id desc limit 1""",
                row -> new OrderId(row.getLong(1)),
                store,
                OrderSql.numberKey(number),
                email.strip().toLowerCase(Locale.ROOT));
    }
}
