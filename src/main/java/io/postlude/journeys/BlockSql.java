package io.postlude.journeys;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;

/** Touchpoints that stand on a page. */
final class BlockSql {
    private BlockSql() {}

    record Standing(TouchpointId id, RunId run, String step, Instant at) {}

    /** A run that came to its end by its own steps leaves its block standing; a goal or an exit takes it down. */
    static List<Standing> standing(Tx tx, StoreId store, OrderId order, Instant now) {
        return tx.list(
                """
                select t.id, t.run_id, t.step, t.happened_at from journeys.touchpoint t
                join journeys.run r on r.store_id = t.store_id and r.id = t.run_id
                where t.store_id = ? and t.order_id = ? and t.medium = 'PAGE' and t.outcome = 'SENT'
                  and t.useful_until > ? and (r.left_at is null or r.left_why = 'end') order by t.id desc""",
                row -> new Standing(
                        new TouchpointId(row.getLong(1)),
                        new RunId(row.getLong(2)),
                        row.getString(3),
                        Tx.instantNotNull(row, "happened_at")),
                store,
                order,
                now);
    }

    static void seen(Tx tx, StoreId store, TouchpointId id, Instant now) {
        tx.execute(
                "update journeys.touchpoint set seen_at = ? where store_id = ? and id = ? and seen_at is null",
                now,
                store,
                id);
    }
}
