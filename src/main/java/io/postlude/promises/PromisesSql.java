package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements over {@code promises}. */
final class PromisesSql {

    static final String TALLY = """
            select kind, case when v.by <> 'KIND' then carrier end as carrier, case when v.by = 'LANE' then lane end as lane,
              date_trunc('week', due_by at time zone ?)::date as week, count(*) filter (where state = 'KEPT') as kept, count(*) filter (where state = 'BROKEN') as broken
            from promises.promise cross join (values (?)) as v(by)
            where store_id = ? and due_by >= ? and due_by < ? and state in ('KEPT', 'BROKEN')
              and (v.by = 'KIND' or kind = 'DELIVERY')
            group by 1, 2, 3, 4 order by 4, 1, 2, 3""";

    /** From the counts: by kind alone. */
    static final String TALLY_BY_KIND = """
            select kind, width_bucket(slot, ?::timestamptz[]) as week,
              coalesce(sum(n) filter (where state = 'KEPT'), 0)::bigint as kept,
              coalesce(sum(n) filter (where state = 'BROKEN'), 0)::bigint as broken
            from (
              select store_id, slot, kind, state, n from promises.settled_count
              union all select store_id, slot, kind, state, n from promises.settled_change) c
            where store_id = ? and slot >= date_bin('15 minutes', ?, '2000-01-01Z') and slot < ?
            group by kind, week having sum(n) <> 0 order by week, kind""";

    static final String FOLD_COUNTS = """
            with gone as (delete from promises.settled_change returning store_id, slot, kind, state, n)
            insert into promises.settled_count as c (store_id, slot, kind, state, n)
            select store_id, slot, kind, state, sum(n) from gone group by 1, 2, 3, 4 order by 1, 2, 3, 4
            on conflict (store_id, slot, kind, state) do update set n = c.n + excluded.n""";

    static final String SETTLED_DELIVERIES = """
            select order_id, coalesce(shipment_id, 0) as shipment_id,
              date_trunc('week', due_by at time zone ?)::date as week, state = 'KEPT' as kept
            from promises.promise
            where store_id = ? and due_by >= ? and due_by < ? and state in ('KEPT', 'BROKEN') and kind = 'DELIVERY'
            order by due_by desc, id desc limit ?""";

    static final String BROKEN_OF_ORDERS = """
            select order_id, count(*) as n from promises.promise
            where store_id = ? and order_id = any(?) and state = 'BROKEN' group by order_id""";

    static final List<String> PROMISE = List.of(
            "store_id int",
            "id bigint",
            "order_id bigint",
            "shipment_id bigint",
            "kind text",
            "due_from timestamptz",
            "due_by timestamptz",
            "from_date date",
            "by_date date",
            "made_where text",
            "words text",
            "made_at timestamptz",
            "state text",
            "settled_at timestamptz",
            "reference text",
            "carrier text",
            "lane text");

    static final List<String> WATCHED =
            List.of("store_id int", "promise_id bigint", "kind text", "made_at timestamptz", "due_by timestamptz");

    /** Under a reference that is known nothing is written. */
    static final String MAKE_ONCE = """
            insert into promises.promise (store_id, id, order_id, shipment_id, kind, due_from, due_by, from_date, by_date,
              made_where, words, made_at, state, settled_at, reference, carrier, lane)
            select * from :rows u
            on conflict (store_id, kind, reference) where reference is not null do nothing returning id""";

    static final String BY_REFERENCE = """
            select p.* from unnest(?::text[], ?::text[]) as u(k, r)
            join promises.promise p on p.store_id = ? and p.kind = u.k and p.reference = u.r""";

    static final String FORGET_SETTLED = """
            delete from promises.watched w using promises.promise p
            where p.store_id = w.store_id and p.id = w.promise_id and p.state <> 'OPEN'""";

    static final String WATCHED_GROUPS =
            "select distinct store_id, kind from promises.watched where due_by > ? order by store_id, kind";

    static final String WATCHED_OPEN = """
            select promise_id, made_at, due_by from promises.watched
            where store_id = ? and kind = ? and promise_id > ? and due_by > ? order by promise_id limit ?""";

    /** After which share of their time the latest were settled; 2 stands for those that were missed. */
    static final String SHARES = """
            select case when state = 'BROKEN' then 2
              else extract(epoch from settled_at - made_at) / greatest(extract(epoch from due_by - made_at), 1) end::float8
            from promises.promise
            where store_id = ? and kind = ? and state in ('KEPT', 'BROKEN') and due_by >= ?
            order by due_by desc limit ?""";

    static final List<String> DUE = List.of("store_id int", "promise_id bigint", "due_by timestamptz");

    static final String WATCH = """
            insert into promises.due (store_id, promise_id, due_by)
            select s, i, b from unnest(?::int[], ?::bigint[], ?::timestamptz[]) as u(s, i, b)
            on conflict do nothing""";

    static final String SETTLE = """
            update promises.promise p
            set state = case when u.at <= p.due_by then 'KEPT' else 'BROKEN' end, settled_at = u.at, version = p.version + 1
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::boolean[]) as v(s, i, millis, r)
            cross join lateral (select to_timestamp(v.millis::float8 / 1000) as at) u
            where p.store_id = v.s and p.id = v.i and p.state = 'OPEN'
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, v.r as replayed""";

    /**
     * A promise the sweep has broken already learns when it was fulfilled after all; where the news was late and not the
     * deed, it was kept.
     */
    static final String FULFIL_LATE = """
            update promises.promise p
            set state = case when u.at <= p.due_by then 'KEPT' else 'BROKEN' end, settled_at = u.at, version = p.version + 1
            from unnest(?::int[], ?::bigint[], ?::bigint[], ?::boolean[]) as v(s, i, millis, r)
            cross join lateral (select to_timestamp(v.millis::float8 / 1000) as at) u
            where p.store_id = v.s and p.id = v.i and p.state = 'BROKEN' and p.settled_at is null
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, v.r as replayed""";

    static final String REOPEN = """
            update promises.promise p set state = 'OPEN', settled_at = null, version = p.version + 1
            from unnest(?::int[], ?::bigint[]) as u(s, i)
            where p.store_id = u.s and p.id = u.i and p.settled_at is not null and p.state in ('KEPT', 'BROKEN')
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, false as replayed""";

    static final String RELEASE = """
            update promises.promise p set state = 'RELEASED', version = p.version + 1
            where p.store_id = ? and p.id = any(?::bigint[]) and p.state = 'OPEN'
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, false as replayed""";

    /** A parcel takes the promise its order was waiting with: open, or broken by the waiting. */
    static final String TAKE_OVER = """
            update promises.promise p set shipment_id = u.sh, carrier = u.c, lane = u.l, version = p.version + 1
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::text[]) as u(o, sh, b, c, l)
            where p.store_id = ? and p.order_id = u.o and p.kind = 'DELIVERY' and p.shipment_id is null
              and p.state in ('OPEN', 'BROKEN') and p.due_by = u.b
            returning p.shipment_id, p.id""";

    /** What orders waited with under other windows, or without need now. */
    static final String RELEASE_WAITING = """
            update promises.promise p set state = 'RELEASED', version = p.version + 1
            from unnest(?::bigint[], ?::text[]) as u(o, b)
            where p.store_id = ? and p.order_id = u.o and p.kind = 'DELIVERY' and p.shipment_id is null
              and p.state = 'OPEN' and p.due_by is distinct from u.b::timestamptz
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, false as replayed""";

    static final String WITHOUT_WAITING = """
            select u.o from unnest(?::bigint[], ?::timestamptz[]) as u(o, b)
            where not exists (select 1 from promises.promise p
              where p.store_id = ? and p.order_id = u.o and p.kind = 'DELIVERY' and p.shipment_id is null
                and p.state in ('OPEN', 'BROKEN') and p.due_by = u.b)""";

    static final String OPEN_OF_ORDERS = """
            select id from promises.promise where store_id = ? and order_id = any(?::bigint[]) and state = 'OPEN'
              and kind in ('DELIVERY', 'HANDOVER')""";

    /** The parcel will not travel: its order waits with the promise again, unless another parcel of it is promised. */
    static final String HAND_BACK = """
            update promises.promise p set shipment_id = null, version = p.version + 1
            where p.store_id = ? and p.id = any(?::bigint[]) and p.state = 'OPEN'
              and not exists (select 1 from promises.promise other
                where other.store_id = p.store_id and other.order_id = p.order_id and other.kind = p.kind
                  and other.id <> all(?::bigint[]) and other.state in ('OPEN', 'KEPT'))
            returning p.id""";

    /** Takes what is due and not in another node's hands. */
    static final String CLAIM = """
            delete from promises.due d using (
              select store_id, promise_id from promises.due where due_by < ? order by due_by limit ? for update skip locked) c
            where d.store_id = c.store_id and d.promise_id = c.promise_id
            returning d.store_id, d.promise_id""";

    static final String BREAK = """
            update promises.promise p set state = 'BROKEN', version = p.version + 1
            from unnest(?::int[], ?::bigint[]) as u(s, i)
            where p.store_id = u.s and p.id = u.i and p.state = 'OPEN'
            returning p.store_id, p.id, p.order_id, p.kind, p.state, p.due_by, p.settled_at, false as replayed""";

    private static final String OF_ORDER = """
            select * from promises.promise where store_id = ? and order_id = ? order by due_by, id""";

    private static final String ALL_OPEN = """
            select * from promises.promise where store_id = ? and order_id = any(?) and state = 'OPEN' order by due_by, id""";

    private PromisesSql() {}

    /** A promise an update has moved. */
    record Moved(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            PromiseKind kind,
            PromiseState state,
            Instant dueBy,
            @Nullable Instant settledAt,
            boolean replayed) {

        static Moved read(ResultSet row) throws SQLException {
            return new Moved(
                    new StoreId(row.getInt("store_id")),
                    new PromiseId(row.getLong("id")),
                    PromisesSql.order(row),
                    PromiseKind.valueOf(row.getString("kind")),
                    PromiseState.valueOf(row.getString("state")),
                    Tx.instantNotNull(row, "due_by"),
                    Tx.instant(row, "settled_at"),
                    row.getBoolean("replayed"));
        }
    }

    static List<Promise> openOfOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        return tx.list(
                ALL_OPEN,
                PromisesSql::promise,
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
    }

    static List<Promise> ofOrder(Tx tx, StoreId store, OrderId order) {
        return tx.list(OF_ORDER, PromisesSql::promise, store, order);
    }

    static Promise promise(ResultSet row) throws SQLException {
        long shipment = row.getLong("shipment_id");
        Long about = row.wasNull() ? null : shipment;
        PromiseKind kind = PromiseKind.valueOf(row.getString("kind"));
        String reference = row.getString("reference");
        return new Promise(
                new PromiseId(row.getLong("id")),
                order(row),
                about,
                kind,
                new PromisedWindow(
                        Tx.instant(row, "due_from"),
                        Tx.instantNotNull(row, "due_by"),
                        row.getObject("from_date", LocalDate.class),
                        row.getObject("by_date", LocalDate.class)),
                PromiseState.valueOf(row.getString("state")),
                Tx.instant(row, "settled_at"),
                reference == null ? null : new PromiseReference(kind, reference));
    }

    static @Nullable OrderId order(ResultSet row) throws SQLException {
        long order = row.getLong("order_id");
        return row.wasNull() ? null : new OrderId(order);
    }
}
