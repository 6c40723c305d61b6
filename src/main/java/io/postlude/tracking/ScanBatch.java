package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies scans to parcels in memory, in the order they came, and gathers what that changes. Touches no database. */
final class ScanBatch {

    private final Map<Long, OrderParcels> groups;
    private final Map<Long, Parcel> originals = new HashMap<>();
    private final Mappings mappings;
    private final Function<StoreId, ZoneId> zones;
    private final Map<StoreId, ZoneId> knownZones = new HashMap<>();
    private final Instant now;
    private final Changes changes = new Changes(false);
    private int fresh;
    private int repeated;

    /** {@code groups} holds the parcels of every scan by their group; it is replaced piece by piece, never its parts. */
    ScanBatch(Map<Long, OrderParcels> groups, Mappings mappings, Function<StoreId, ZoneId> zones, Instant now) {
        this.groups = groups;
        this.mappings = mappings;
        this.zones = zones;
        this.now = now;
    }

    /** False where the parcel is not where its leg says: the leg was read before its order became known. */
    boolean take(KnownScan scan) {
        long key = scan.leg().group();
        OrderParcels group = groups.get(key);
        Parcel parcel =
                group == null ? null : group.parcel(scan.leg().shipment()).orElse(null);
        if (group == null || parcel == null) {
            return false;
        }
        if (parcel.hashes().has(scan.hash())) {
            repeated++;
        } else {
            fresh++;
            apply(scan, key, group, parcel);
        }
        return true;
    }

    private void apply(KnownScan scan, long key, OrderParcels group, Parcel parcel) {
        ScanRow row = ScanRow.of(scan, mappings.read(scan), zone(scan.store()), now);
        changes.scans.add(row);
        if (row.reading() == Mappings.UNMAPPED || row.reading() == Mappings.BY_STATUS) {
            changes.seenCode(row);
        }
        ParcelMachine.Step step =
                ParcelMachine.accept(parcel.state(), new Sighting(row.occurredAt(), row.detail(), row.mapped()));
        Parcel after = parcel.moved(
                step.state(),
                parcel.times().scanned(row.occurredAt(), deliveredAt(step.state())),
                parcel.hashes().with(scan.hash()));
        OrderParcels moved = group.with(after);
        groups.put(key, moved);
        noteChange(key, parcel, after);
        StatusDetail orderStatus = moved.worst();
        if (orderStatus != null && step.outcomes().stream().anyMatch(Outcome.Moved.class::isInstance)) {
            changes.progress.put(key, moved);
        }
        new OutcomeEvents(changes, after, orderStatus).tell(step.outcomes());
        if (parcel.times().stalled() != null) {
            new OutcomeEvents(changes, after, orderStatus).resumed(row.occurredAt());
        }
    }

    private ZoneId zone(StoreId store) {
        return knownZones.computeIfAbsent(store, zones);
    }

    private void noteChange(long key, Parcel before, Parcel after) {
        Parcel original = originals.computeIfAbsent(after.id().value(), id -> before);
        if (after.differs(original)) {
            changes.parcels.put(after.id().value(), after);
        } else {
            changes.parcels.remove(after.id().value());
        }
        if (changes.progress.containsKey(key)) {
            changes.progress.computeIfPresent(key, (k, old) -> groups.get(k));
        }
    }

    static @Nullable Instant deliveredAt(ParcelState state) {
        Standing standing = Standing.of(state);
        return ParcelMachine.arrived(state.direction(), standing.detail()) ? standing.at() : null;
    }

    Changes changes() {
        return changes;
    }

    int fresh() {
        return fresh;
    }

    int repeated() {
        return repeated;
    }
}
