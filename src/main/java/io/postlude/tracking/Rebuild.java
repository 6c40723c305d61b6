package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.tracking.UnmappedCode.RawSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the history of parcels again under a new mapping, and writes what came out differently. */
final class Rebuild {

    private static final String REMAP = """
            update tracking.scan set detail = ?, reading = ?
            where shipment_id = any(?) and store_id = ? and provider = ? and raw_code = ? and carrier = ? and reading <> 0""";

    private static final String GROUPS = """
            select coalesce(order_id, id) from tracking.shipment where store_id = ? and id = any(?)""";

    private static final String SCANS = """
            select shipment_id, occurred_at, detail, reading from tracking.scan
            where shipment_id = any(?) and store_id = ? order by shipment_id, received_at, hash""";

    private final ChangeWriter writer;
    private final InstantSource clock;

    Rebuild(ChangeWriter writer, InstantSource clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Which parcels to rebuild, and the code's new meaning. */
    record Order(RawSource source, StatusDetail meaning, List<Long> shipments) {}

    void run(Tx tx, StoreId store, Order order) {
        Instant now = clock.instant();
        long[] shipments = order.shipments().stream().mapToLong(Long::longValue).toArray();
        Map<Long, OrderParcels> groups = groups(tx, store, shipments);
        tx.execute(
                REMAP,
                order.meaning().number(),
                Mappings.DECIDED,
                shipments,
                store,
                order.source().provider(),
                order.source().code(),
                order.source().carrier());
        Map<Long, List<Sighting>> histories = histories(tx, store, shipments);
        Changes changes = new Changes(true);
        for (Map.Entry<Long, OrderParcels> group : groups.entrySet()) {
            for (Parcel parcel : group.getValue().parcels()) {
                List<Sighting> history = histories.get(parcel.id().value());
                if (history != null) {
                    rebuild(changes, group, parcel, history);
                }
            }
        }
        writer.write(tx, changes, now);
    }

    private static Map<Long, OrderParcels> groups(Tx tx, StoreId store, long[] shipments) {
        Set<ParcelRows.GroupKey> keys =
                new HashSet<>(tx.list(GROUPS, row -> new ParcelRows.GroupKey(store, row.getLong(1)), store, shipments));
        return ParcelRows.load(tx, keys);
    }

    private static Map<Long, List<Sighting>> histories(Tx tx, StoreId store, long[] shipments) {
        Map<Long, List<Sighting>> histories = new HashMap<>();
        tx.each(
                SCANS,
                row -> histories
                        .computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                        .add(new Sighting(
                                Tx.instantNotNull(row, "occurred_at"),
                                StatusDetail.ofNumber(row.getInt("detail")),
                                row.getShort("reading") != Mappings.UNMAPPED)),
                shipments,
                store);
        return histories;
    }

    private static void rebuild(
            Changes changes, Map.Entry<Long, OrderParcels> group, Parcel parcel, List<Sighting> history) {
        ParcelState state = ParcelState.unseen(parcel.state().direction());
        for (Sighting sighting : history) {
            state = ParcelMachine.accept(state, sighting).state();
        }
        Parcel after = parcel.moved(state, times(parcel.times(), state), parcel.hashes());
        if (!after.differs(parcel)) {
            return;
        }
        OrderParcels moved = group.getValue().with(after);
        group.setValue(moved);
        changes.parcels.put(after.id().value(), after);
        StatusDetail orderStatus = moved.worst();
        if (orderStatus != null) {
            changes.progress.put(group.getKey(), moved);
        }
        Instant at = at(state, history);
        new OutcomeEvents(changes, after, orderStatus).tell(ParcelMachine.changes(parcel.state(), state, at));
    }

    private static ParcelTimes times(ParcelTimes before, ParcelState state) {
        return new ParcelTimes(before.firstScan(), before.lastScan(), ScanBatch.deliveredAt(state), before.stalled());
    }

    private static Instant at(ParcelState state, List<Sighting> history) {
        @Nullable Instant standing = Standing.of(state).at();
        return standing == null ? history.getLast().at() : standing;
    }
}
