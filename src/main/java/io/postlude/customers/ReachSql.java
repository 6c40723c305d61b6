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
import java.util.stream.Collectors;

/** Reads how people can be written to: four statements, however many they are. */
final class ReachSql {
    private ReachSql() {}

    /** By the ids asked for; people the store does not have are left out. */
    static Map<CustomerId, Reach> of(Tx tx, StoreId store, Collection<CustomerId> customers) {
        if (customers.isEmpty()) return Map.of();
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, customers);
        Set<CustomerId> heads = new HashSet<>(canonical.values());
        Map<CustomerId, List<CustomerView.Merge>> merges = MergeSql.belowEach(tx, store, heads);
        Map<CustomerId, Map<Boolean, Set<Purpose>>> said = said(tx, store, heads, merges);
        Map<CustomerId, Reach> reach = new HashMap<>();
        tx.each(
                """
                select id, email, given_name, locale, zone, erased_at is not null as erased
                from customers.customer where store_id = ? and id = any(?)""",
                row -> {
                    CustomerId id = new CustomerId(row.getLong("id"));
                    reach.put(id, reach(row, id, said.getOrDefault(id, Map.of())));
                },
                store,
                longs(heads));
        Map<CustomerId, Reach> asked = new HashMap<>();
        canonical.forEach((id, head) -> {
            Reach found = reach.get(head);
            if (found != null) asked.put(id, found);
        });
        return asked;
    }

    private static Reach reach(ResultSet row, CustomerId id, Map<Boolean, Set<Purpose>> said) throws SQLException {
        return new Reach(
                id,
                row.getString("email"),
                row.getString("given_name"),
                row.getString("locale"),
                row.getString("zone"),
                said.getOrDefault(false, Set.of()),
                said.getOrDefault(true, Set.of()),
                row.getBoolean("erased"));
    }

    /** Purposes by whether they were allowed. */
    private static Map<CustomerId, Map<Boolean, Set<Purpose>>> said(
            Tx tx, StoreId store, Set<CustomerId> heads, Map<CustomerId, List<CustomerView.Merge>> merges) {
        Map<CustomerId, CustomerId> headOf = new HashMap<>();
        for (CustomerId head : heads) headOf.put(head, head);
        merges.forEach((head, below) -> below.forEach(merge -> headOf.put(merge.from(), head)));
        Map<CustomerId, List<ConsentState.Entry>> ledger = new HashMap<>();
        for (ConsentState.Entry entry : CustomerReadSql.ledger(tx, store, longs(headOf.keySet())))
            if (entry.consent().channel() == Channel.EMAIL)
                ledger.computeIfAbsent(Objects.requireNonNull(headOf.get(entry.customer())), id -> new ArrayList<>())
                        .add(entry);
        Map<CustomerId, Map<Boolean, Set<Purpose>>> said = new HashMap<>();
        ledger.forEach((head, entries) -> said.put(
                head,
                ConsentState.of(entries, merges.getOrDefault(head, List.of())).stream()
                        .collect(Collectors.partitioningBy(
                                Consent::given, Collectors.mapping(Consent::purpose, Collectors.toSet())))));
        return said;
    }

    private static long[] longs(Collection<CustomerId> ids) {
        return ids.stream().mapToLong(CustomerId::value).sorted().toArray();
    }
}
