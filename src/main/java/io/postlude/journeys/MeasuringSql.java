package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Statements over what is measured of journeys' messages. */
final class MeasuringSql {
    private MeasuringSql() {}

    static Measuring.Wish wish(Tx tx, StoreId store) {
        return tx.first(
                        "select mode, link_base from journeys.measuring where store_id = ?",
                        row -> new Measuring.Wish(Measuring.Mode.valueOf(row.getString(1)), row.getString(2)),
                        store)
                .orElse(Measuring.Wish.NOTHING);
    }

    record Change(Instant at, String by) {}

    static void save(Tx tx, StoreId store, Measuring.Wish wish, Change change) {
        tx.execute("""
                insert into journeys.measuring (store_id, mode, link_base, changed_at, changed_by) values (?, ?, ?, ?, ?)
                on conflict (store_id) do update set mode = excluded.mode, link_base = excluded.link_base,
                  changed_at = excluded.changed_at, changed_by = excluded.changed_by""", store, wish.mode(), wish.linkBase(), change.at(), change.by());
    }

    static void object(Tx tx, StoreId store, CustomerId customer, Instant at) {
        tx.execute(
                "insert into journeys.unmeasured (store_id, customer_id, at) values (?, ?, ?) on conflict do nothing",
                store,
                customer,
                at);
    }

    static void allow(Tx tx, StoreId store, CustomerId customer) {
        tx.execute("delete from journeys.unmeasured where store_id = ? and customer_id = ?", store, customer);
    }

    static void forget(Tx tx, StoreId store, long[] customers) {
        tx.execute("delete from journeys.unmeasured where store_id = ? and customer_id = any(?)", store, customers);
    }

    static Set<CustomerId> objecting(Tx tx, StoreId store, Collection<CustomerId> people) {
        return new HashSet<>(tx.list(
                "select customer_id from journeys.unmeasured where store_id = ? and customer_id = any(?)",
                row -> new CustomerId(row.getLong(1)),
                store,
                people.stream().mapToLong(CustomerId::value).toArray()));
    }

    /** A journey's touchpoint that was sent. */
    record Told(
            FlowId flow,
            String step,
            MessageId message,
            @Nullable OrderId order,
            @Nullable CustomerId customer) {}

    static Optional<Told> told(Tx tx, StoreId store, TouchpointId id) {
        return tx.first(
                """
                select flow_id, step, message_id, order_id, customer_id from journeys.touchpoint
                where store_id = ? and id = ? and message_id is not null and flow_id is not null""",
                row -> new Told(
                        new FlowId(row.getLong("flow_id")),
                        row.getString("step"),
                        new MessageId(row.getLong("message_id")),
                        TouchpointSql.number(row, "order_id").map(OrderId::new).orElse(null),
                        TouchpointSql.number(row, "customer_id")
                                .map(CustomerId::new)
                                .orElse(null)),
                store,
                id);
    }

    /** The order a touchpoint was about. */
    static Optional<OrderId> order(Tx tx, StoreId store, TouchpointId id) {
        return tx.first(
                "select order_id from journeys.touchpoint where store_id = ? and id = ? and order_id is not null",
                row -> new OrderId(row.getLong(1)),
                store,
                id);
    }

    enum What {
        OPENED,
        CLICKED
    }

    record Read(Told told, LocalDate day, What what) {}

    static void count(Tx tx, StoreId store, Read read) {
        tx.execute(
                """
                insert into journeys.reading as r (store_id, flow_id, step, day, opened, clicked) values (?, ?, ?, ?, ?, ?)
                on conflict (store_id, flow_id, step, day) do update
                  set opened = r.opened + excluded.opened, clicked = r.clicked + excluded.clicked""",
                store,
                read.told().flow(),
                read.told().step(),
                read.day(),
                read.what() == What.OPENED ? 1 : 0,
                read.what() == What.CLICKED ? 1 : 0);
    }

    /** In the order of their keys, so that two nodes that count the same steps do not wait for each other in a circle. */
    static void count(Tx tx, StoreId store, LocalDate day, List<StepQuestion> measured) {
        Map<Long, Map<String, Long>> counts = new TreeMap<>();
        for (StepQuestion one : measured)
            counts.computeIfAbsent(one.run().flow().value(), flow -> new TreeMap<>())
                    .merge(one.step().id(), 1L, Long::sum);
        BulkRows rows =
                new BulkRows(List.of("store_id int", "flow_id bigint", "step text", "day date", "measured bigint"));
        counts.forEach((flow, steps) -> steps.forEach((step, count) -> rows.add(store, flow, step, day, count)));
        rows.execute(tx, """
                insert into journeys.reading as r (store_id, flow_id, step, day, measured)
                select store_id, flow_id, step, day, measured from :rows u order by flow_id, step
                on conflict (store_id, flow_id, step, day) do update set measured = r.measured + excluded.measured""");
    }

    static Map<FlowId, Map<String, Measuring.Figures>> figures(Tx tx, StoreId store, Instant since) {
        Map<FlowId, Map<String, Measuring.Figures>> figures = new HashMap<>();
        tx.each(
                """
                select flow_id, step, sum(measured), sum(opened), sum(clicked) from journeys.reading
                where store_id = ? and day >= ? group by 1, 2""",
                row -> figures.computeIfAbsent(new FlowId(row.getLong(1)), flow -> new HashMap<>())
                        .put(row.getString(2), new Measuring.Figures(row.getLong(3), row.getLong(4), row.getLong(5))),
                store,
                LocalDate.ofInstant(since, ZoneOffset.UTC));
        return figures;
    }
}
