package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** How many hours without a scan are ordinary on a lane of a store: carrier, service and country. */
final class LanePaces {

    /** Until a lane has told enough of itself: four days, a weekend and two working days. */
    static final int DEFAULT_SILENT_HOURS = 96;

    private static final int SILENT_HOURS_MIN = 24;
    private static final int GAPS_MIN = 30;
    private static final Duration LOOK_BACK = Duration.ofDays(90);

    /** Silent longer than all but one gap in fifty, with half of that as grace. */
    private static final String MEASURE = """
            insert into tracking.lane_pace (store_id, carrier, service, country, silent_hours, gaps, measured_at)
            select store_id, carrier, service, country,
              greatest(?::int, ceil(1.5 * percentile_cont(0.98) within group (order by gap)))::int, count(*), ?
            from (
              select c.store_id, c.carrier, coalesce(s.service, '') as service, coalesce(s.country, '') as country,
                extract(epoch from c.occurred_at - lag(c.occurred_at)
                  over (partition by c.shipment_id order by c.occurred_at)) / 3600 as gap
              from tracking.scan c
              join tracking.shipment s on s.store_id = c.store_id and s.id = c.shipment_id
              where c.occurred_at > ?) g
            where gap is not null
            group by store_id, carrier, service, country having count(*) >= ?
            on conflict (store_id, carrier, service, country) do update
            set silent_hours = excluded.silent_hours, gaps = excluded.gaps, measured_at = excluded.measured_at""";

    private static final String LOAD = """
            select store_id, carrier, service, country, silent_hours from tracking.lane_pace where store_id = any(?)""";

    private final Database database;
    private final InstantSource clock;

    LanePaces(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A lane of a store; an unknown service or country is empty. */
    record LaneKey(int store, String carrier, String service, String country) {}

    void measureAcrossStores() {
        Instant now = clock.instant();
        database.runAcrossStores(tx -> tx.execute(MEASURE, SILENT_HOURS_MIN, now, now.minus(LOOK_BACK), GAPS_MIN));
    }

    static Map<LaneKey, Integer> load(Tx tx, Set<Integer> stores) {
        Map<LaneKey, Integer> paces = new HashMap<>();
        tx.each(
                LOAD,
                row -> paces.put(
                        new LaneKey(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)),
                        row.getInt(5)),
                (Object) stores.stream().mapToInt(Integer::intValue).toArray());
        return paces;
    }
}
