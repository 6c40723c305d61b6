package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of {@code journeys.send}, and the counts of its journey. */
final class SendSql {
    private SendSql() {}

    record Row(FlowId flow, Send.Course course) {}

    static void make(Tx tx, StoreId store, FlowId flow, Deed deed) {
        tx.execute(
                "insert into journeys.send (store_id, flow_id, made_at, made_by) values (?, ?, ?, ?)",
                store,
                flow,
                deed.at(),
                deed.by());
    }

    /** When and by whom. */
    record Deed(Instant at, String by) {}

    /** A journey may have been written elsewhere, and may be sent again to those who came since. */
    static void begin(Tx tx, StoreId store, FlowId flow, Begun begun) {
        Deed deed = begun.deed();
        tx.execute("""
                insert into journeys.send (store_id, flow_id, made_at, made_by, begun_at, begun_by, last_call_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (store_id, flow_id) do update set begun_at = excluded.begun_at, begun_by = excluded.begun_by,
                  last_call_at = excluded.last_call_at, ended_at = null, cancelled_at = null, cancelled_by = null""", store, flow, deed.at(), deed.by(), deed.at(), deed.by(), begun.lastCall());
    }

    /** {@code lastCall}: when its hour has come on all clocks. */
    record Begun(Deed deed, Instant lastCall) {}

    /** False where it is over already. */
    static boolean cancel(Tx tx, StoreId store, FlowId flow, Deed deed) {
        return tx.update("""
                update journeys.send set cancelled_at = ?, cancelled_by = ?
                where store_id = ? and flow_id = ? and ended_at is null and cancelled_at is null""", deed.at(), deed.by(), store, flow) == 1;
    }

    static List<Row> all(Tx tx, StoreId store) {
        return tx.list(
                "select * from journeys.send where store_id = ? order by coalesce(begun_at, made_at) desc, flow_id desc limit 200",
                SendSql::read,
                store);
    }

    static Optional<Row> find(Tx tx, StoreId store, FlowId flow) {
        return tx.first("select * from journeys.send where store_id = ? and flow_id = ?", SendSql::read, store, flow);
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                new FlowId(row.getLong("flow_id")),
                new Send.Course(
                        Tx.instantNotNull(row, "made_at"),
                        row.getString("made_by"),
                        Tx.instant(row, "begun_at"),
                        row.getString("begun_by"),
                        Tx.instant(row, "ended_at"),
                        Tx.instant(row, "cancelled_at"),
                        row.getString("cancelled_by")));
    }

    /** Nobody is called up any more, whoever is not yet. */
    static void dismiss(Tx tx, StoreId store, FlowId flow) {
        tx.execute("delete from journeys.muster where store_id = ? and flow_id = ?", store, flow);
    }

    /** What waits is decided at once. */
    static void hurry(Tx tx, StoreId store, FlowId flow, Instant now) {
        tx.execute("""
                update journeys.touchpoint set due_at = ?
                where store_id = ? and flow_id = ? and due_at is not null and due_at > ?""", now, store, flow, now);
    }

    /** Sends of which everybody was called up, and nobody is under way or waits. */
    static List<Over> overAcrossStores(Tx tx, Instant now) {
        return tx.list("""
                select s.store_id, s.flow_id from journeys.send s
                where s.begun_at is not null and s.ended_at is null and s.cancelled_at is null and s.last_call_at <= ?
                  and not exists (select 1 from journeys.muster m where m.store_id = s.store_id and m.flow_id = s.flow_id)
                  and exists (select 1 from journeys.calendar c where c.store_id = s.store_id and c.flow_id = s.flow_id
                    and c.looked_until >= s.last_call_at)
                  and not exists (select 1 from journeys.run r where r.store_id = s.store_id and r.flow_id = s.flow_id
                    and r.left_at is null)
                  and not exists (select 1 from journeys.touchpoint t where t.store_id = s.store_id and t.flow_id = s.flow_id
                    and t.due_at is not null)
                order by s.store_id, s.flow_id for update of s skip locked""", row -> new Over(new StoreId(row.getInt(1)), new FlowId(row.getLong(2))), now);
    }

    record Over(StoreId store, FlowId flow) {}

    static void end(Tx tx, StoreId store, FlowId flow, Instant now) {
        tx.execute("update journeys.send set ended_at = ? where store_id = ? and flow_id = ?", now, store, flow);
    }

    /** Who came in, and who of them is under way. */
    record Runs(long called, long underWay) {}

    static Runs runs(Tx tx, StoreId store, FlowId flow) {
        return tx.first("""
                        select count(*), count(*) filter (where left_at is null) from journeys.run
                        where store_id = ? and flow_id = ?""", row -> new Runs(row.getLong(1), row.getLong(2)), store, flow)
                .orElse(new Runs(0, 0));
    }

    /** Whom it was sent to, and when. */
    static Map<CustomerId, Instant> toldWhen(Tx tx, StoreId store, FlowId flow) {
        Map<CustomerId, Instant> when = new HashMap<>();
        tx.each("""
                select customer_id, min(coalesce(decided_at, noticed_at)) from journeys.touchpoint
                where store_id = ? and flow_id = ? and outcome = 'SENT' and customer_id is not null group by 1""", row -> when.put(new CustomerId(row.getLong(1)), Tx.instantNotNull(row, "min")), store, flow);
        return when;
    }

    record Told(Map<Outcome, Long> outcomes, Map<Rule, Long> rules, Map<Rule, Long> held) {}

    static Told told(Tx tx, StoreId store, FlowId flow) {
        Told told = new Told(new EnumMap<>(Outcome.class), new EnumMap<>(Rule.class), new EnumMap<>(Rule.class));
        tx.each(
                """
                select outcome, rule, count(*) from journeys.touchpoint where store_id = ? and flow_id = ?
                group by outcome, rule""",
                row -> {
                    Outcome outcome = Outcome.valueOf(row.getString(1));
                    told.outcomes().merge(outcome, row.getLong(3), Long::sum);
                    String rule = row.getString(2);
                    if (rule == null || outcome == Outcome.SENT) return;
                    (outcome == Outcome.DEFERRED ? told.held() : told.rules())
                            .merge(Rule.valueOf(rule), row.getLong(3), Long::sum);
                },
                store,
                flow);
        return told;
    }
}
