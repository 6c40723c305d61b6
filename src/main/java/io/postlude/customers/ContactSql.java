package io.postlude.customers;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rows of {@code customers.contact_point}. */
final class ContactSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "customer_id bigint",
            "kind text",
            "value text",
            "first_seen timestamptz",
            "last_seen timestamptz");

    private ContactSql() {}

    record Point(CustomerId customer, String kind, String value, Instant seen) {}

    private record Span(Point point, Instant first, Instant last) {
        Span and(Span other) {
            return new Span(
                    point,
                    other.first.isBefore(first) ? other.first : first,
                    other.last.isAfter(last) ? other.last : last);
        }
    }

    /** Notes when each was seen first and last; writes nothing where that is known already. */
    static void seen(Tx tx, StoreId store, List<Point> points) {
        if (points.isEmpty()) return;
        TreeMap<String, Span> spans = new TreeMap<>();
        for (Point point : points)
            spans.merge(
                    point.customer().value() + " " + point.kind() + " " + point.value(),
                    new Span(point, point.seen(), point.seen()),
                    Span::and);
        BulkRows rows = new BulkRows(COLUMNS);
        for (Span span : spans.values())
            rows.add(store, span.point.customer(), span.point.kind(), span.point.value(), span.first, span.last);
        rows.execute(tx, """
                insert into customers.contact_point as p (store_id, customer_id, kind, value, first_seen, last_seen)
                select store_id, customer_id, kind, value, first_seen, last_seen from :rows u
                on conflict (store_id, customer_id, kind, value) do update set
                  first_seen = least(p.first_seen, excluded.first_seen),
                  last_seen = greatest(p.last_seen, excluded.last_seen)
                where excluded.first_seen < p.first_seen or excluded.last_seen > p.last_seen""");
    }

    static List<CustomerId> reachedAt(Tx tx, StoreId store, String value) {
        return tx.list(
                "select customer_id from customers.contact_point where store_id = ? and value = ? order by 1",
                row -> new CustomerId(row.getLong(1)),
                store,
                value);
    }

    static Map<CustomerId, Set<CustomerId>> sharing(Tx tx, StoreId store, Collection<CustomerId> people) {
        Map<CustomerId, Set<CustomerId>> all = new HashMap<>();
        long[] ids = people.stream().mapToLong(CustomerId::value).toArray();
        tx.each(
                """
                select distinct p.customer_id, o.customer_id from customers.contact_point p
                join customers.contact_point o on o.store_id = p.store_id and o.value = p.value and o.customer_id <> p.customer_id
                where p.store_id = ? and p.customer_id = any(?) and o.customer_id = any(?)""",
                row -> all.computeIfAbsent(new CustomerId(row.getLong(1)), one -> new HashSet<>())
                        .add(new CustomerId(row.getLong(2))),
                store,
                ids,
                ids);
        return all;
    }
}
