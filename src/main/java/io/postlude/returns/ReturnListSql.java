package io.postlude.returns;

import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of returns. */
final class ReturnListSql {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private ReturnListSql() {}

    static Page<ReturnView> list(Tx tx, StoreId store, ReturnQuery query) {
        Cursor cursor = query.cursor() == null
                ? new Cursor(
                        Cursor.at(END_OF_TIME, new ReturnId(Long.MAX_VALUE)).value(), Long.MAX_VALUE)
                : Cursor.parse(query.cursor());
        String[] stages = (query.stages().isEmpty() ? List.of(Stage.values()) : query.stages())
                .stream().map(Enum::name).toArray(String[]::new);
        List<ReturnId> ids = tx.list(
                """
                select id from returns.customer_return
                where store_id = ? and stage = any(?) and (requested_at, id) < (?, ?)
                order by requested_at desc, id desc limit ?""", row -> new ReturnId(row.getLong(1)), store, stages, cursor.time(), cursor.id(), query.limit() + 1);
        return Page.of(ReturnViews.of(tx, store, ids), query.limit(), view -> Cursor.at(view.requestedAt(), view.id()));
    }

    /** How many stand where; stages without any are left out. */
    static Map<Stage, Long> counts(Tx tx, StoreId store) {
        Map<Stage, Long> counts = new HashMap<>();
        tx.each(
                "select stage, count(*) from returns.customer_return where store_id = ? group by stage",
                row -> counts.put(Stage.valueOf(row.getString(1)), row.getLong(2)),
                store);
        return counts;
    }

    static Optional<ReturnId> byShipment(Tx tx, StoreId store, ShipmentId shipment) {
        return tx.first(
                "select id from returns.customer_return where store_id = ? and shipment_id = ?",
                row -> new ReturnId(row.getLong(1)),
                store,
                shipment);
    }

    /** What people have to give by hand, the oldest first, and what got stuck. */
    static List<Payout> waiting(Tx tx, StoreId store, int limit) {
        return tx.list("""
                select * from returns.payout where store_id = ? and (state = 'BY_HAND' or trouble is not null)
                  and state in ('BY_HAND', 'WAITING', 'ASKING')
                order by made_at, id limit ?""", PayoutSql::payout, store, limit);
    }
}
