package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.DatabaseException;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnId;
import io.postlude.tracking.ShipmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of {@code journeys.touchpoint}, written where something is decided. */
final class TouchpointSql {
    /** What every touchpoint has, in the order it is written in; those of steps have more behind it. */
    static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "kind text",
            "subject_id bigint",
            "milestone text",
            "order_id bigint",
            "shipment_id bigint",
            "customer_id bigint",
            "event_id bigint",
            "happened_at timestamptz",
            "because json",
            "useful_until timestamptz",
            "outcome text",
            "rule text",
            "due_at timestamptz",
            "message_id bigint",
            "noticed_at timestamptz",
            "decided_at timestamptz");

    private TouchpointSql() {}

    /** A plan with what became of it. */
    record Decided(Plan plan, @Nullable MessageId message) {}

    /** Fails the transaction where one is there already: it then reads again, and finds it. */
    static void insert(Tx tx, List<Decided> all, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Decided decided : all) rows.add(row(decided, now));
        rows.appendTo(tx, "journeys.touchpoint");
    }

    private static @Nullable Object[] row(Decided decided, Instant now) {
        Plan plan = decided.plan();
        Occasion occasion = plan.question().occasion();
        Verdict verdict = plan.verdict();
        return new @Nullable Object[] {
            occasion.store(),
            plan.id(),
            occasion.kind(),
            occasion.subject(),
            occasion.milestone(),
            occasion.order(),
            occasion.shipment(),
            plan.question().isGift() ? null : plan.question().order().customer(),
            occasion.event(),
            occasion.happenedAt(),
            Json.write(occasion.because()),
            plan.question().usefulUntil(),
            outcome(verdict),
            rule(verdict),
            until(verdict),
            decided.message(),
            now,
            now
        };
    }

    /** Keeps how each stood before, then moves it. */
    static void update(Tx tx, List<Decided> all, Instant now) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "outcome text",
                "rule text",
                "due_at timestamptz",
                "message_id bigint",
                "decided_at timestamptz",
                "medium text",
                "passed json"));
        for (Decided decided : all) {
            Verdict verdict = decided.plan().verdict();
            rows.add(
                    decided.plan().question().occasion().store(),
                    decided.plan().id(),
                    outcome(verdict),
                    rule(verdict),
                    until(verdict),
                    decided.message(),
                    now,
                    null,
                    null);
        }
        move(tx, rows, all.size());
    }

    /** Rows of store, id and the new decision. */
    static void move(Tx tx, BulkRows rows, int size) {
        rows.execute(tx, """
                insert into journeys.former_decision (store_id, touchpoint_id, number, outcome, rule, due_at, decided_at)
                select t.store_id, t.id, t.decisions, t.outcome, t.rule, t.due_at, t.decided_at
                from journeys.touchpoint t join :rows u on t.store_id = u.store_id and t.id = u.id""");
        int moved = rows.update(tx, """
                update journeys.touchpoint t set outcome = u.outcome, rule = u.rule, due_at = u.due_at,
                  message_id = u.message_id, decided_at = u.decided_at,
                  medium = u.medium, passed = u.passed, decisions = t.decisions + 1
                from :rows u where t.store_id = u.store_id and t.id = u.id and t.outcome = 'DEFERRED'""");
        if (moved != size) throw new IllegalStateException(moved + " of " + size + " touchpoints moved");
    }

    static Outcome outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Send _ -> Outcome.SENT;
            case Verdict.Defer _ -> Outcome.DEFERRED;
            case Verdict.Withhold _ -> Outcome.WITHHELD;
            case Verdict.Expire _ -> Outcome.EXPIRED;
        };
    }

    static @Nullable Rule rule(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Send _ -> null;
            case Verdict.Defer(Rule rule, Instant _) -> rule;
            case Verdict.Withhold(Rule rule) -> rule;
            case Verdict.Expire(Rule rule) -> rule;
        };
    }

    static @Nullable Instant until(Verdict verdict) {
        return verdict instanceof Verdict.Defer(Rule _, Instant until) ? until : null;
    }

    static Map<OrderId, List<Touchpoint>> ofOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, List<Touchpoint>> told = new HashMap<>();
        tx.each(
                "select * from journeys.touchpoint where store_id = ? and order_id = any(?) order by id",
                row -> told.computeIfAbsent(new OrderId(row.getLong("order_id")), id -> new ArrayList<>())
                        .add(read(row)),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return told;
    }

    /** A deferred touchpoint whose time has come, with all that is needed to decide it anew. */
    record Waiting(TouchpointId id, Occasion occasion, Rule rule, Instant usefulUntil) {}

    /** Skips what another node has in hand. */
    static List<Waiting> claimAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                select * from journeys.touchpoint where due_at <= ? and flow_id is null order by due_at limit ?
                for no key update skip locked""", TouchpointSql::waiting, now, limit);
    }

    /** Those of the same orders and kinds that wait to be told together with these: they go with them. */
    static List<Waiting> siblingsAcrossStores(Tx tx, List<Waiting> due) {
        BulkRows rows = new BulkRows(List.of("store_id int", "order_id bigint", "kind text"));
        due.stream()
                .filter(waiting -> waiting.rule() == Rule.TOGETHER)
                .map(waiting -> List.of(
                        waiting.occasion().store(),
                        waiting.occasion().order(),
                        waiting.occasion().kind()))
                .distinct()
                .forEach(key -> rows.add(key.get(0), key.get(1), key.get(2)));
        List<Waiting> all = rows.list(tx, """
                select t.* from journeys.touchpoint t
                join :rows u on t.store_id = u.store_id and t.order_id = u.order_id and t.kind = u.kind
                where t.outcome = 'DEFERRED' and t.rule = 'TOGETHER' for no key update of t skip locked""", TouchpointSql::waiting);
        return Stream.concat(all.stream(), settlingWith(tx, due).stream())
                .filter(sibling -> due.stream().noneMatch(taken -> taken.id().equals(sibling.id())))
                .toList();
    }

    /** Of one return all that waits for more: it is told in one message. */
    private static List<Waiting> settlingWith(Tx tx, List<Waiting> due) {
        BulkRows rows = new BulkRows(List.of("store_id int", "subject_id bigint"));
        due.stream()
                .filter(waiting -> waiting.rule() == Rule.SETTLING)
                .map(waiting -> List.<Object>of(
                        waiting.occasion().store(), waiting.occasion().subject()))
                .distinct()
                .forEach(key -> rows.add(key.get(0), key.get(1)));
        return rows.list(tx, """
                select t.* from journeys.touchpoint t
                join :rows u on t.store_id = u.store_id and t.subject_id = u.subject_id
                where t.outcome = 'DEFERRED' and t.rule = 'SETTLING' for no key update of t skip locked""", TouchpointSql::waiting);
    }

    /** What could not be written waits a little; the time of its usefulness ends it where that does not help. */
    static void postpone(Tx tx, List<Waiting> all, Instant until) {
        tx.execute(
                """
                update journeys.touchpoint t set due_at = ?, rule = 'FAILED'
                from unnest(?::int[], ?::bigint[]) as u(store, id) where t.store_id = u.store and t.id = u.id""",
                until,
                all.stream().mapToInt(w -> w.occasion().store().value()).toArray(),
                all.stream().mapToLong(w -> w.id().value()).toArray());
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        Touchpoint touchpoint = read(row);
        Because because = Json.read(row.getString("because"), Because.class);
        return new Waiting(
                touchpoint.id(),
                new Occasion(
                        new StoreId(row.getInt("store_id")),
                        touchpoint.kind(),
                        touchpoint.milestone(),
                        Objects.requireNonNull(touchpoint.order()),
                        about(touchpoint, because),
                        touchpoint.happenedAt(),
                        row.getLong("event_id"),
                        because),
                Rule.valueOf(row.getString("rule")),
                touchpoint.usefulUntil());
    }

    private static Occasion.About about(Touchpoint touchpoint, Because because) {
        if (because.back() != null)
            return new Occasion.OneReturn(new ReturnId(because.back().returned()));
        ShipmentId shipment = touchpoint.shipment();
        return shipment == null ? new Occasion.WholeOrder() : new Occasion.OneParcel(shipment);
    }

    static Touchpoint read(ResultSet row) throws SQLException {
        String rule = row.getString("rule");
        return new Touchpoint(
                new TouchpointId(row.getLong("id")),
                TouchpointKind.valueOf(row.getString("kind")),
                row.getLong("subject_id"),
                number(row, "order_id").map(OrderId::new).orElse(null),
                number(row, "shipment_id").map(ShipmentId::new).orElse(null),
                number(row, "customer_id").map(CustomerId::new).orElse(null),
                row.getString("milestone"),
                Tx.instantNotNull(row, "happened_at"),
                Tx.instantNotNull(row, "useful_until"),
                Tx.instantNotNull(row, "noticed_at"),
                Tx.instantNotNull(row, "decided_at"),
                Outcome.valueOf(row.getString("outcome")),
                rule == null ? null : Rule.valueOf(rule),
                Tx.instant(row, "due_at"),
                number(row, "message_id").map(MessageId::new).orElse(null),
                row.getInt("decisions"),
                number(row, "flow_id")
                        .map(flow -> new Touchpoint.OfFlow(new FlowId(flow), step(row)))
                        .orElse(null),
                MediaSql.medium(row),
                MediaSql.passed(row),
                Tx.instant(row, "seen_at"));
    }

    private static String step(ResultSet row) {
        try {
            return row.getString("step");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
