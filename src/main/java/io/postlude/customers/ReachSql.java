package io.postlude.customers;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads how people can be written to: four statements, however many they are. */
final class ReachSql {
    private ReachSql() {}

    /** By the ids asked for; people the store does not have are left out. */
    static Map<CustomerId, Reach> of(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, Reach> reach = new HashMap<>();
        overTime(tx, store, customers).forEach((id, one) -> reach.put(id, one.now()));
        return reach;
    }

    /** As {@link #of}, with what they said and when. */
    static Map<CustomerId, ReachOverTime> overTime(Tx tx, StoreId store, Collection<CustomerId> customers) {
        if (customers.isEmpty()) return Map.of();
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, customers);
        Set<CustomerId> heads = new HashSet<>(canonical.values());
        Map<CustomerId, List<CustomerView.Merge>> merges = MergeSql.belowEach(tx, store, heads);
        Map<CustomerId, List<ConsentState.Entry>> ledger = ledger(tx, store, heads, merges);
        Map<CustomerId, ReachOverTime> reach = new HashMap<>();
        tx.each(
                """
                select id, email, phone, given_name, locale, zone, erased_at is not null as erased, c.tags || array(
                  select tag from customers.own_tag t where t.store_id = c.store_id and t.customer_id = c.id) as tags
                from customers.customer c where store_id = ? and id = any(?)""",
                row -> {
                    CustomerId id = new CustomerId(row.getLong("id"));
                    reach.put(
                            id,
                            new ReachOverTime(
                                    reach(row, id),
                                    ledger.getOrDefault(id, List.of()),
                                    merges.getOrDefault(id, List.of())));
                },
                store,
                longs(heads));
        Map<CustomerId, ReachOverTime> asked = new HashMap<>();
        canonical.forEach((id, head) -> {
            ReachOverTime found = reach.get(head);
            if (found != null) asked.put(id, found);
        });
        return asked;
    }

    private static Reach reach(ResultSet row, CustomerId id) throws SQLException {
        return new Reach(
                id,
                row.getString("email"),
                row.getString("given_name"),
                row.getString("locale"),
                row.getString("zone"),
                Set.of(),
                Set.of(),
                row.getString("phone"),
                Map.of(),
                Set.copyOf(ProfileSql.tags(row)),
                row.getBoolean("erased"));
    }

    /** What they said, under whatever record of theirs. */
    private static Map<CustomerId, List<ConsentState.Entry>> ledger(
            Tx tx, StoreId store, Set<CustomerId> heads, Map<CustomerId, List<CustomerView.Merge>> merges) {
        Map<CustomerId, CustomerId> headOf = new HashMap<>();
        for (CustomerId head : heads) headOf.put(head, head);
        merges.forEach((head, below) -> below.forEach(merge -> headOf.put(merge.from(), head)));
        Map<CustomerId, List<ConsentState.Entry>> ledger = new HashMap<>();
        for (ConsentState.Entry entry : CustomerReadSql.ledger(tx, store, longs(headOf.keySet())))
            ledger.computeIfAbsent(Objects.requireNonNull(headOf.get(entry.customer())), id -> new ArrayList<>())
                    .add(entry);
        return ledger;
    }

    private static long[] longs(Collection<CustomerId> ids) {
        return ids.stream().mapToLong(CustomerId::value).sorted().toArray();
    }
}
