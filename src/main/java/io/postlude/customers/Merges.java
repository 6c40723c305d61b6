package io.postlude.customers;

import io.postlude.customers.CustomerEvent.CustomersMerged;
import io.postlude.customers.CustomerEvent.CustomersUnmerged;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes two records one person, and two again. */
final class Merges {
    private final Ids ids;
    private final EventLog log;
    private final InstantSource clock;

    Merges(Ids ids, EventLog log, InstantSource clock) {
        this.ids = ids;
        this.log = log;
        this.clock = clock;
    }

    /** Always between those that are canonical now: an edge between two roots cannot close a circle. */
    Merged merge(Tx tx, StoreId store, Customers.MergeWish wish) {
        MergeSql.oneAtATime(tx, store);
        List<CustomerId> both = List.of(wish.from(), wish.into());
        Map<CustomerId, CustomerId> canonical = MergeSql.canonical(tx, store, both);
        CustomerId from = canonical.getOrDefault(wish.from(), wish.from());
        CustomerId into = canonical.getOrDefault(wish.into(), wish.into());
        if (from.equals(into)) return new Merged.Refused(Merged.Reason.ALREADY_ONE);
        Optional<Merged.Reason> missing = missing(tx, store, from, into);
        if (missing.isPresent()) return new Merged.Refused(missing.get());
        Instant now = clock.instant();
        MergeId id = new MergeId(ids.next());
        MergeSql.insert(tx, store, new CustomerView.Merge(id, from, into, now, wish.by(), wish.reason()));
        log.append(tx, new CustomersMerged(store, from, into, now));
        return new Merged.Done(id, from, into);
    }

    private static Optional<Merged.Reason> missing(Tx tx, StoreId store, CustomerId from, CustomerId into) {
        long[] both = {from.value(), into.value()};
        long known =
                tx.number("select count(*) from customers.customer where store_id = ? and id = any(?)", store, both);
        if (known < 2) return Optional.of(Merged.Reason.NOT_FOUND);
        return ProfileSql.lock(tx, store, both).size() < 2 ? Optional.of(Merged.Reason.ERASED) : Optional.empty();
    }

    Merged undo(Tx tx, StoreId store, MergeId id, String by) {
        MergeSql.oneAtATime(tx, store);
        Optional<CustomerView.Merge> active = MergeSql.active(tx, store, id);
        if (active.isEmpty())
            return new Merged.Refused(
                    MergeSql.known(tx, store, id) ? Merged.Reason.ALREADY_UNDONE : Merged.Reason.NOT_FOUND);
        CustomerView.Merge merge = active.get();
        Instant now = clock.instant();
        MergeSql.undo(tx, store, id, new MergeSql.Undo(now, by));
        log.append(tx, new CustomersUnmerged(store, merge.from(), merge.into(), now));
        return new Merged.Done(id, merge.from(), merge.into());
    }
}
