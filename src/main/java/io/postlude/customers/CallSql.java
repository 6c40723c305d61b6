package io.postlude.customers;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.MonthDay;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds people by a day of theirs, or walks all of them; each once, by the record they are known as now. */
final class CallSql {
    private static final String UNMERGED = """
             and erased_at is null and not exists (
               select from customers.identity_merge m
               where m.store_id = c.store_id and m.from_id = c.id and m.undone_at is null)""";

    private CallSql() {}

    /** A record that was merged into another counts where the other says no birthday. */
    static List<Customers.Called> bornOn(Tx tx, StoreId store, Collection<MonthDay> days) {
        String[] written = days.stream().map(day -> day.toString().substring(2)).toArray(String[]::new);
        List<CustomerId> told = tx.list(
                "select id from customers.customer where store_id = ? and birthday_on = any(?)",
                row -> new CustomerId(row.getLong(1)),
                store,
                written);
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, told);
        Set<CustomerId> below = new HashSet<>();
        canonical.forEach((record, head) -> {
            if (!record.equals(head)) below.add(head);
        });
        Set<CustomerId> heads = new HashSet<>(told);
        heads.retainAll(new HashSet<>(canonical.values()));
        if (!below.isEmpty())
            heads.addAll(tx.list(
                    "select id from customers.customer where store_id = ? and id = any(?) and birthday is null",
                    row -> new CustomerId(row.getLong(1)),
                    store,
                    longs(below)));
        return List.copyOf(of(tx, store, heads).values());
    }

    /** By the ids asked for. */
    static Map<CustomerId, Customers.Called> called(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, people);
        Map<CustomerId, Customers.Called> heads = of(tx, store, new HashSet<>(canonical.values()));
        Map<CustomerId, Customers.Called> called = new HashMap<>();
        canonical.forEach((id, head) -> {
            Customers.Called found = heads.get(head);
            if (found != null) called.put(id, found);
        });
        return called;
    }

    private static Map<CustomerId, Customers.Called> of(Tx tx, StoreId store, Collection<CustomerId> heads) {
        Map<CustomerId, Customers.Called> called = new HashMap<>();
        tx.each(
                "select id, zone from customers.customer c where store_id = ? and id = any(?)" + UNMERGED,
                row -> {
                    Customers.Called one = read(row);
                    called.put(one.id(), one);
                },
                store,
                longs(heads));
        return called;
    }

    static List<Customers.Called> walk(Tx tx, StoreId store, Customers.Walk walk) {
        String zones = walk.withoutZone()
                ? " and (zone is null or zone <> all(?))"
                : " and zone is not null and zone <> all(?)";
        return tx.list(
                "select id, zone from customers.customer c where store_id = ? and id > ?" + zones + UNMERGED
                        + " order by id limit ?",
                CallSql::read,
                store,
                walk.after(),
                walk.leavingOut().toArray(String[]::new),
                walk.limit());
    }

    private static Customers.Called read(ResultSet row) throws SQLException {
        return new Customers.Called(new CustomerId(row.getLong("id")), row.getString("zone"));
    }

    private static long[] longs(Collection<CustomerId> ids) {
        return ids.stream().mapToLong(CustomerId::value).sorted().toArray();
    }
}
