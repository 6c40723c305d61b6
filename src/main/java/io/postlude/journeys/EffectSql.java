package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the effect of a journey is read from. */
final class EffectSql {
    private EffectSql() {}

    /** The first run of each person who came in before that time, the newest people first. */
    static List<Run> firstRuns(Tx tx, StoreId store, FlowId id, Instant before) {
        return tx.list("""
                select * from (
                  select distinct on (customer_id) * from journeys.run
                  where store_id = ? and flow_id = ? and customer_id is not null
                  order by customer_id, entered_at, id) r
                where entered_at <= ? order by entered_at desc limit ?""", RunSql::read, store, id, before, Effects.PEOPLE_LIMIT);
    }

    /** The first run of each person in any journey, as {@link #firstRuns}. */
    static List<Run> firstRunsOfAll(Tx tx, StoreId store, Instant before) {
        return tx.list("""
                select * from (
                  select distinct on (customer_id) * from journeys.run
                  where store_id = ? and customer_id is not null
                  order by customer_id, entered_at, id) r
                where entered_at <= ? order by entered_at desc limit ?""", RunSql::read, store, before, Effects.PEOPLE_LIMIT);
    }

    /** When each person was sent something by a journey. */
    static Map<CustomerId, List<Instant>> told(Tx tx, StoreId store, FlowId id) {
        Map<CustomerId, List<Instant>> told = new HashMap<>();
        tx.each(
                """
                select customer_id, decided_at from journeys.touchpoint
                where store_id = ? and flow_id = ? and outcome = 'SENT' and customer_id is not null""",
                row -> told.computeIfAbsent(new CustomerId(row.getLong(1)), person -> new ArrayList<>())
                        .add(Tx.instantNotNull(row, "decided_at")),
                store,
                id);
        return told;
    }
}
