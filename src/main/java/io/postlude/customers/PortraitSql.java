package io.postlude.customers;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads portraits, of a thousand people with as few statements as of one. */
final class PortraitSql {
    private PortraitSql() {}

    static Map<CustomerId, Portrait> of(Tx tx, StoreId store, Collection<CustomerId> people) {
        if (people.isEmpty()) return Map.of();
        Set<CustomerId> heads =
                new HashSet<>(MergeSql.canonical(tx, store, people).values());
        Map<CustomerId, List<CustomerView.Merge>> merges = MergeSql.belowEach(tx, store, heads);
        Set<CustomerId> all = new HashSet<>(heads);
        merges.values().forEach(below -> below.forEach(merge -> all.add(merge.from())));
        Map<CustomerId, Profile> profiles = new HashMap<>();
        tx.each(
                "select * from customers.customer where store_id = ? and id = any(?) and erased_at is null",
                row -> {
                    Profile profile = ProfileSql.read(row);
                    profiles.put(profile.id(), profile);
                },
                store,
                all.stream().mapToLong(CustomerId::value).sorted().toArray());
        Map<CustomerId, Reach> reach = ReachSql.of(tx, store, heads);
        Map<CustomerId, Portrait> portraits = new HashMap<>();
        for (CustomerId head : heads) {
            Profile profile = profiles.get(head);
            Reach said = reach.get(head);
            if (profile == null || said == null) continue;
            for (CustomerView.Merge merge : merges.getOrDefault(head, List.of())) {
                Profile other = profiles.get(merge.from());
                if (other != null) profile = profile.filledFrom(other);
            }
            portraits.put(head, portrait(profile, said));
        }
        return portraits;
    }

    private static Portrait portrait(Profile profile, Reach said) {
        List<String> tags = profile.tags().value();
        return new Portrait(
                profile.id(),
                profile.since(),
                profile.locale().value(),
                profile.country().value(),
                profile.birthday().value(),
                profile.email().value() != null,
                profile.phone().value() != null,
                tags == null ? List.of() : tags,
                said.refused(),
                said.agreed());
    }
}
