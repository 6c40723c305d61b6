package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Parcels that are registered together with what happened to them. */
class HistoryTest {

    private static final TrackingWorld WORLD = new TrackingWorld();
    private static final StoreId AT_ONCE = new StoreId(11);
    private static final StoreId LATER = new StoreId(12);
    private static final int PARCELS = 240;
    private static final List<String> WORDS = List.of(
            "INFO_RECEIVED.label_created",
            "PICKED_UP.accepted",
            "IN_TRANSIT.arrived_facility",
            "EXCEPTION.delay_weather",
            "ATTEMPT_FAILED",
            "OUT_FOR_DELIVERY",
            "RETURNING_TO_SENDER",
            "a word nobody knows",
            "DELIVERED.signed",
            "DELIVERED.door");

    /** Each statement gives one store's rows without ids, which differ. */
    private static final List<String> WHAT_STANDS = List.of("""
            select concat_ws(' ', reference, direction, detail, status_at, label_mark, sighting_mark, returning_mark, note_mark,
              end_mark, unknown_mark, trouble_marks, possession, first_scan_at, last_scan_at, delivered_at, promised_by,
              promise_id is null)
            from tracking.shipment where store_id = ? order by 1""", """
            select concat_ws(' ', s.reference, p.detail) from tracking.order_progress p
            join tracking.shipment s on s.store_id = p.store_id and s.order_id = p.order_id where p.store_id = ? order by 1""", """
            select concat_ws(' ', s.reference, p.state, p.settled_at, p.due_by) from promises.promise p
            join tracking.shipment s on s.store_id = p.store_id and s.promise_id = p.id where p.store_id = ? order by 1""", """
            select concat_ws(' ', s.reference, c.hash, c.occurred_at, c.detail, c.reading) from tracking.scan c
            join tracking.shipment s on s.store_id = c.store_id and s.id = c.shipment_id where c.store_id = ? order by 1""", """
            select concat_ws(' ', s.reference, p.kind, p.opened_at, p.closed_at) from tracking.problem p
            join tracking.shipment s on s.store_id = p.store_id and s.id = p.shipment_id where p.store_id = ? order by 1""", """
            select concat_ws(' ', code, seen, reading) from tracking.raw_code where store_id = ? order by 1""", """
            select concat_ws(' ', t.name, l.occurred_at, l.payload->>'to', l.payload->>'orderStatus', count(*))
            from kernel.event_log l join kernel.event_type t on t.code = l.type where store_id = ?
            group by t.name, l.occurred_at, l.payload->>'to', l.payload->>'orderStatus' order by 1""");

    private final TrackingWorld.Node node = WORLD.node();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void parcels_registered_with_their_scans_stand_as_if_the_scans_had_come_later() {
        long seed = new Random().nextLong();
        Past past = new Past(new Random(seed));
        Tracking.Registered atOnce = WORLD.database()
                .spine(tx -> node.tracking().register(tx, AT_ONCE, past.registrations, past.scans(AT_ONCE)));
        assertTrue(atOnce.left().isEmpty());
        WORLD.database()
                .runSpine(tx -> assertEquals(
                        PARCELS,
                        node.tracking().register(tx, LATER, past.registrations).size()));
        Taken later = node.tracking().take(past.scans(LATER));
        assertEquals(later.fresh(), atOnce.scans());
        for (String sql : WHAT_STANDS) assertEquals(rows(sql, LATER), rows(sql, AT_ONCE), "seed " + seed + ": " + sql);
        assertFalse(rows(WHAT_STANDS.get(4), AT_ONCE).isEmpty(), "no parcel had a problem");
        assertEquals(new Taken(0, past.reports.size(), 0), node.tracking().take(past.scans(AT_ONCE)));
    }

    @Test
    void the_counts_of_parcels_are_those_of_the_parcels_themselves_folded_or_not() {
        Past past = new Past(new Random(7));
        StoreId store = new StoreId(13);
        WORLD.database()
                .runSpine(tx -> assertEquals(
                        PARCELS,
                        node.tracking().register(tx, store, past.registrations).size()));
        countsAgree(store, PARCELS);
        List<StoreScan> scans = past.scans(store);
        Taken first = node.tracking().take(scans.subList(0, scans.size() / 2));
        countsAgree(store, PARCELS);
        WORLD.database().runAcrossStores(ParcelCounts::foldAcrossStores);
        countsAgree(store, PARCELS);
        Taken second = node.tracking().take(scans.subList(scans.size() / 2, scans.size()));
        countsAgree(store, PARCELS);
        assertTrue(first.plus(second).fresh() > 0);
        WORLD.database().runAcrossStores(ParcelCounts::foldAcrossStores);
        WORLD.database()
                .runAcrossStores(tx -> tx.execute(
                        "delete from tracking.shipment where store_id = ? and hashtext(id::text) % 3 = 0", store));
        countsAgree(store, 1);
    }

    private void countsAgree(StoreId store, int least) {
        Map<StatusDetail, Long> standing = new EnumMap<>(StatusDetail.class);
        Map<LocalDate, Long> weeks = new TreeMap<>();
        ZoneId zone = ZoneId.of("Asia/Kathmandu"); // a quarter of an hour off
        WORLD.database().runAcrossStores(tx -> {
            tx.each(
                    "select detail, count(*) from tracking.shipment where store_id = ? and direction = 0 group by detail",
                    row -> standing.put(StatusDetail.ofNumber(row.getInt(1)), row.getLong(2)),
                    store);
            tx.each("""
                    select date_trunc('week', registered_at at time zone ?)::date, count(*) from tracking.shipment
                    where store_id = ? and direction = 0 group by 1""", row -> weeks.put(row.getObject(1, LocalDate.class), row.getLong(2)), zone.getId(), store);
        });
        assertTrue(weeks.values().stream().mapToLong(n -> n).sum() >= least);
        standing.keySet().removeIf(StatusDetail::terminal);
        Promises.Span ever = new Promises.Span(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), zone);
        assertEquals(
                standing, WORLD.database().inStore(store, tx -> node.tracking().underWay(tx, store)));
        assertEquals(
                weeks, WORLD.database().inStore(store, tx -> node.tracking().registeredByWeek(tx, store, ever)));
    }

    @Test
    void scans_of_parcels_known_before_are_left_for_their_lane() {
        OrderId order = WORLD.newOrder();
        node.registered(order, "KNOWN", null);
        List<ShipmentRegistration> registrations = new ArrayList<>();
        registrations.add(registration(order, "NEW", TrackingWorld.STORE));
        for (int i = 0; i < PARCELS; i++)
            registrations.add(registration(WORLD.newOrder(), "FILL" + i, TrackingWorld.STORE));
        List<StoreScan> scans = List.of(
                scan(TrackingWorld.STORE, "KNOWN", 3, "PICKED_UP"),
                scan(TrackingWorld.STORE, "NEW", 2, "PICKED_UP"),
                scan(TrackingWorld.STORE, "FILL7", 2, "PICKED_UP"),
                scan(TrackingWorld.STORE, "NOBODY", 2, "PICKED_UP"));
        Tracking.Registered done =
                WORLD.database().spine(tx -> node.tracking().register(tx, TrackingWorld.STORE, registrations, scans));
        assertEquals(1, done.scans());
        assertEquals(
                List.of("KNOWN", "NEW", "NOBODY"),
                done.left().stream().map(s -> s.report().number()).toList());
        assertEquals(new Taken(2, 0, 1), node.tracking().take(done.left()));
        assertEquals(StatusDetail.PICKED_UP_ACCEPTED, node.orderStatus(order));
    }

    private static List<String> rows(String sql, StoreId store) {
        return WORLD.database().acrossStores((Tx tx) -> tx.list(sql, row -> row.getString(1), store));
    }

    private static ShipmentRegistration registration(OrderId order, String number, StoreId store) {
        return ShipmentRegistration.outbound(
                "ref-" + store + number, order, new ParcelNumber("dhl", number), TrackingWorld.START);
    }

    private static StoreScan scan(StoreId store, String number, int hour, String code) {
        return new StoreScan(store, TrackingWorld.report(number, code, ScanTime.exact(TrackingWorld.hour(hour)), null));
    }

    /** Two parcels an order now and then, some with a promise, up to eight scans each, in any order, some twice. */
    private static final class Past {
        private final List<ShipmentRegistration> registrations = new ArrayList<>();
        private final List<ScanReport> reports = new ArrayList<>();

        Past(Random random) {
            OrderId order = WORLD.newOrder();
            for (int i = 0; i < PARCELS; i++) {
                if (random.nextInt(3) > 0) order = WORLD.newOrder();
                ShipmentRegistration plain = registration(order, "P" + i, LATER);
                registrations.add(
                        random.nextBoolean()
                                ? plain
                                : plain.with(PromisedWindow.by(
                                        TrackingWorld.START.plus(Duration.ofHours(random.nextInt(200))))));
                int scans = random.nextInt(9);
                for (int s = 0; s < scans; s++)
                    reports.add(TrackingWorld.report(
                            "P" + i,
                            WORDS.get(random.nextInt(WORDS.size())),
                            ScanTime.exact(TrackingWorld.hour(random.nextInt(200))),
                            null));
            }
            reports.addAll(reports.subList(0, reports.size() / 10));
        }

        List<StoreScan> scans(StoreId store) {
            return reports.stream().map(report -> new StoreScan(store, report)).toList();
        }
    }
}
