package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of all parcels of a store, from the counts that triggers keep (see the script that lays them). */
final class ParcelCounts {
    private static final String UNDER_WAY = """
            select detail, sum(n)::bigint from (
              select store_id, direction, detail, n from tracking.standing_count
              union all select store_id, direction, detail, n from tracking.standing_change) c
            where store_id = ? and direction = 0 and detail <> all(?) group by detail having sum(n) <> 0""";

    private static final String REGISTERED = """
            select width_bucket(slot, ?::timestamptz[]) as week, sum(n)::bigint from (
              select store_id, slot, direction, n from tracking.registered_count
              union all select store_id, slot, direction, n from tracking.registered_change) c
            where store_id = ? and slot >= date_bin('15 minutes', ?, '2000-01-01Z') and slot < ? and direction = 0
            group by 1 having sum(n) <> 0""";

    private static final String FOLD_STANDING = """
            with gone as (delete from tracking.standing_change returning store_id, direction, detail, n)
            insert into tracking.standing_count as c (store_id, direction, detail, n)
            select store_id, direction, detail, sum(n) from gone group by 1, 2, 3 order by 1, 2, 3
            on conflict (store_id, direction, detail) do update set n = c.n + excluded.n""";

    private static final String FOLD_REGISTERED = """
            with gone as (delete from tracking.registered_change returning store_id, slot, direction, n)
            insert into tracking.registered_count as c (store_id, slot, direction, n)
            select store_id, slot, direction, sum(n) from gone group by 1, 2, 3 order by 1, 2, 3
            on conflict (store_id, slot, direction) do update set n = c.n + excluded.n""";

    private ParcelCounts() {}

    static Map<StatusDetail, Long> underWay(Tx tx, StoreId store) {
        int[] ended = Arrays.stream(StatusDetail.values())
                .filter(StatusDetail::terminal)
                .mapToInt(StatusDetail::number)
                .toArray();
        Map<StatusDetail, Long> counts = new EnumMap<>(StatusDetail.class);
        tx.each(UNDER_WAY, row -> counts.put(StatusDetail.ofNumber(row.getInt(1)), row.getLong(2)), store, ended);
        return counts;
    }

    /** The span in whole quarters of an hour: its first and its last count whole. */
    static Map<LocalDate, Long> registeredByWeek(Tx tx, StoreId store, Promises.Span span) {
        List<LocalDate> mondays = span.mondays();
        Map<LocalDate, Long> weeks = new TreeMap<>();
        tx.each(
                REGISTERED,
                row -> weeks.put(mondays.get(row.getInt(1) - 1), row.getLong(2)),
                span.beginnings(),
                store,
                span.from(),
                span.until());
        return weeks;
    }

    /** Brings the changes of the counts into them, which changes no figure. */
    static void foldAcrossStores(Tx tx) {
        tx.execute(FOLD_STANDING);
        tx.execute(FOLD_REGISTERED);
    }
}
