package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.promises.PromiseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that one batch changes, gathered so that each table is written once. */
final class Changes {

    final List<ScanRow> scans = new ArrayList<>();
    final Map<Long, Parcel> parcels = new HashMap<>();
    final Map<Long, OrderParcels> progress = new HashMap<>();
    final List<TrackingEvent> events = new ArrayList<>();
    final Map<ProblemKey, Problem> problems = new LinkedHashMap<>();
    final Map<PromiseKey, Instant> kept = new HashMap<>();
    final List<PromiseKey> reopened = new ArrayList<>();
    final List<PromiseKey> handedBack = new ArrayList<>();
    final Map<ParcelKey, Instant> watch = new HashMap<>();
    final Map<CodeKey, CodeSeen> codes = new TreeMap<>();
    final boolean replayed;

    Changes(boolean replayed) {
        this.replayed = replayed;
    }

    record ParcelKey(StoreId store, ShipmentId shipment) {}

    record PromiseKey(StoreId store, PromiseId promise) {}

    record ProblemKey(StoreId store, ShipmentId shipment, String kind) {}

    /** @param openedAt null where it was open before this batch, if at all */
    record Problem(@Nullable Instant openedAt, @Nullable Instant closedAt) {}

    record CodeKey(int store, String provider, String carrier, String code) implements Comparable<CodeKey> {
        @Override
        public int compareTo(CodeKey other) {
            int byStore = Integer.compare(store, other.store);
            if (byStore != 0) {
                return byStore;
            }
            int byProvider = provider.compareTo(other.provider);
            if (byProvider != 0) {
                return byProvider;
            }
            int byCarrier = carrier.compareTo(other.carrier);
            return byCarrier != 0 ? byCarrier : code.compareTo(other.code);
        }
    }

    /** How often a code nobody mapped was seen, and where for example. */
    record CodeSeen(long times, short reading, ScanReport example) {
        CodeSeen again() {
            return new CodeSeen(times + 1, reading, example);
        }
    }

    void opened(Parcel parcel, String kind, Instant at) {
        problems.put(new ProblemKey(parcel.store(), parcel.id(), kind), new Problem(at, null));
    }

    void closed(Parcel parcel, String kind, Instant at) {
        ProblemKey key = new ProblemKey(parcel.store(), parcel.id(), kind);
        Problem open = problems.get(key);
        problems.put(key, new Problem(open == null ? null : open.openedAt(), at));
    }

    void keepPromise(Parcel parcel, Instant at) {
        if (parcel.promise() != 0) {
            kept.put(new PromiseKey(parcel.store(), new PromiseId(parcel.promise())), at);
        }
    }

    void reopenPromise(Parcel parcel) {
        if (parcel.promise() != 0) {
            PromiseKey key = new PromiseKey(parcel.store(), new PromiseId(parcel.promise()));
            kept.remove(key);
            reopened.add(key);
        }
    }

    void handBackPromise(Parcel parcel) {
        if (parcel.promise() != 0) {
            handedBack.add(new PromiseKey(parcel.store(), new PromiseId(parcel.promise())));
        }
    }

    void seenCode(ScanRow row) {
        CodeKey key = new CodeKey(
                row.store().value(),
                row.report().provider(),
                row.carrier(),
                row.report().code().canonical());
        CodeSeen seen = codes.get(key);
        codes.put(key, seen == null ? new CodeSeen(1, row.reading(), row.report()) : seen.again());
    }
}
