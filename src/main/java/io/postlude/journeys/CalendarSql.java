package io.postlude.journeys;

import io.postlude.flows.FlowId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code journeys.calendar} and {@code journeys.muster}. */
final class CalendarSql {
    private CalendarSql() {}

    /** From now on its days count; what came before is not made up for. */
    static void begin(Tx tx, StoreId store, FlowId flow, Instant now) {
        tx.execute("""
                insert into journeys.calendar (store_id, flow_id, looked_until) values (?, ?, ?)
                on conflict (store_id, flow_id) do update set looked_until = excluded.looked_until""", store, flow, now);
    }

    /** How far each journey was looked at; no other node looks meanwhile. */
    static Map<FlowId, Instant> lock(Tx tx, StoreId store) {
        Map<FlowId, Instant> looked = new HashMap<>();
        tx.each(
                "select flow_id, looked_until from journeys.calendar where store_id = ? order by flow_id for update",
                row -> looked.put(new FlowId(row.getLong(1)), Tx.instantNotNull(row, "looked_until")),
                store);
        return looked;
    }

    static void save(Tx tx, StoreId store, Map<FlowId, Instant> looked) {
        BulkRows rows = new BulkRows(List.of("store_id int", "flow_id bigint", "looked_until timestamptz"));
        looked.forEach((flow, until) -> rows.add(store, flow, until));
        rows.execute(tx, """
                insert into journeys.calendar (store_id, flow_id, looked_until)
                select store_id, flow_id, looked_until from :rows u order by flow_id
                on conflict (store_id, flow_id) do update set looked_until = excluded.looked_until""");
    }

    static void forget(Tx tx, StoreId store, Collection<FlowId> flows) {
        tx.execute(
                "delete from journeys.calendar where store_id = ? and flow_id = any(?)",
                store,
                flows.stream().mapToLong(FlowId::value).toArray());
    }

    /** One day on which people are called up. */
    record Muster(
            StoreId store, long id, FlowId flow, int version, LocalDate day, CalendarDays.Window window, long after) {}

    static void insert(Tx tx, List<Muster> musters) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "flow_id bigint",
                "version int",
                "day date",
                "since timestamptz",
                "until timestamptz",
                "after_id bigint"));
        for (Muster one : musters)
            rows.add(
                    one.store(),
                    one.id(),
                    one.flow(),
                    one.version(),
                    one.day(),
                    one.window().since(),
                    one.window().until(),
                    one.after());
        rows.appendTo(tx, "journeys.muster");
    }

    /** The oldest that no other node has in hand. */
    static Optional<Muster> claimAcrossStores(Tx tx) {
        return tx.first("select * from journeys.muster order by id limit 1 for update skip locked", CalendarSql::read);
    }

    private static Muster read(ResultSet row) throws SQLException {
        return new Muster(
                new StoreId(row.getInt("store_id")),
                row.getLong("id"),
                new FlowId(row.getLong("flow_id")),
                row.getInt("version"),
                row.getObject("day", LocalDate.class),
                new CalendarDays.Window(Tx.instantNotNull(row, "since"), Tx.instantNotNull(row, "until")),
                row.getLong("after_id"));
    }

    /** 0: all were called up. */
    static void advance(Tx tx, Muster muster, long after) {
        if (after == 0)
            tx.execute("delete from journeys.muster where store_id = ? and id = ?", muster.store(), muster.id());
        else
            tx.execute(
                    "update journeys.muster set after_id = ? where store_id = ? and id = ?",
                    after,
                    muster.store(),
                    muster.id());
    }
}
