package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import io.postlude.tracking.TrackingEvent.Stall;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds parcels that have gone silent. Each open parcel is looked at when its lane's patience may be over, not before. */
final class StallWatch {

    /** A label nobody handed over for so long is a problem of the store's own. */
    static final int HANDOVER_HOURS = 48;

    private static final int LOOK_LIMIT = 1_000;
    private static final Duration LOOK_AGAIN = Duration.ofHours(24);

    private final Database database;
    private final EventLog log;
    private final InstantSource clock;

    StallWatch(Tracking.Ground ground) {
        this.database = ground.database();
        this.log = ground.log();
        this.clock = ground.clock();
    }

    void lookAcrossStores() {
        int looked = LOOK_LIMIT;
        while (looked == LOOK_LIMIT) {
            looked = database.<Integer>acrossStores(this::lookAtSome);
        }
    }

    private int lookAtSome(Tx tx) {
        Instant now = clock.instant();
        List<StallSql.Watched> due = StallSql.claim(tx, now, LOOK_LIMIT);
        Map<LanePaces.LaneKey, Integer> paces = LanePaces.load(
                tx,
                due.stream().map(watched -> watched.parcel().store().value()).collect(Collectors.toSet()));
        List<StallSql.Watched> over = new ArrayList<>();
        Map<StallSql.Watched, Instant> later = new HashMap<>();
        List<ShipmentStalled> stalled = new ArrayList<>();
        for (StallSql.Watched watched : due) {
            Parcel parcel = watched.parcel();
            if (ended(parcel)) {
                over.add(watched);
                continue;
            }
            int patience = patience(watched, paces);
            Instant silentFrom = silentFrom(watched);
            Instant patientUntil = silentFrom.plus(Duration.ofHours(patience));
            if (parcel.times().stalled() != null || !now.isBefore(patientUntil)) {
                later.put(watched, now.plus(LOOK_AGAIN));
            } else {
                later.put(watched, patientUntil);
            }
            if (parcel.times().stalled() == null && !now.isBefore(patientUntil)) {
                stalled.add(
                        event(parcel, (int) Duration.between(silentFrom, now).toHours(), now));
            }
        }
        Set<Long> marked = StallSql.mark(tx, stalled, now);
        StallSql.reschedule(tx, over, later);
        log.append(
                tx,
                stalled.stream()
                        .filter(event -> marked.contains(event.shipment().value()))
                        .toList());
        return due.size();
    }

    private static boolean ended(Parcel parcel) {
        return parcel.detail().terminal() || parcel.detail() == StatusDetail.EXPIRED_NO_UPDATE;
    }

    private static int patience(StallSql.Watched watched, Map<LanePaces.LaneKey, Integer> paces) {
        if (!handedOver(watched.parcel())) {
            return HANDOVER_HOURS;
        }
        int store = watched.parcel().store().value();
        String carrier = watched.carrier() == null ? "" : watched.carrier();
        Integer exact =
                paces.get(new LanePaces.LaneKey(store, carrier, text(watched.service()), text(watched.country())));
        return exact == null ? LanePaces.DEFAULT_SILENT_HOURS : exact;
    }

    private static boolean handedOver(Parcel parcel) {
        return !parcel.detail().status().beforeHandover();
    }

    private static Instant silentFrom(StallSql.Watched watched) {
        Instant last = watched.parcel().times().lastScan();
        return last == null ? watched.registeredAt() : last;
    }

    private static ShipmentStalled event(Parcel parcel, int silentHours, Instant now) {
        return new ShipmentStalled(
                parcel.store(),
                parcel.id(),
                parcel.order(),
                parcel.state().direction(),
                handedOver(parcel) ? Stall.NO_SCAN : Stall.NOT_HANDED_OVER,
                silentHours,
                now);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
