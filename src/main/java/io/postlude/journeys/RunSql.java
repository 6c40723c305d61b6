package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.flows.Signal;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.ShipmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of {@code journeys.run}. */
final class RunSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "flow_id bigint",
            "version int",
            "subject_id bigint",
            "turn int",
            "order_id bigint",
            "shipment_id bigint",
            "return_id bigint",
            "customer_id bigint",
            "step text",
            "at timestamptz",
            "due_at timestamptz",
            "awaits text",
            "event json",
            "event_id bigint",
            "entered_at timestamptz",
            "left_at timestamptz",
            "left_why text");

    private RunSql() {}

    /** Fails the transaction where the subject came in meanwhile: it then reads again, and finds it. */
    static void insert(Tx tx, List<Run> runs, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Run run : runs)
            rows.add(
                    run.store(),
                    run.id(),
                    run.flow(),
                    run.version(),
                    run.subject().id(),
                    run.turn(),
                    run.subject().order(),
                    run.subject().shipment(),
                    run.subject().returned(),
                    run.subject().customer(),
                    run.stand().step(),
                    run.stand().at(),
                    run.stand().dueAt(),
                    awaits(run),
                    Json.write(run.came().what()),
                    run.came().event(),
                    run.came().enteredAt(),
                    run.stand().isUnderWay() ? null : now,
                    run.stand().leftWhy());
        rows.appendTo(tx, "journeys.run");
    }

    /** Each must stand where it stood when it was read. */
    static void move(Tx tx, List<Run> runs, Instant now) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "rev int",
                "step text",
                "at timestamptz",
                "due_at timestamptz",
                "awaits text",
                "left_at timestamptz",
                "left_why text"));
        for (Run run : runs)
            rows.add(
                    run.store(),
                    run.id(),
                    run.rev(),
                    run.stand().step(),
                    run.stand().at(),
                    run.stand().dueAt(),
                    awaits(run),
                    run.stand().isUnderWay() ? null : now,
                    run.stand().leftWhy());
        int moved = rows.update(tx, """
                update journeys.run r set step = u.step, at = u.at, due_at = u.due_at, awaits = u.awaits,
                  left_at = u.left_at, left_why = u.left_why, rev = r.rev + 1
                from :rows u where r.store_id = u.store_id and r.id = u.id and r.rev = u.rev""");
        if (moved != runs.size()) throw new IllegalStateException(moved + " of " + runs.size() + " runs moved");
    }

    /** Skips what another node has in hand. */
    static List<Run> claimAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                select * from journeys.run where due_at <= ? order by due_at limit ?
                for no key update skip locked""", RunSql::read, now, limit);
    }

    static void postpone(Tx tx, List<Run> runs, Instant until) {
        BulkRows rows = new BulkRows(List.of("store_id int", "id bigint", "due_at timestamptz"));
        for (Run run : runs) rows.add(run.store(), run.id(), until);
        rows.execute(tx, """
                update journeys.run r set due_at = u.due_at from :rows u where r.store_id = u.store_id and r.id = u.id""");
    }

    /** Those that await something of these orders or people, locked in the order of their ids. */
    static List<Run> awaiting(Tx tx, StoreId store, Collection<OrderId> orders, Collection<CustomerId> people) {
        return tx.list(
                """
                select * from journeys.run where store_id = ? and awaits is not null
                  and (order_id = any(?) or customer_id = any(?)) order by id for no key update""",
                RunSql::read,
                store,
                orders.stream().mapToLong(OrderId::value).toArray(),
                people.stream().mapToLong(CustomerId::value).toArray());
    }

    /** How a subject stands with a journey: its last turn, whether it is under way, which event let it in. */
    record Last(FlowId flow, long subject, int turn, boolean underWay, long event) {}

    static List<Last> last(Tx tx, StoreId store, Collection<FlowId> flows, Collection<Long> subjects) {
        return tx.list(
                """
                select distinct on (flow_id, subject_id) flow_id, subject_id, turn, left_at is null, event_id
                from journeys.run where store_id = ? and flow_id = any(?) and subject_id = any(?)
                order by flow_id, subject_id, turn desc""",
                row -> new Last(
                        new FlowId(row.getLong(1)), row.getLong(2), row.getInt(3), row.getBoolean(4), row.getLong(5)),
                store,
                flows.stream().mapToLong(FlowId::value).toArray(),
                subjects.stream().mapToLong(Long::longValue).toArray());
    }

    static List<Run> ofIds(Tx tx, StoreId store, Collection<RunId> ids) {
        return tx.list(
                "select * from journeys.run where store_id = ? and id = any(?)",
                RunSql::read,
                store,
                ids.stream().mapToLong(RunId::value).toArray());
    }

    /** Everybody under way leaves. */
    static void end(Tx tx, StoreId store, Ending ending) {
        tx.execute("""
                update journeys.run set left_at = ?, left_why = ?, due_at = null, awaits = null, rev = rev + 1
                where store_id = ? and flow_id = ? and left_at is null""", ending.at(), ending.why(), store, ending.flow());
    }

    record Ending(FlowId flow, String why, Instant at) {}

    /** To a version with these steps. */
    record Moving(FlowId flow, int version, List<String> steps, Instant at) {}

    /** Everybody under way whose step the new version still has goes on in it; the others leave. */
    static void moveTo(Tx tx, StoreId store, Moving moving) {
        String[] known = moving.steps().toArray(String[]::new);
        tx.execute("""
                update journeys.run set left_at = ?, left_why = 'step gone', due_at = null, awaits = null, rev = rev + 1
                where store_id = ? and flow_id = ? and left_at is null and step <> all(?)""", moving.at(), store, moving.flow(), known);
        // Due at once: a wait that has changed is reckoned anew from when the run came to it.
        tx.execute("""
                update journeys.run set version = ?, due_at = ?, awaits = null, rev = rev + 1
                where store_id = ? and flow_id = ? and left_at is null""", moving.version(), moving.at(), store, moving.flow());
    }

    private static @Nullable String awaits(Run run) {
        return run.stand().awaits() == null ? null : run.stand().awaits().toString();
    }

    static Run read(ResultSet row) throws SQLException {
        String awaits = row.getString("awaits");
        return new Run(
                new RunId(row.getLong("id")),
                new StoreId(row.getInt("store_id")),
                new FlowId(row.getLong("flow_id")),
                row.getInt("version"),
                new Run.Subject(
                        row.getLong("subject_id"),
                        TouchpointSql.number(row, "order_id").map(OrderId::new).orElse(null),
                        TouchpointSql.number(row, "shipment_id")
                                .map(ShipmentId::new)
                                .orElse(null),
                        TouchpointSql.number(row, "return_id")
                                .map(ReturnId::new)
                                .orElse(null),
                        TouchpointSql.number(row, "customer_id")
                                .map(CustomerId::new)
                                .orElse(null)),
                row.getInt("turn"),
                new Run.Stand(
                        row.getString("step"),
                        Tx.instantNotNull(row, "at"),
                        Tx.instant(row, "due_at"),
                        Optional.ofNullable(awaits).map(Signal::parse).orElse(null),
                        row.getString("left_why")),
                new Run.Came(
                        Json.read(row.getString("event"), Run.What.class),
                        row.getLong("event_id"),
                        Tx.instantNotNull(row, "entered_at")),
                row.getInt("rev"));
    }
}
