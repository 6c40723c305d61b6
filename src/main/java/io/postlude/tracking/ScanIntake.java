package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Finds whose parcel each scan is, and hands it to the lane of its order or to the waiting room. */
final class ScanIntake {

    static final int LANES = 2;
    private static final int IN_PARALLEL_FROM = 200;
    private static final int ADOPT_LIMIT = 5_000;
    private static final int ROUNDS = 3;

    private final Database database;
    private final Lane.Scans scans;
    private final LegBook legs = new LegBook();
    private final List<Lane> lanes = new ArrayList<>();

    ScanIntake(Database database, Lane.Scans scans) {
        this.database = database;
        this.scans = scans;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(database, scans));
        }
    }

    Taken take(List<StoreScan> given) {
        // Zones are asked for before a connection is taken: the answer may need one of its own.
        for (StoreId store : given.stream().map(StoreScan::store).distinct().toList()) {
            ZoneId _ = scans.zones().apply(store);
        }
        return given.isEmpty() ? Taken.NOTHING : take(given, ROUNDS);
    }

    private Taken take(List<StoreScan> given, int rounds) {
        database.runSpine(tx -> legs.learn(tx, numbers(given)));
        List<KnownScan> known = new ArrayList<>(given.size());
        List<StoreScan> unknown = new ArrayList<>();
        for (StoreScan scan : given) {
            Optional<KnownScan> found = known(scan);
            found.ifPresentOrElse(known::add, () -> unknown.add(scan));
        }
        Lane.Done done = spread(known);
        Taken taken = new Taken(done.fresh(), done.repeated(), 0);
        if (!done.misplaced().isEmpty()) {
            List<StoreScan> again = done.misplaced().stream()
                    .map(scan -> new StoreScan(scan.store(), scan.report()))
                    .toList();
            if (rounds == 0) {
                throw new IllegalStateException(again.size() + " scans of shipments that keep moving between orders");
            }
            legs.forget(numbers(again));
            taken = taken.plus(take(again, rounds - 1));
        }
        return unknown.isEmpty() ? taken : taken.plus(keep(unknown));
    }

    private Optional<KnownScan> known(StoreScan scan) {
        return legs.find(scan.store(), scan.report())
                .map(leg ->
                        new KnownScan(scan.store(), scan.report(), scan.report().hash(), leg));
    }

    private Lane.Done spread(List<KnownScan> known) {
        List<List<KnownScan>> parts = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            parts.add(new ArrayList<>(known.size() / LANES + 1));
        }
        for (KnownScan scan : known) {
            parts.get(lane(scan.leg().group())).add(scan);
        }
        List<CompletableFuture<Lane.Done>> running = new ArrayList<>();
        List<Lane.Done> done = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            Lane lane = lanes.get(i);
            List<KnownScan> part = parts.get(i);
            if (part.isEmpty()) {
                continue;
            }
            if (part.size() < IN_PARALLEL_FROM || i == LANES - 1) {
                done.add(lane.take(part));
            } else {
                running.add(CompletableFuture.supplyAsync(
                        () -> lane.take(part),
                        task -> Thread.ofVirtual().name("scan-lane").start(task)));
            }
        }
        running.forEach(part -> done.add(joined(part)));
        return sum(done);
    }

    /** Mixes the number, because ids run upwards in steps. */
    private static int lane(long group) {
        return (int) (((group ^ (group >>> 22)) * 0x9E3779B97F4A7C15L) >>> 40) % LANES;
    }

    private static Lane.Done joined(CompletableFuture<Lane.Done> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Lane.Done sum(List<Lane.Done> done) {
        List<KnownScan> misplaced = new ArrayList<>();
        done.forEach(part -> misplaced.addAll(part.misplaced()));
        return new Lane.Done(
                done.stream().mapToInt(Lane.Done::fresh).sum(),
                done.stream().mapToInt(Lane.Done::repeated).sum(),
                misplaced);
    }

    /** Keeps scans of unknown numbers, then looks once more: the number may have been registered in between. */
    private Taken keep(List<StoreScan> unknown) {
        database.runSpine(tx -> WaitingScans.keep(tx, unknown, scans.clock().instant()));
        database.runSpine(tx -> legs.learn(tx, numbers(unknown)));
        List<StoreScan> known = unknown.stream()
                .filter(scan -> legs.find(scan.store(), scan.report()).isPresent())
                .toList();
        if (!known.isEmpty()) {
            database.runSpine(tx -> adopt(tx, new HashSet<>(numbers(known))));
        }
        return new Taken(0, 0, unknown.size() - known.size());
    }

    /** Applies, in the transaction that registers parcels, the scans that waited for them. */
    void adopt(Tx tx, StoreId store, List<Registrar.Entry> entries) {
        Set<LegBook.StoreNumber> numbers = new HashSet<>();
        for (Registrar.Entry entry : entries) {
            for (ParcelNumber number : entry.registration().numbers()) {
                numbers.add(new LegBook.StoreNumber(store.value(), number.number()));
            }
        }
        legs.forget(numbers);
        adopt(tx, numbers);
    }

    private void adopt(Tx tx, Set<LegBook.StoreNumber> numbers) {
        List<StoreScan> waited = WaitingScans.claim(tx, numbers);
        if (waited.isEmpty()) {
            return;
        }
        LegBook fresh = new LegBook();
        fresh.learn(tx, numbers(waited));
        List<KnownScan> known = waited.stream()
                .flatMap(scan -> fresh
                        .find(scan.store(), scan.report())
                        .map(leg -> new KnownScan(
                                scan.store(), scan.report(), scan.report().hash(), leg))
                        .stream())
                .toList();
        Set<ParcelRows.GroupKey> groups = new HashSet<>();
        known.forEach(scan ->
                groups.add(new ParcelRows.GroupKey(scan.store(), scan.leg().group())));
        ParcelRows.lock(tx, groups);
        Map<Long, OrderParcels> loaded = ParcelRows.load(tx, groups);
        Lane.Done done = Lane.applied(tx, known, loaded, scans);
        if (!done.misplaced().isEmpty() || known.size() != waited.size()) {
            throw new ParcelUpdate.Overtaken("a waiting scan's shipment");
        }
    }

    /** Finds scans that came to wait in the moment their number was registered. */
    void adoptWaitingAcrossStores() {
        database.runSpine(tx -> {
            List<LegBook.StoreNumber> numbers = WaitingScans.claimable(tx, ADOPT_LIMIT);
            if (!numbers.isEmpty()) {
                adopt(tx, new HashSet<>(numbers));
            }
        });
    }

    void expireWaitingAcrossStores() {
        Instant before = scans.clock().instant().minus(WaitingScans.KEPT_FOR);
        database.runAcrossStores(tx -> {
            WaitingScans.expire(tx, before);
            Estimates.expire(tx, before);
        });
    }

    private static Collection<LegBook.StoreNumber> numbers(List<StoreScan> scans) {
        return scans.stream()
                .map(scan -> LegBook.StoreNumber.of(scan.store(), scan.report()))
                .toList();
    }
}
