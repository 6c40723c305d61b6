package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Filter;
import io.postlude.kernel.Found;
import io.postlude.kernel.Money;
import io.postlude.kernel.Page;
import io.postlude.kernel.Page.Cursor;
import io.postlude.kernel.SearchWords;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists, look-ups and counts of orders. */
final class OrderListSql {
    static final int COUNT_LIMIT = 10_000;
    /** Two shops of one store may use the same number; more than a few is no number any more. */
    private static final int SAME_NUMBER_LIMIT = 8;

    private static final String COLUMNS = """
            select id, number, source, placed_at, state, fulfilment, customer_id, buyer, email, total, currency, units,
              (coalesce(goods_off, 0) <> 0 or coalesce(total_off, 0) <> 0) as off, channel, tags
            from orders.customer_order
            """;

    private OrderListSql() {}

    static Buying buying(Tx tx, StoreId store, Instant since) {
        return tx.first(
                        """
                        select count(*), count(distinct o.customer_id), count(*) filter (where o.again),
                          count(distinct o.customer_id) filter (where o.again)
                        from (select customer_id, exists (
                                select 1 from orders.customer_order b
                                where b.store_id = n.store_id and b.customer_id = n.customer_id
                                  and (b.placed_at, b.id) < (n.placed_at, n.id) and b.state <> 'CANCELLED') as again
                              from orders.customer_order n
                              where store_id = ? and placed_at >= ? and state <> 'CANCELLED') o""",
                        row -> new Buying(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        store,
                        since)
                .orElseThrow();
    }

    static Page<OrderSummary> list(Tx tx, StoreId store, OrderQuery query) {
        custom(tx);
        Filter filter = filter(tx, store, query);
        boolean byTotal = query.sort() == OrderQuery.Sort.LARGEST || query.sort() == OrderQuery.Sort.SMALLEST;
        boolean down = query.sort() == OrderQuery.Sort.NEWEST || query.sort() == OrderQuery.Sort.LARGEST;
        String column = byTotal ? "total" : "placed_at";
        if (query.cursor() != null) {
            Cursor cursor = Cursor.parse(query.cursor());
            Object value = byTotal ? (Object) cursor.value() : cursor.time();
            filter.and("(" + column + ", id) " + (down ? "<" : ">") + " (?, ?)", value, cursor.id());
        }
        String direction = down ? " desc" : " asc";
        List<OrderSummary> rows = tx.list(
                COLUMNS + filter.where() + " order by " + column + direction + ", id" + direction + " limit ?",
                OrderListSql::summary,
                filter.parameters(query.limit() + 1));
        return Page.of(
                rows,
                query.limit(),
                o -> byTotal ? new Cursor(o.total().minor(), o.id().value()) : Cursor.at(o.placedAt(), o.id()));
    }

    /** At most 10,000: past that a person wants "many". */
    static long count(Tx tx, StoreId store, OrderQuery query) {
        custom(tx);
        Filter filter = filter(tx, store, query);
        return tx.number(
                "select count(*) from (select 1 from orders.customer_order " + filter.where() + " limit ?) o",
                filter.parameters(COUNT_LIMIT));
    }

    /** Reads every order that fits, however many: for somebody who asked, not for each view. */
    static List<OrderSum> sums(Tx tx, StoreId store, OrderQuery query) {
        custom(tx);
        Filter filter = filter(tx, store, query);
        return tx.list(
                "select state, fulfilment, currency, count(*) as orders, sum(units)::bigint as units, sum(total)::bigint as total"
                        + " from orders.customer_order " + filter.where() + " group by 1, 2, 3 order by 1, 2, 3",
                row -> new OrderSum(
                        OrderState.valueOf(row.getString("state")),
                        FulfilmentState.valueOf(row.getString("fulfilment")),
                        row.getLong("orders"),
                        row.getLong("units"),
                        Money.of(row.getLong("total"), row.getString("currency"))),
                filter.parameters());
    }

    /** What is asked for decides the way: a plan made for any question would walk a million orders for a rare name. */
    private static void custom(Tx tx) {
        tx.execute("set local plan_cache_mode = force_custom_plan");
    }

    private static Filter filter(Tx tx, StoreId store, OrderQuery query) {
        Filter filter = new Filter()
                .and("store_id = ?", store)
                .and("placed_at is not null")
                .andIf(query.state() != null, "state = '" + query.state() + "'")
                .andIf(query.fulfilment() != null, "fulfilment = '" + query.fulfilment() + "'")
                .andIf(query.from() != null, "placed_at >= ?", query.from())
                .andIf(query.until() != null, "placed_at < ?", query.until())
                .andIf(query.channel() != null, "channel = ?", query.channel())
                .andIf(query.mismatch(), "(goods_off <> 0 or total_off <> 0)")
                .andIf(!query.customers().isEmpty(), "customer_id = any(?)", ids(query.customers()));
        if (query.tag() != null) tag(tx, store, filter, query.tag());
        if (query.text() != null && !query.text().isBlank())
            text(tx, store, filter, query.text().strip());
        return filter;
    }

    private static void tag(Tx tx, StoreId store, Filter filter, String tag) {
        Found.by(tx, "orders.found_by_tag", store, tag)
                .ifPresentOrElse(
                        found -> filter.and("id = any(?)", (Object) found),
                        () -> filter.and("tags @> array[?::text] and tags <> '{}'", tag));
    }

    private static void text(Tx tx, StoreId store, Filter filter, String text) {
        boolean address = text.indexOf('@') > 0 && text.indexOf(' ') < 0;
        String exact = address ? "email = ?" : "number_key = ?";
        String value = address ? text.toLowerCase(Locale.ROOT) : OrderSql.numberKey(text);
        String words = SearchWords.query(text);
        if (words.isEmpty()) filter.and(exact, value);
        else
            Found.by(tx, "orders.found_by_words", store, words)
                    .ifPresentOrElse(
                            found -> filter.and("(" + exact + " or id = any(?))", value, found),
                            () -> filter.and("(" + exact + " or search @@ ?::tsquery)", value, words));
    }

    private static long[] ids(Collection<CustomerId> customers) {
        return customers.stream().mapToLong(CustomerId::value).toArray();
    }

    private static OrderSummary summary(ResultSet row) throws SQLException {
        long customer = row.getLong("customer_id");
        CustomerId who = row.wasNull() ? null : new CustomerId(customer);
        return new OrderSummary(
                new OrderId(row.getLong("id")),
                row.getString("number"),
                row.getString("source"),
                Tx.instantNotNull(row, "placed_at"),
                OrderState.valueOf(row.getString("state")),
                FulfilmentState.valueOf(row.getString("fulfilment")),
                who,
                row.getString("buyer"),
                row.getString("email"),
                Money.of(row.getLong("total"), row.getString("currency")),
                row.getInt("units"),
                row.getBoolean("off"),
                row.getString("channel"),
                OrderSql.texts(row, "tags"));
    }

    private record Candidate(OrderId id, String known) {}

    /** The same statement and the same comparisons, whether or not there is such an order. */
    static Optional<OrderId> find(Tx tx, StoreId store, String number, String email) {
        List<Candidate> candidates =
                tx.list("""
                select id, coalesce(email, '') as known from orders.customer_order
                where store_id = ? and number_key = ? and placed_at is not null order by placed_at desc limit ?""", OrderListSql::candidate, store, OrderSql.numberKey(number), SAME_NUMBER_LIMIT);
        return matching(candidates, email.strip().toLowerCase(Locale.ROOT));
    }

    static Optional<OrderId> findByPostcode(Tx tx, StoreId store, String number, String postcode) {
        List<Candidate> candidates =
                tx.list("""
                select id, upper(regexp_replace(coalesce(ship_to ->> 'postcode', ''), '[^[:alnum:]]', '', 'g')) as known
                from orders.customer_order
                where store_id = ? and number_key = ? and placed_at is not null order by placed_at desc limit ?""", OrderListSql::candidate, store, OrderSql.numberKey(number), SAME_NUMBER_LIMIT);
        return matching(candidates, postcode.replaceAll("[^\\p{Alnum}]", "").toUpperCase(Locale.ROOT));
    }

    private static Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(new OrderId(row.getLong("id")), row.getString("known"));
    }

    /** The same work whether or not there is one. */
    private static Optional<OrderId> matching(List<Candidate> candidates, String said) {
        byte[] asked = said.getBytes(StandardCharsets.UTF_8);
        Optional<OrderId> found = Optional.empty();
        for (int i = 0; i < SAME_NUMBER_LIMIT; i++) {
            boolean real = i < candidates.size();
            byte[] known = (real ? candidates.get(i).known() : "").getBytes(StandardCharsets.UTF_8);
            boolean same = MessageDigest.isEqual(known, asked);
            if (real && same && asked.length > 0 && found.isEmpty())
                found = Optional.of(candidates.get(i).id());
        }
        return found;
    }

    static List<DayCount> days(Tx tx, StoreId store, DaySpan span) {
        return tx.list(
                """
                select (placed_at at time zone ?)::date as day, state, fulfilment, currency, count(*) as orders,
                  sum(units)::bigint as units, sum(total)::bigint as total
                from orders.customer_order where store_id = ? and placed_at >= ? and placed_at < ?
                group by 1, 2, 3, 4 order by 1, 2, 3, 4""",
                row -> new DayCount(
                        row.getObject("day", LocalDate.class),
                        OrderState.valueOf(row.getString("state")),
                        FulfilmentState.valueOf(row.getString("fulfilment")),
                        row.getLong("orders"),
                        row.getLong("units"),
                        Money.of(row.getLong("total"), row.getString("currency"))),
                span.zone().getId(),
                store,
                span.from(),
                span.until());
    }

    /** Parts that came without their order, and still wait for it. */
    static long waiting(Tx tx, StoreId store) {
        return tx.number("select count(*) from orders.customer_order where store_id = ? and state = 'PENDING'", store);
    }

    static List<CustomerId> buyers(Tx tx, StoreId store, String source, Orders.Buyers page) {
        return tx.list("""
                select distinct customer_id from orders.customer_order
                where store_id = ? and source = ? and customer_id > ? order by customer_id limit ?""", row -> new CustomerId(row.getLong(1)), store, source, page.after(), page.limit());
    }

    static Map<CustomerId, Orders.Bought> bought(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, Orders.Bought> bought = new HashMap<>();
        tx.each(
                """
                select customer_id, count(*) as orders, max(placed_at) as last, sum(units)::bigint as units
                from orders.customer_order
                where store_id = ? and customer_id = any(?) and state = 'OPEN' and channel is distinct from 'exchange'
                group by customer_id""",
                row -> bought.put(
                        new CustomerId(row.getLong("customer_id")),
                        new Orders.Bought(row.getLong("orders"), row.getLong("units"), Tx.instantNotNull(row, "last"))),
                store,
                ids(customers));
        return bought;
    }

    static Map<CustomerId, List<Orders.Purchase>> purchases(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, List<Orders.Purchase>> purchases = new HashMap<>();
        tx.each(
                """
                select customer_id, placed_at, units, cancelled_at from orders.customer_order
                where store_id = ? and customer_id = any(?) and state <> 'PENDING' and channel is distinct from 'exchange'
                order by placed_at""",
                row -> purchases
                        .computeIfAbsent(new CustomerId(row.getLong("customer_id")), one -> new ArrayList<>())
                        .add(new Orders.Purchase(
                                Tx.instantNotNull(row, "placed_at"),
                                row.getLong("units"),
                                Tx.instant(row, "cancelled_at"))),
                store,
                ids(customers));
        return purchases;
    }

    static Map<CustomerId, List<Orders.Sale>> sales(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, List<Orders.Sale>> sales = new HashMap<>();
        tx.each(
                """
                select o.customer_id, o.placed_at, o.currency, o.total - coalesce((
                  select sum(r.amount) from orders.refund r
                  where r.store_id = o.store_id and r.order_id = o.id and r.currency = o.currency), 0)::bigint as net
                from orders.customer_order o
                where o.store_id = ? and o.customer_id = any(?) and o.state = 'OPEN' and o.total is not null
                  and o.channel is distinct from 'exchange'
                order by o.placed_at""",
                row -> sales.computeIfAbsent(new CustomerId(row.getLong("customer_id")), one -> new ArrayList<>())
                        .add(new Orders.Sale(
                                Tx.instantNotNull(row, "placed_at"), row.getLong("net"), row.getString("currency"))),
                store,
                ids(customers));
        return sales;
    }

    static Set<CustomerId> boughtIn(Tx tx, StoreId store, List<Orders.Between> spans) {
        return new HashSet<>(tx.list(
                """
                select distinct o.customer_id from unnest(?::timestamptz[], ?::timestamptz[]) s(since, before)
                join orders.customer_order o on o.store_id = ? and o.placed_at >= s.since and o.placed_at < s.before
                where o.customer_id is not null""",
                row -> new CustomerId(row.getLong(1)),
                spans.stream().map(Orders.Between::from).toArray(Instant[]::new),
                spans.stream().map(Orders.Between::until).toArray(Instant[]::new),
                store));
    }

    static Optional<Instant> firstPlacedAt(Tx tx, StoreId store) {
        return tx.first(
                        "select min(placed_at) as first from orders.customer_order where store_id = ?",
                        row -> Optional.ofNullable(Tx.instant(row, "first")),
                        store)
                .flatMap(first -> first);
    }

    static Map<OrderId, CustomerId> buyers(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, CustomerId> buyers = new HashMap<>();
        tx.each(
                """
                select id, customer_id from orders.customer_order
                where store_id = ? and id = any(?) and customer_id is not null""",
                row -> buyers.put(new OrderId(row.getLong(1)), new CustomerId(row.getLong(2))),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return buyers;
    }

    static Map<CustomerId, List<Money>> spent(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, List<Money>> spent = new HashMap<>();
        tx.each(
                """
                select customer_id, currency, sum(total)::bigint as total from orders.customer_order
                where store_id = ? and customer_id = any(?) and state = 'OPEN'
                group by customer_id, currency order by customer_id, total desc""",
                row -> spent.computeIfAbsent(new CustomerId(row.getLong("customer_id")), one -> new ArrayList<>())
                        .add(Money.of(row.getLong("total"), row.getString("currency"))),
                store,
                ids(customers));
        return spent;
    }

    static Map<CustomerId, List<OrderId>> ofBuyers(Tx tx, StoreId store, Collection<CustomerId> customers) {
        Map<CustomerId, List<OrderId>> orders = new HashMap<>();
        tx.each(
                "select customer_id, id from orders.customer_order where store_id = ? and customer_id = any(?)",
                row -> orders.computeIfAbsent(new CustomerId(row.getLong("customer_id")), one -> new ArrayList<>())
                        .add(new OrderId(row.getLong("id"))),
                store,
                ids(customers));
        return orders;
    }
}
