package io.postlude.app;

import io.postlude.kernel.Database;
import io.postlude.kernel.Tx;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a database holds, without the ids and the moments of writing that differ from run to run: a line a kind of fact. */
final class StateDigest {
    private static final Map<String, String> FACTS = facts();

    private StateDigest() {}

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("orders", """
                select concat_ws('~', source, reference, number, state, fulfilment, placed_at, updated_at, total, goods_off,
                  total_off, promised_by, cancelled_at, status_text, units, customer_id is null) from orders.customer_order""");
        facts.put("lines", """
                select concat_ws('~', o.reference, l.reference, l.title, l.quantity, l.unit_price, l.removed)
                from orders.line l join orders.customer_order o on o.store_id = l.store_id and o.id = l.order_id""");
        facts.put("fulfilments", """
                select concat_ws('~', o.reference, f.reference, f.shipped_at, f.cancelled, f.parcels, f.lines)
                from orders.fulfilment f join orders.customer_order o on o.store_id = f.store_id and o.id = f.order_id""");
        facts.put("parcels", """
                select concat_ws('~', o.reference, g.number, g.carrier, s.detail, s.status_at, s.possession, s.first_scan_at,
                  s.last_scan_at, s.delivered_at, s.promised_by)
                from tracking.shipment s join tracking.leg g on g.store_id = s.store_id and g.shipment_id = s.id
                left join orders.customer_order o on o.store_id = s.store_id and o.id = s.order_id""");
        facts.put("scans", """
                select concat_ws('~', g.number, c.occurred_at, c.detail, c.raw_code, c.city) from tracking.scan c
                join tracking.leg g on g.store_id = c.store_id and g.shipment_id = c.shipment_id""");
        facts.put("estimates", "select concat_ws('~', number, carrier, from_day, by_day) from tracking.estimate");
        facts.put("waiting scans", "select store_id::text from tracking.waiting_scan");
        facts.put("promises", """
                select concat_ws('~', o.reference, p.kind, p.due_by, p.state, p.settled_at)
                from promises.promise p join orders.customer_order o on o.store_id = p.store_id and o.id = p.order_id""");
        facts.put("customers", """
                select string_agg(reference, ',' order by reference) from orders.customer_order
                where customer_id is not null group by store_id, customer_id""");
        facts.put("people", "select since::text from customers.customer");
        return facts;
    }

    static Map<String, String> of(Database database) {
        Map<String, String> digest = new LinkedHashMap<>();
        database.runAcrossStores(tx -> {
            FACTS.forEach((name, sql) -> digest.put(name, digest(tx, sql)));
            digest.putAll(events(tx));
        });
        return digest;
    }

    private static String digest(Tx tx, String sql) {
        return tx.first(
                        "select count(*) || ' rows, ' || coalesce(md5(string_agg(x, '|' order by x collate \"C\")), '-')"
                                + " from (" + sql + ") as facts(x)",
                        row -> row.getString(1))
                .orElseThrow();
    }

    /**
     * A line a type, so that a difference says what it is about. The stores' own events tell when they were made; a person is
     * registered with the first of their orders to be written, and batches of an import are written in no fixed order.
     * How often what is known of them changed depends on that order too.
     * What is foreseen depends on the moment one looks, so it is no part of the state that must agree. How often a carrier
     * changed its mind, as we heard it, depends on the order in which we heard it; what it said last does not.
     */
    private static Map<String, String> events(Tx tx) {
        Map<String, String> digest = new TreeMap<>();
        tx.list("""
                select t.name, count(*) || ' rows, ' || md5(string_agg(
                  case when t.name <> 'CustomerRegistered' then l.occurred_at::text else '' end, '|' order by l.occurred_at))
                from kernel.event_log l join kernel.event_type t on t.code = l.type
                where t.name not like 'Store%'
                  and t.name not in ('CustomerChanged', 'PromiseAtRisk', 'PromiseBackOnTrack', 'ForecastChanged', 'EstimateChanged') group by t.name""", row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(line -> digest.put(line.getKey(), line.getValue()));
        return digest;
    }
}
