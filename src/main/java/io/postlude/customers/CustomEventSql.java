package io.postlude.customers;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Rows of {@code customers.custom_event}. */
final class CustomEventSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "customer_id bigint",
            "order_id bigint",
            "name text",
            "reference text",
            "at timestamptz",
            "recorded_at timestamptz",
            "details json");

    private CustomEventSql() {}

    record Row(CustomEventId id, CustomerId head, CustomEvents.Told told) {}

    /** Answers which are new. */
    static Set<CustomEventId> insert(Tx tx, StoreId store, List<Row> all, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Row row : all) {
            CustomEvents.Told told = row.told();
            rows.add(
                    store,
                    row.id(),
                    row.head(),
                    told.order(),
                    told.name(),
                    told.reference(),
                    told.at(),
                    now,
                    Json.write(told.details()));
        }
        // In the order of their references: two calls that tell the same never wait for each other in a circle.
        return new HashSet<>(rows.list(tx, """
                insert into customers.custom_event (store_id, id, customer_id, order_id, name, reference, at, recorded_at, details)
                select * from :rows u order by reference, id
                on conflict (store_id, reference) do nothing returning id""", row -> new CustomEventId(row.getLong(1))));
    }

    static Map<String, CustomEventId> byReference(Tx tx, StoreId store, List<Row> all) {
        List<String> references = all.stream()
                .map(row -> row.told().reference())
                .filter(Objects::nonNull)
                .toList();
        Map<String, CustomEventId> found = new HashMap<>();
        if (references.isEmpty()) return found;
        tx.each(
                "select reference, id from customers.custom_event where store_id = ? and reference = any(?)",
                row -> found.put(row.getString(1), new CustomEventId(row.getLong(2))),
                store,
                references.toArray(String[]::new));
        return found;
    }

    static Map<CustomEventId, Map<String, Object>> details(Tx tx, StoreId store, Collection<CustomEventId> events) {
        Map<CustomEventId, Map<String, Object>> details = new HashMap<>();
        tx.each(
                "select id, details from customers.custom_event where store_id = ? and id = any(?)",
                row -> details.put(new CustomEventId(row.getLong(1)), plain(row.getString(2))),
                store,
                events.stream().mapToLong(CustomEventId::value).toArray());
        return details;
    }

    static List<CustomEvents.Seen> ofPeople(Tx tx, StoreId store, Collection<CustomerId> people, int limit) {
        return tx.list(
                """
                select id, name, at, reference, details from customers.custom_event
                where store_id = ? and customer_id = any(?) order by at desc, id desc limit ?""",
                row -> new CustomEvents.Seen(
                        new CustomEventId(row.getLong(1)),
                        row.getString(2),
                        Tx.instantNotNull(row, "at"),
                        row.getString(4),
                        plain(row.getString(5))),
                store,
                longs(people),
                limit);
    }

    static void each(
            Tx tx, StoreId store, Collection<CustomerId> people, BiConsumer<CustomerId, CustomEvents.Happened> taker) {
        tx.each(
                "select customer_id, name, at from customers.custom_event where store_id = ? and customer_id = any(?)",
                row -> taker.accept(
                        new CustomerId(row.getLong(1)),
                        new CustomEvents.Happened(row.getString(2), Tx.instantNotNull(row, "at"))),
                store,
                longs(people));
    }

    private static long[] longs(Collection<CustomerId> people) {
        return people.stream().mapToLong(CustomerId::value).sorted().toArray();
    }

    private static Map<String, Object> plain(String json) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : Json.read(json, JsonNode.class).properties()) {
            JsonNode value = one.getValue();
            if (value.isTextual()) plain.put(one.getKey(), value.textValue());
            else if (value.isBoolean()) plain.put(one.getKey(), value.booleanValue());
            else if (value.isIntegralNumber()) plain.put(one.getKey(), value.longValue());
            else plain.put(one.getKey(), value.doubleValue());
        }
        return plain;
    }
}
