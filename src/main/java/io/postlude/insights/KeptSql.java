package io.postlude.insights;

import io.postlude.insights.ForecastDetails.LaneKept;
import io.postlude.insights.ForecastReport.LaneName;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises.SettledDelivery;
import java.time.LocalDate;
import java.util.List;

/** Puts delivery promises that came due on the lanes their parcels travelled. */
final class KeptSql {
    /** A parcel that has not arrived has no fact yet, but a forecast made at its hand-over. */
    private static final String BY_LANE = """
            select coalesce(d.carried, f.carrier, '') as carrier,
              coalesce(d.from_country, f.from_country, '') as from_country,
              coalesce(d.to_country, f.to_country, '') as to_country,
              coalesce(d.to_region, f.to_region, '') as to_region, u.week,
              count(*) filter (where u.kept) as kept, count(*) filter (where not u.kept) as broken
            from unnest(?::bigint[], ?::bigint[], ?::date[], ?::boolean[]) as u(o, s, week, kept)
            left join insights.delivery_fact d on d.store_id = ? and d.shipment_id = u.s
            left join insights.forecast_outcome f
              on f.store_id = ? and f.order_id = u.o and f.shipment_id = u.s and f.stage = 'HAND_OVER'
            group by 1, 2, 3, 4, 5 order by 5, 1, 2, 3, 4""";

    private KeptSql() {}

    static List<LaneKept> byLane(Tx tx, StoreId store, List<SettledDelivery> settled) {
        boolean[] kept = new boolean[settled.size()];
        for (int i = 0; i < kept.length; i++) kept[i] = settled.get(i).kept();
        return tx.list(
                BY_LANE,
                row -> new LaneKept(
                        new LaneName(
                                row.getString("carrier"),
                                row.getString("from_country"),
                                row.getString("to_country"),
                                row.getString("to_region")),
                        row.getObject("week", LocalDate.class),
                        row.getLong("kept"),
                        row.getLong("broken")),
                settled.stream().mapToLong(SettledDelivery::order).toArray(),
                settled.stream().mapToLong(SettledDelivery::shipment).toArray(),
                settled.stream().map(SettledDelivery::week).toArray(LocalDate[]::new),
                kept,
                store,
                store);
    }
}
