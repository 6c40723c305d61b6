package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One of the writers of scans on this node. All parcels of an order belong to one lane, which remembers them between
 * batches; other nodes may write the same parcels, so every write is guarded by the version read, and a lane that was
 * overtaken forgets, reads again and repeats.
 */
final class Lane {

    static final int ATTEMPTS = 6;
    private static final int REMEMBERED_ORDERS = 80_000;
    private static final Set<String> TRY_AGAIN = Set.of("23505", "40001", "40P01");

    private final ReentrantLock lock = new ReentrantLock();
    private final Memory memory = new Memory();
    private final Database database;
    private final Scans scans;

    /** What a lane needs to work: the mappings, the writer, the clock. */
    record Scans(StatusMapping shipped, ChangeWriter writer, Function<StoreId, ZoneId> zones, InstantSource clock) {}

    /** What became of a batch: scans whose leg pointed to the wrong place are handed back. */
    record Done(int fresh, int repeated, List<KnownScan> misplaced) {}

    private static final class Memory extends LinkedHashMap<Long, OrderParcels> {
        private static final long serialVersionUID = 1L;

        Memory() {
            super(1_024, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OrderParcels> eldest) {
            return size() > REMEMBERED_ORDERS;
        }
    }

    Lane(Database database, Scans scans) {
        this.database = database;
        this.scans = scans;
    }

    Done take(List<KnownScan> batch) {
        lock.lock();
        try {
            return takeLocked(batch);
        } finally {
            lock.unlock();
        }
    }

    private Done takeLocked(List<KnownScan> batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(batch);
            } catch (ParcelUpdate.Overtaken | DatabaseException e) {
                forget(batch);
                if (attempt >= ATTEMPTS || !worthTryingAgain(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean worthTryingAgain(RuntimeException e) {
        return e instanceof ParcelUpdate.Overtaken
                || (e.getCause() instanceof SQLException sql && TRY_AGAIN.contains(sql.getSQLState()));
    }

    private Done once(List<KnownScan> batch) {
        Map<Long, OrderParcels> groups = new HashMap<>();
        Done done = database.spine(tx -> apply(tx, batch, groups));
        memory.putAll(groups);
        forget(done.misplaced()); // a parcel registered since its order was read
        return done;
    }

    private Done apply(Tx tx, List<KnownScan> batch, Map<Long, OrderParcels> groups) {
        Set<ParcelRows.GroupKey> missing = new HashSet<>();
        for (KnownScan scan : batch) {
            long key = scan.leg().group();
            OrderParcels known = memory.get(key);
            if (known == null) {
                missing.add(new ParcelRows.GroupKey(scan.store(), key));
            } else {
                groups.putIfAbsent(key, known);
            }
        }
        groups.putAll(ParcelRows.load(tx, missing));
        return applied(tx, batch, groups, scans);
    }

    /** Applies scans to loaded groups and writes what changed; {@code groups} then holds them as written. */
    static Done applied(Tx tx, List<KnownScan> batch, Map<Long, OrderParcels> groups, Scans scans) {
        Instant now = scans.clock().instant();
        Mappings mappings = Mappings.load(
                tx,
                scans.shipped(),
                batch.stream().map(KnownScan::store).distinct().toList());
        ScanBatch work = new ScanBatch(groups, mappings, scans.zones(), now);
        List<KnownScan> misplaced = new ArrayList<>();
        for (KnownScan scan : batch) {
            if (!work.take(scan)) {
                misplaced.add(scan);
            }
        }
        scans.writer().write(tx, work.changes(), now);
        written(groups, work.changes());
        return new Done(work.fresh(), work.repeated(), misplaced);
    }

    private static void written(Map<Long, OrderParcels> groups, Changes changes) {
        for (Parcel parcel : changes.parcels.values()) {
            groups.computeIfPresent(parcel.group(), (key, group) -> group.with(parcel.written()));
        }
        for (ParcelUpdate.Progress moved : ChangeWriter.progress(changes)) {
            groups.computeIfPresent(moved.order(), (key, group) -> group.written(moved.detail()));
        }
    }

    private void forget(List<KnownScan> batch) {
        batch.forEach(scan -> memory.remove(scan.leg().group()));
    }
}
