package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists of returns. */
final class ReturnListSql {
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    /** Something is not as it should be, and a person has to say what that means. */
    private static final String TROUBLE = "((p.verdict = 'APPROVED' and p.travel in ('MISSING', 'GRADED'))"
            + " or (p.verdict in ('ACCEPTED', 'SETTLED') and p.travel = 'MISSING'))";

    private ReturnListSql() {}

    static Map<CustomerId, List<Instant>> times(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, List<Instant>> times = new HashMap<>();
        tx.each(
                "select customer_id, requested_at from returns.customer_return where store_id = ? and customer_id = any(?)",
                row -> times.computeIfAbsent(new CustomerId(row.getLong(1)), one -> new ArrayList<>())
                        .add(Tx.instantNotNull(row, "requested_at")),
                store,
                people.stream().mapToLong(CustomerId::value).toArray());
        return times;
    }

    static List<OrderId> openOf(Tx tx, StoreId store, Collection<OrderId> orders) {
        return tx.list(
                """
                select distinct order_id from returns.customer_return
                where store_id = ? and order_id = any(?) and stage = any(?)""",
                row -> new OrderId(row.getLong(1)),
                store,
                orders.stream().mapToLong(OrderId::value).toArray(),
                Arrays.stream(Stage.values())
                        .filter(Stage::isOpen)
                        .map(Stage::name)
                        .toArray(String[]::new));
    }

    /** How many are in trouble. */
    static long troubled(Tx tx, StoreId store) {
        return tx.number(
                "select count(distinct return_id) from returns.piece p where p.store_id = ? and " + TROUBLE, store);
    }

    /** Who has it in hand; null: nobody. */
    static void own(Tx tx, StoreId store, ReturnId id, @Nullable String owner) {
        tx.execute("update returns.customer_return set owner = ? where store_id = ? and id = ?", owner, store, id);
    }

    static Page<ReturnView> list(Tx tx, StoreId store, ReturnQuery query) {
        Cursor cursor = query.cursor() == null
                ? new Cursor(
                        Cursor.at(END_OF_TIME, new ReturnId(Long.MAX_VALUE)).value(), Long.MAX_VALUE)
                : Cursor.parse(query.cursor());
        String[] stages = (query.stages().isEmpty() ? List.of(Stage.values()) : query.stages())
                .stream().map(Enum::name).toArray(String[]::new);
        ReturnQuery.Only only = query.only();
        Method method = only == null ? null : only.method();
        Reason reason = only == null ? null : only.reason();
        List<ReturnId> ids = tx.list(
                """
                select id from returns.customer_return
                where store_id = ? and stage = any(?) and (requested_at, id) < (?, ?)
                  and (?::text is null or method = ?)
                  and (?::text is null or exists (select 1 from returns.piece p
                    where p.store_id = customer_return.store_id and p.return_id = customer_return.id and p.reason = ?))
                  and (not ? or exists (select 1 from returns.piece p
                    where p.store_id = customer_return.store_id and p.return_id = customer_return.id
                      and %s))
                order by requested_at desc, id desc limit ?""".formatted(TROUBLE),
                row -> new ReturnId(row.getLong(1)),
                store,
                stages,
                cursor.time(),
                cursor.id(),
                method,
                method,
                reason,
                reason,
                only != null && only.trouble(),
                query.limit() + 1);
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
