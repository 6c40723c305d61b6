package io.postlude.loyalty;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.Redemption;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of {@code loyalty.use}. */
final class UseSql {
    private UseSql() {}

    /** {@code given} null: nobody's whom we gave it to. */
    record Row(
            CodeSql.Known code, Redemption order, @Nullable RewardId given) {}

    record Key(long code, OrderId order) {}

    /** What is known of these orders. */
    static Set<Key> of(Tx tx, StoreId store, Collection<OrderId> orders) {
        return new HashSet<>(tx.list(
                "select code_id, order_id from loyalty.use where store_id = ? and order_id = any(?)",
                row -> new Key(row.getLong(1), new OrderId(row.getLong(2))),
                store,
                orders.stream().mapToLong(OrderId::value).toArray()));
    }

    static void delete(Tx tx, StoreId store, Collection<Key> gone) {
        BulkRows rows = new BulkRows(List.of("store_id int", "code_id bigint", "order_id bigint"));
        for (Key key : gone) rows.add(store, key.code(), key.order());
        rows.execute(tx, """
                delete from loyalty.use u using :rows r
                where u.store_id = r.store_id and u.code_id = r.code_id and u.order_id = r.order_id""");
    }

    /** As the orders are now. Whose it was is said once: a reward given later was not used before. */
    static void save(Tx tx, StoreId store, List<Row> uses) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "code_id bigint",
                "order_id bigint",
                "pool_id bigint",
                "given_id bigint",
                "used_at timestamptz",
                "minor bigint",
                "currency text",
                "cancelled_at timestamptz"));
        for (Row use : uses)
            rows.add(
                    store,
                    use.code().id(),
                    use.order().order(),
                    use.code().pool(),
                    use.given(),
                    use.order().placedAt(),
                    use.order().total().minor(),
                    use.order().total().currency().getCurrencyCode(),
                    use.order().cancelledAt());
        rows.execute(tx, """
                insert into loyalty.use as u (store_id, code_id, order_id, pool_id, given_id, used_at, minor, currency, cancelled_at)
                select * from :rows r
                on conflict (store_id, code_id, order_id) do update
                set minor = excluded.minor, currency = excluded.currency, cancelled_at = excluded.cancelled_at""");
    }
}
