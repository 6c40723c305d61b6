package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scans that are known when their parcels are registered, as in an import: applied in memory before anything is written, so
 * that a parcel of the past is written once, as it ended, and not taken out again for each thing that happened to it.
 */
final class History {

    private final Map<Long, OrderParcels> groups = new HashMap<>();
    private final Map<LegBook.StoreNumber, LegBook.Leg> legs = new HashMap<>();
    private final Set<LegBook.StoreNumber> ambiguous = new HashSet<>();
    private final List<StoreScan> left = new ArrayList<>();
    private final ScanBatch work;

    /** {@code known} are the orders that had parcels before: scans of theirs are left for their lane. */
    History(Tx tx, StoreId store, List<NewParcels.Newborn> parcels, Set<Long> known, Lane.Scans rules) {
        for (NewParcels.Newborn one : parcels) {
            if (!known.contains(one.parcel().group())) {
                add(store, one);
            }
        }
        Mappings mappings = Mappings.load(tx, rules.shipped(), List.of(store));
        work = new ScanBatch(groups, mappings, rules.zones(), rules.clock().instant());
    }

    private void add(StoreId store, NewParcels.Newborn one) {
        Parcel parcel = one.parcel();
        groups.merge(
                parcel.group(),
                new OrderParcels(
                        store, List.of(parcel), parcel.order() == null ? null : StatusDetail.PENDING_NOT_FOUND, 0),
                OrderParcels::and);
        for (ParcelNumber number : one.told().numbers()) {
            LegBook.StoreNumber key = new LegBook.StoreNumber(store.value(), number.number());
            String carrier = number.carrier() == null ? ParcelNumber.UNKNOWN_CARRIER : number.carrier();
            if (legs.putIfAbsent(key, new LegBook.Leg(carrier, parcel.id(), parcel.group())) != null) {
                ambiguous.add(key);
            }
        }
    }

    void take(List<StoreScan> scans) {
        for (StoreScan scan : scans) {
            LegBook.StoreNumber number = LegBook.StoreNumber.of(scan.store(), scan.report());
            LegBook.Leg leg = ambiguous.contains(number) ? null : legs.get(number);
            if (leg == null
                    || !work.take(new KnownScan(
                            scan.store(), scan.report(), scan.report().hash(), leg))) {
                left.add(scan);
            }
        }
    }

    /** The parcel as the scans left it; as it was where it is none of this history's. */
    Parcel after(Parcel parcel) {
        OrderParcels group = groups.get(parcel.group());
        return group == null ? parcel : group.parcel(parcel.id()).orElse(parcel);
    }

    /** When what was promised happened. */
    @Nullable
    Instant fulfilledAt(StoreId store, PromiseId promise) {
        return work.changes().kept.get(new Changes.PromiseKey(store, promise));
    }

    /** The orders that have their first parcels here. */
    List<OrderParcels> orders() {
        return groups.values().stream()
                .filter(group -> group.progress() != null)
                .toList();
    }

    /** What is still to be written once parcels, promises and orders stand as they ended. */
    Changes rest() {
        Changes changes = work.changes();
        changes.parcels.clear();
        changes.progress.clear();
        changes.kept.clear();
        changes.reopened.clear();
        return changes;
    }

    int taken() {
        return work.fresh();
    }

    List<StoreScan> left() {
        return left;
    }
}
