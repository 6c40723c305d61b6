package io.postlude.app;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.tracking.StatusDetail;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A store's year of orders, made inside the database: as many rows as an import would write, in minutes less. Every statement
 * goes through the schema, so its rules and indexes hold. Nineteen in twenty parcels came; a few are in trouble.
 */
final class ListsBenchData {
    static final long FIRST_ID = 1_000_000_000L;

    private static final String PEOPLE = """
            insert into customers.customer (store_id, id, since, given_name, family_name, name_as_of, email, email_as_of, country, search)
            select ?, ? + i, now() - i * interval '30 seconds', 'Given' || i % 10, 'Family' || lpad(i::text, 6, '0'), now(),
              'buyer' || lpad(i::text, 6, '0') || '@example.com', now(), 'DE',
              ('''given' || i % 10 || ''' ''family' || lpad(i::text, 6, '0') || ''' ''buyer' || lpad(i::text, 6, '0')
                || '@example.com''')::tsvector
            from generate_series(1, ?) i""";

    private static final String ORDERS = """
            insert into orders.customer_order (store_id, id, source, reference, number, number_key, state, fulfilment, imported,
              placed_at, updated_at, complete_as_of, taken_at, content_hash, version, customer_id, email, buyer, currency,
              goods, discount, shipping, tax, total, tax_included, goods_off, total_off, discount_codes, channel, tags, units, search)
            select ?, ? + i, 'shopify', 'r' || i, '#B' || lpad(i::text, 6, '0'), 'b' || lpad(i::text, 6, '0'),
              case when i % 50 = 0 then 'CANCELLED' else 'OPEN' end,
              case when i % 25 = 1 then 'NOT' when i % 25 = 2 then 'PARTIAL' else 'FULFILLED' end,
              false, now() - i * interval '31 seconds', now() - i * interval '31 seconds', now(), now(), i, 1, ? + i / 2 + 1,
              'buyer' || lpad((i / 2 + 1)::text, 6, '0') || '@example.com', 'Given' || (i / 2 + 1) % 10 || ' Family' || lpad((i / 2 + 1)::text, 6, '0'),
              'EUR', 1000 + i % 9000, 0, 490, 0, 1490 + i % 9000, true, case when i % 5000 = 0 then 1 else 0 end, 0, '{}',
              case when i % 10 = 0 then 'pos' else 'web' end,
              case when i % 20000 = 0 then array['rare'] when i % 7 = 0 then array['gift'] else '{}'::text[] end, 1 + i % 4,
              ('''given' || (i / 2 + 1) % 10 || ''' ''family' || lpad((i / 2 + 1)::text, 6, '0') || ''' ''buyer'
                || lpad((i / 2 + 1)::text, 6, '0') || '@example.com'' ''b' || lpad(i::text, 6, '0') || '''')::tsvector
            from generate_series(1, ?) i""";

    private static final String PARCELS = """
            insert into tracking.shipment (store_id, id, order_id, reference, direction, registered_at, detail, status_at,
              first_scan_at, last_scan_at, delivered_at)
            select ?, ? + i, ? + i, 'p' || i, 0, now() - i * interval '31 seconds',
              case when i % 20 = 0 then ?::smallint else ?::smallint end, now() - i * interval '20 seconds', now() - i * interval '30 seconds',
              now() - i * interval '20 seconds', case when i % 20 <> 0 then now() - i * interval '20 seconds' end
            from generate_series(1, ?) i""";

    private static final String PROGRESS = """
            insert into tracking.order_progress (store_id, order_id, detail)
            select store_id, order_id, detail from tracking.shipment where store_id = ?""";

    private static final String TROUBLES = """
            insert into tracking.problem (store_id, shipment_id, kind, opened_at)
            select store_id, id, 'STALLED', last_scan_at from tracking.shipment
            where store_id = ? and delivered_at is null and id % 100 = 0""";

    private static final String PROMISES = """
            insert into promises.promise (store_id, id, order_id, shipment_id, kind, due_by, by_date, made_where, made_at, state, settled_at)
            select store_id, id, order_id, id, 'DELIVERY', registered_at + interval '5 days', (registered_at + interval '5 days')::date,
              'shipment', registered_at, case when delivered_at is null then 'OPEN' when id % 15 = 0 then 'BROKEN' else 'KEPT' end,
              delivered_at
            from tracking.shipment where store_id = ?""";

    private final Database database;
    private final StoreId store;

    ListsBenchData(Database database, StoreId store) {
        this.database = database;
        this.store = store;
    }

    void fill(int orders) {
        int moving = StatusDetail.IN_TRANSIT_GENERIC.number();
        int there = StatusDetail.DELIVERED_DOOR.number();
        database.runAcrossStores(tx -> tx.execute(PEOPLE, store, FIRST_ID, orders / 2 + 1));
        database.runAcrossStores(tx -> tx.execute(ORDERS, store, FIRST_ID, FIRST_ID, orders));
        database.runAcrossStores(tx -> tx.execute(PARCELS, store, FIRST_ID, FIRST_ID, moving, there, orders));
        database.runAcrossStores(tx -> tx.execute(PROGRESS, store));
        database.runAcrossStores(tx -> tx.execute(TROUBLES, store));
        database.runAcrossStores(tx -> tx.execute(PROMISES, store));
        database.analyseNewlyFilled();
    }

    /** As the list of orders prints the cursor of its middle row: the time in microseconds and the id. */
    String cursorInTheMiddle() {
        String place = database.acrossStores(
                tx -> tx.first("""
                        select (extract(epoch from placed_at) * 1000000)::bigint || '.' || id from orders.customer_order
                        where store_id = ? order by id offset (select count(*) / 2 from orders.customer_order where store_id = ?) limit 1""", row -> row.getString(1), store, store).orElseThrow());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }
}
