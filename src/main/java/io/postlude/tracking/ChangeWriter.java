package io.postlude.tracking;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.PromiseId;
import io.postlude.promises.Promises;
import io.postlude.promises.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a batch changed, each table once. Shared rows come last, so that they are locked shortly. */
final class ChangeWriter {

    private static final String WATCH = """
            insert into tracking.watch (store_id, shipment_id, check_at)
            select * from unnest(?::int[], ?::bigint[], ?::timestamptz[]) on conflict do nothing""";

    private static final String CODES = """
            insert into tracking.raw_code as r (store_id, provider, carrier, code, reading, seen, first_seen_at,
              last_seen_at, example_number, example_message)
            select u.s, u.p, u.ca, u.co, u.r, u.n, ?::timestamptz, ?::timestamptz, u.nu, u.m
            from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::text[], ?::text[])
              as u(s, p, ca, co, r, n, nu, m)
            on conflict (store_id, provider, carrier, code) do update
            set seen = r.seen + excluded.seen, last_seen_at = excluded.last_seen_at, reading = excluded.reading,
                example_number = excluded.example_number,
                example_message = coalesce(excluded.example_message, r.example_message)""";

    private final EventLog log;
    private final Promises promises;

    ChangeWriter(EventLog log, Promises promises) {
        this.log = log;
        this.promises = promises;
    }

    void write(Tx tx, Changes changes, Instant now) {
        ParcelUpdate.parcels(tx, changes.parcels.values());
        ScanRows.write(tx, changes.scans, now);
        ParcelUpdate.progress(tx, progress(changes));
        settle(tx, changes);
        ProblemRows.write(tx, changes.problems);
        watch(tx, changes);
        codes(tx, changes, now);
        log.append(tx, changes.events);
    }

    static List<ParcelUpdate.Progress> progress(Changes changes) {
        List<ParcelUpdate.Progress> moved = new ArrayList<>();
        changes.progress.forEach((order, group) -> {
            StatusDetail worst = group.worst();
            if (worst != null && worst != group.progress()) {
                moved.add(new ParcelUpdate.Progress(group.store().value(), order, group.progressVersion(), worst));
            }
        });
        return moved;
    }

    private void settle(Tx tx, Changes changes) {
        byStore(changes.reopened).forEach((store, ids) -> promises.reopen(tx, store, ids));
        byStore(changes.handedBack)
                .forEach((store, ids) -> promises.deliveries().handBack(tx, store, ids));
        promises.settle(
                tx,
                changes.kept.entrySet().stream()
                        .map(kept -> new Settlement(
                                kept.getKey().store(), kept.getKey().promise(), kept.getValue(), changes.replayed))
                        .toList());
    }

    private static Map<StoreId, List<PromiseId>> byStore(List<Changes.PromiseKey> keys) {
        return keys.stream()
                .distinct()
                .collect(Collectors.groupingBy(
                        Changes.PromiseKey::store,
                        Collectors.mapping(Changes.PromiseKey::promise, Collectors.toList())));
    }

    private static void watch(Tx tx, Changes changes) {
        if (!changes.watch.isEmpty()) {
            List<Changes.ParcelKey> keys = List.copyOf(changes.watch.keySet());
            tx.execute(
                    WATCH,
                    keys.stream().mapToInt(key -> key.store().value()).toArray(),
                    keys.stream().mapToLong(key -> key.shipment().value()).toArray(),
                    keys.stream().map(changes.watch::get).toArray(Instant[]::new));
        }
    }

    private static void codes(Tx tx, Changes changes, Instant now) {
        if (changes.codes.isEmpty()) {
            return;
        }
        List<Changes.CodeKey> keys = List.copyOf(changes.codes.keySet());
        List<Changes.CodeSeen> seen = List.copyOf(changes.codes.values());
        short[] readings = new short[seen.size()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = seen.get(i).reading();
        }
        tx.execute(
                CODES,
                now,
                now,
                keys.stream().mapToInt(Changes.CodeKey::store).toArray(),
                keys.stream().map(Changes.CodeKey::provider).toArray(String[]::new),
                keys.stream().map(Changes.CodeKey::carrier).toArray(String[]::new),
                keys.stream().map(Changes.CodeKey::code).toArray(String[]::new),
                readings,
                seen.stream().mapToLong(Changes.CodeSeen::times).toArray(),
                seen.stream().map(s -> s.example().number()).toArray(String[]::new),
                seen.stream().map(s -> s.example().message()).toArray(String[]::new));
    }
}
