package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Rows of {@code segments.fact}. */
final class FactSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "kind text",
            "ref bigint",
            "customer_id bigint",
            "told_id bigint",
            "order_id bigint",
            "at timestamptz",
            "pieces int",
            "minor bigint",
            "currency text",
            "imported boolean",
            "return_id bigint");

    private FactSql() {}

    /** Writes facts under the canonical records of those they are told of; what is there already is replaced. */
    static void write(Tx tx, StoreId store, Collection<Fact> facts, Map<CustomerId, CustomerId> canonical) {
        Map<String, Fact> once = new java.util.LinkedHashMap<>();
        for (Fact fact : facts) once.put(fact.kind() + " " + fact.ref(), fact);
        BulkRows rows = new BulkRows(COLUMNS);
        for (Fact fact : once.values()) {
            Fact.Worth worth = fact.worth();
            rows.add(
                    store,
                    fact.kind(),
                    fact.ref(),
                    canonical.getOrDefault(fact.told(), fact.told()),
                    fact.told(),
                    fact.order(),
                    fact.at(),
                    fact.pieces(),
                    worth == null ? null : worth.minor(),
                    worth == null ? null : worth.currency(),
                    fact.imported(),
                    fact.returned());
        }
        rows.execute(tx, """
                insert into segments.fact (store_id, kind, ref, customer_id, told_id, order_id, at, pieces, minor, currency,
                  imported, return_id)
                select * from :rows u
                on conflict (store_id, kind, ref) do update set customer_id = excluded.customer_id,
                  told_id = excluded.told_id, at = excluded.at, pieces = excluded.pieces, minor = excluded.minor,
                  currency = excluded.currency, imported = excluded.imported, return_id = excluded.return_id""");
    }

    /** What the shop tells of these orders; what else is known of them goes over to whom the orders are now. */
    static void clear(Tx tx, StoreId store, Collection<OrderId> orders) {
        tx.execute(
                "delete from segments.fact where store_id = ? and kind in ('ORDER', 'REFUND') and order_id = any(?)",
                store,
                longs(orders));
    }

    /** An order that is somebody else's now takes along what is known of it. */
    static void follow(Tx tx, StoreId store, Collection<OrderId> orders) {
        tx.execute("""
                update segments.fact f set customer_id = o.customer_id, told_id = o.told_id from segments.fact o
                where f.store_id = ? and f.order_id = any(?) and f.kind <> 'ORDER'
                  and o.store_id = f.store_id and o.kind = 'ORDER' and o.ref = f.order_id and o.told_id <> f.told_id""", store, longs(orders));
    }

    static void deletePieces(Tx tx, StoreId store, Collection<Long> pieces) {
        tx.execute(
                "delete from segments.fact where store_id = ? and kind = 'BACK' and ref = any(?)",
                store,
                pieces.stream().mapToLong(Long::longValue).toArray());
    }

    /** Whose an order is, and whether it came with a file. */
    record Known(CustomerId person, CustomerId told, boolean imported) {}

    static Map<OrderId, Known> orders(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, Known> known = new HashMap<>();
        tx.each(
                """
                select ref, customer_id, told_id, imported from segments.fact
                where store_id = ? and kind = 'ORDER' and ref = any(?)""",
                row -> known.put(
                        new OrderId(row.getLong(1)),
                        new Known(new CustomerId(row.getLong(2)), new CustomerId(row.getLong(3)), row.getBoolean(4))),
                store,
                longs(orders));
        return known;
    }

    /** Under which records the facts of these people were told. */
    static List<CustomerId> told(Tx tx, StoreId store, Collection<CustomerId> people) {
        return tx.list(
                "select distinct told_id from segments.fact where store_id = ? and customer_id = any(?)",
                row -> new CustomerId(row.getLong(1)),
                store,
                PersonSql.longs(people));
    }

    /** Puts facts under the records that are canonical now. */
    static void reassign(Tx tx, StoreId store, Map<CustomerId, CustomerId> canonical) {
        BulkRows rows = new BulkRows(List.of("store_id int", "told_id bigint", "customer_id bigint"));
        canonical.forEach((told, now) -> rows.add(store, told, now));
        rows.execute(tx, """
                update segments.fact f set customer_id = u.customer_id from :rows u
                where f.store_id = u.store_id and f.told_id = u.told_id and f.customer_id <> u.customer_id""");
    }

    static void delete(Tx tx, StoreId store, Collection<CustomerId> people) {
        long[] ids = PersonSql.longs(people);
        tx.execute("delete from segments.fact where store_id = ? and customer_id = any(?)", store, ids);
        tx.execute("delete from segments.fact where store_id = ? and told_id = any(?)", store, ids);
    }

    static void each(Tx tx, StoreId store, long[] people, BiConsumer<Long, Fact> taker) {
        tx.each(
                "select * from segments.fact where store_id = ? and customer_id = any(?)",
                row -> taker.accept(row.getLong("customer_id"), read(row)),
                store,
                people);
    }

    private static Fact read(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        long returned = row.getLong("return_id");
        Long known = row.wasNull() ? null : returned;
        return new Fact(
                Fact.Kind.valueOf(row.getString("kind")),
                row.getLong("ref"),
                new CustomerId(row.getLong("told_id")),
                new OrderId(row.getLong("order_id")),
                Tx.instantNotNull(row, "at"),
                row.getInt("pieces"),
                currency == null ? null : new Fact.Worth(row.getLong("minor"), currency),
                row.getBoolean("imported"),
                known);
    }

    private static long[] longs(Collection<OrderId> orders) {
        return orders.stream().mapToLong(OrderId::value).distinct().sorted().toArray();
    }
}
