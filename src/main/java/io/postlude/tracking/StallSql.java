package io.postlude.tracking;

import io.postlude.kernel.Tx;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import io.postlude.tracking.TrackingEvent.Stall;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements of the watch for silent parcels. */
final class StallSql {

    private static final String CLAIM = """
            select s.*, l.carrier
            from (select store_id, shipment_id from tracking.watch where check_at <= ?
                  order by check_at limit ? for update skip locked) w
            join tracking.shipment s on s.store_id = w.store_id and s.id = w.shipment_id
            left join lateral (select carrier from tracking.leg l
              where l.store_id = s.store_id and l.shipment_id = s.id order by place, number limit 1) l on true
            order by s.store_id, s.id""";

    private static final String MARK = """
            update tracking.shipment s set stalled_at = ?, version = s.version + 1
            from unnest(?::int[], ?::bigint[]) as u(s, i)
            where s.store_id = u.s and s.id = u.i and s.stalled_at is null returning s.id""";

    private static final String PROBLEM = """
            insert into tracking.problem as p (store_id, shipment_id, kind, opened_at)
            select u.s, u.i, u.k, ? from unnest(?::int[], ?::bigint[], ?::text[]) as u(s, i, k)
            on conflict (store_id, shipment_id, kind) do update set opened_at = excluded.opened_at, closed_at = null
            where p.closed_at is not null""";

    private static final String UNWATCH = """
            delete from tracking.watch w using unnest(?::int[], ?::bigint[]) as u(s, i)
            where w.store_id = u.s and w.shipment_id = u.i""";

    private static final String LATER = """
            update tracking.watch w set check_at = u.at from unnest(?::int[], ?::bigint[], ?::timestamptz[]) as u(s, i, at)
            where w.store_id = u.s and w.shipment_id = u.i""";

    private StallSql() {}

    /** An open parcel with what tells its lane. */
    record Watched(
            Parcel parcel,
            Instant registeredAt,
            @Nullable String carrier,
            @Nullable String service,
            @Nullable String country) {}

    static List<Watched> claim(Tx tx, Instant now, int limit) {
        return tx.list(
                CLAIM,
                row -> new Watched(
                        ParcelRows.parcel(row),
                        Tx.instantNotNull(row, "registered_at"),
                        row.getString("carrier"),
                        row.getString("service"),
                        row.getString("country")),
                now,
                limit);
    }

    /** Marks parcels as stalled; returns those that were not already. */
    static Set<Long> mark(Tx tx, List<ShipmentStalled> stalled, Instant now) {
        if (stalled.isEmpty()) {
            return Set.of();
        }
        List<ShipmentStalled> sorted = stalled.stream()
                .sorted(Comparator.comparingInt((ShipmentStalled s) -> s.store().value())
                        .thenComparingLong(s -> s.shipment().value()))
                .toList();
        int[] stores = sorted.stream().mapToInt(s -> s.store().value()).toArray();
        long[] shipments = sorted.stream().mapToLong(s -> s.shipment().value()).toArray();
        Set<Long> marked = new HashSet<>(tx.list(MARK, row -> row.getLong(1), now, stores, shipments));
        tx.execute(
                PROBLEM,
                now,
                stores,
                shipments,
                sorted.stream()
                        .map(s -> s.stall() == Stall.NO_SCAN ? OutcomeEvents.STALLED : OutcomeEvents.NOT_HANDED_OVER)
                        .toArray(String[]::new));
        return marked;
    }

    static void reschedule(Tx tx, List<Watched> over, Map<Watched, Instant> later) {
        tx.execute(UNWATCH, stores(over), shipments(over));
        List<Watched> again = List.copyOf(later.keySet());
        tx.execute(
                LATER,
                stores(again),
                shipments(again),
                again.stream().map(later::get).toArray(Instant[]::new));
    }

    private static int[] stores(List<Watched> rows) {
        return rows.stream().mapToInt(row -> row.parcel().store().value()).toArray();
    }

    private static long[] shipments(List<Watched> rows) {
        return rows.stream().mapToLong(row -> row.parcel().id().value()).toArray();
    }
}
