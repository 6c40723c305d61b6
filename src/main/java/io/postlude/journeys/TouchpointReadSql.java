package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Filter;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Touchpoints for reading. */
final class TouchpointReadSql {
    private TouchpointReadSql() {}

    static Page<Touchpoint> list(Tx tx, StoreId store, TouchpointQuery query) {
        // What is asked for decides the way; one plan for all would walk everything for a rare rule.
        tx.execute("set local plan_cache_mode = force_custom_plan");
        Filter filter = new Filter()
                .and("t.store_id = ?", store)
                .andIf(query.kind() != null, "t.kind = ?", query.kind())
                .andIf(query.outcome() != null, "t.outcome = ?", query.outcome())
                .andIf(query.rule() != null, "t.rule = ?", query.rule())
                .andIf(!query.orders().isEmpty(), "t.order_id = any(?)", (Object)
                        query.orders().stream().mapToLong(OrderId::value).toArray())
                .andIf(!query.people().isEmpty(), "t.customer_id = any(?)", (Object)
                        query.people().stream().mapToLong(CustomerId::value).toArray());
        if (query.cursor() != null)
            filter.and("t.id < ?", Cursor.parse(query.cursor()).id());
        List<Touchpoint> rows = tx.list(
                "select t.* from journeys.touchpoint t " + filter.where() + " order by t.id desc limit ?",
                TouchpointSql::read,
                filter.parameters(query.limit() + 1));
        return Page.of(rows, query.limit(), last -> Cursor.at(last.noticedAt(), last.id()));
    }

    static Optional<Touchpoint> find(Tx tx, StoreId store, TouchpointId id) {
        return tx.first(
                "select * from journeys.touchpoint where store_id = ? and id = ?", TouchpointSql::read, store, id);
    }

    static List<Touchpoint> ofMessage(Tx tx, StoreId store, OrderId order, MessageId message) {
        return tx.list(
                "select * from journeys.touchpoint where store_id = ? and order_id = ? and message_id = ? order by id",
                TouchpointSql::read,
                store,
                order,
                message);
    }

    static List<FormerDecision> former(Tx tx, StoreId store, TouchpointId id) {
        return tx.list(
                """
                select outcome, rule, due_at, decided_at from journeys.former_decision
                where store_id = ? and touchpoint_id = ? order by number""",
                row -> new FormerDecision(
                        Outcome.valueOf(row.getString(1)),
                        Optional.ofNullable(row.getString(2)).map(Rule::valueOf).orElse(null),
                        Tx.instant(row, "due_at"),
                        Tx.instantNotNull(row, "decided_at")),
                store,
                id);
    }

    static List<Count> counts(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.list(
                """
                select kind, outcome, rule, count(*) from journeys.touchpoint
                where store_id = ? and noticed_at >= ? and noticed_at < ? group by 1, 2, 3""",
                row -> new Count(
                        TouchpointKind.valueOf(row.getString(1)),
                        Outcome.valueOf(row.getString(2)),
                        Optional.ofNullable(row.getString(3)).map(Rule::valueOf).orElse(null),
                        row.getLong(4)),
                store,
                from,
                until);
    }

    /** What is told of a touchpoint to the person it was about. */
    record ToPerson(
            String about,
            String outcome,
            @Nullable String why,
            Instant happenedAt,
            Instant decidedAt,
            @Nullable String words) {}

    static List<ToPerson> toPerson(Tx tx, StoreId store, long[] customers) {
        return tx.list(
                """
                select kind, outcome, rule, happened_at, decided_at, because -> 'byHand' ->> 'sentence'
                from journeys.touchpoint
                where store_id = ? and customer_id = any(?) order by id""",
                row -> new ToPerson(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Tx.instantNotNull(row, "happened_at"),
                        Tx.instantNotNull(row, "decided_at"),
                        row.getString(6)),
                store,
                customers);
    }

    static void forget(Tx tx, StoreId store, long[] customers) {
        tx.execute("""
                update journeys.touchpoint set customer_id = null,
                  because = (because::jsonb #- '{byHand,sentence}' #- '{byHand,gesture}')::json
                where store_id = ? and customer_id = any(?)""", store, customers);
    }

    static long noticed(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.number(
                "select count(*) from journeys.touchpoint where store_id = ? and noticed_at >= ? and noticed_at < ?",
                store,
                from,
                until);
    }

    static long messages(Tx tx, StoreId store, Instant from, Instant until) {
        return tx.number("""
                select count(distinct message_id) from journeys.touchpoint
                where store_id = ? and noticed_at >= ? and noticed_at < ? and outcome = 'SENT'""", store, from, until);
    }
}
