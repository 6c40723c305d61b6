package io.postlude.customers;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.StoreTurn;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code customers.identity_merge}, and the trees they make. */
final class MergeSql {
    private MergeSql() {}

    /** The record each is known as now; itself where it was not merged. */
    static Map<CustomerId, CustomerId> canonical(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, CustomerId> canonical = HashMap.newHashMap(customers.size());
        for (CustomerId customer : customers) canonical.put(customer, customer);
        if (customers.isEmpty()) return canonical;
        tx.each(
                """
                with recursive up(id, top) as (
                  select m.from_id, m.into_id from customers.identity_merge m
                  where m.store_id = ? and m.from_id = any(?) and m.undone_at is null
                  union all
                  select up.id, m.into_id from up join customers.identity_merge m
                    on m.store_id = ? and m.from_id = up.top and m.undone_at is null)
                select id, top from up where not exists (
                  select from customers.identity_merge m
                  where m.store_id = ? and m.from_id = up.top and m.undone_at is null)""",
                row -> canonical.put(new CustomerId(row.getLong(1)), new CustomerId(row.getLong(2))),
                store,
                customers.stream().mapToLong(CustomerId::value).distinct().toArray(),
                store,
                store);
        return canonical;
    }

    /** The active merges below a canonical record, at any depth. */
    static List<CustomerView.Merge> below(Tx tx, StoreId store, CustomerId canonical) {
        return tx.list("""
                with recursive down as (
                  select * from customers.identity_merge m
                  where m.store_id = ? and m.into_id = ? and m.undone_at is null
                  union all
                  select m.* from down join customers.identity_merge m
                    on m.store_id = ? and m.into_id = down.from_id and m.undone_at is null)
                select * from down order by at, id""", MergeSql::read, store, canonical, store);
    }

    /** As {@link #below}, for many; those without a merge are left out. */
    static Map<CustomerId, List<CustomerView.Merge>> belowEach(Tx tx, StoreId store, Collection<CustomerId> canonical) {
        Map<CustomerId, List<CustomerView.Merge>> below = new HashMap<>();
        tx.each(
                """
                with recursive down as (
                  select m.into_id as top, m.* from customers.identity_merge m
                  where m.store_id = ? and m.into_id = any(?) and m.undone_at is null
                  union all
                  select down.top, m.* from down join customers.identity_merge m
                    on m.store_id = ? and m.into_id = down.from_id and m.undone_at is null)
                select * from down order by at, id""",
                row -> below.computeIfAbsent(new CustomerId(row.getLong("top")), id -> new ArrayList<>())
                        .add(read(row)),
                store,
                canonical.stream().mapToLong(CustomerId::value).toArray(),
                store);
        return below;
    }

    static Optional<CustomerView.Merge> active(Tx tx, StoreId store, MergeId id) {
        return tx.first(
                "select * from customers.identity_merge where store_id = ? and id = ? and undone_at is null",
                MergeSql::read,
                store,
                id);
    }

    static boolean known(Tx tx, StoreId store, MergeId id) {
        return tx.number("select count(*) from customers.identity_merge where store_id = ? and id = ?", store, id) > 0;
    }

    /** Merges of one store one after the other, so that two of them cannot close a circle. They are rare. */
    static void oneAtATime(Tx tx, StoreId store) {
        new StoreTurn("customers.identity_merge").alone(tx, store);
    }

    static void insert(Tx tx, StoreId store, CustomerView.Merge merge) {
        tx.execute("""
                insert into customers.identity_merge (store_id, id, from_id, into_id, at, by, reason)
                values (?, ?, ?, ?, ?, ?, ?)""", store, merge.id(), merge.from(), merge.into(), merge.at(), merge.by(), merge.reason());
    }

    /** {@code by} took it back at {@code at}. */
    record Undo(Instant at, String by) {}

    static void undo(Tx tx, StoreId store, MergeId id, Undo undo) {
        tx.execute(
                "update customers.identity_merge set undone_at = ?, undone_by = ? where store_id = ? and id = ?",
                undo.at(),
                undo.by(),
                store,
                id);
    }

    private static CustomerView.Merge read(ResultSet row) throws SQLException {
        return new CustomerView.Merge(
                new MergeId(row.getLong("id")),
                new CustomerId(row.getLong("from_id")),
                new CustomerId(row.getLong("into_id")),
                Tx.instantNotNull(row, "at"),
                row.getString("by"),
                row.getString("reason"));
    }
}
