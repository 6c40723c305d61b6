package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseState;
import io.postlude.promises.PromisedWindow;
import io.postlude.tracking.TrackingEvent.ReopenedAfter;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import io.postlude.tracking.TrackingEvent.ShipmentReopened;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tracking through its face, on a real database. */
class TrackingTest {

    private static final TrackingWorld WORLD = new TrackingWorld();
    private static final StoreId STORE = TrackingWorld.STORE;

    private final TrackingWorld.Node node = WORLD.node();
    private final OrderId order = WORLD.newOrder();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void a_parcel_is_followed_from_label_to_door_and_its_promise_is_kept() {
        ShipmentId id = node.registered(order, "A1", PromisedWindow.by(TrackingWorld.START.plus(Duration.ofDays(3))));
        node.scan("A1", 1, "INFO_RECEIVED.label_created");
        node.scan("A1", 2, "PICKED_UP.accepted");
        node.scan("A1", 9, "IN_TRANSIT.arrived_facility");
        node.scan("A1", 30, "OUT_FOR_DELIVERY");
        node.scan("A1", 33, "DELIVERED.signed");
        ShipmentView view = node.view(id);
        assertEquals(StatusDetail.DELIVERED_SIGNED, view.detail());
        assertTrue(view.arrived());
        assertEquals(TrackingWorld.hour(33), view.times().delivered());
        assertEquals(5, view.scans().size());
        assertEquals(StatusDetail.DELIVERED_SIGNED, view.scans().getFirst().detail());
        assertEquals(StatusDetail.DELIVERED_SIGNED, node.orderStatus(order));
        assertEquals(PromiseState.KEPT, node.promises(order).getFirst().state());
        assertEquals(1, node.events(order, ShipmentDelivered.class).size());
        assertEquals(5, node.events(order, ShipmentMoved.class).size());
    }

    @Test
    void a_repeated_scan_has_its_effect_once() {
        ShipmentId id = node.registered(order, "A2", null);
        Taken first = node.scan("A2", 1, "PICKED_UP");
        Taken second = node.scan("A2", 1, "PICKED_UP");
        assertEquals(new Taken(1, 0, 0), first);
        assertEquals(new Taken(0, 1, 0), second);
        assertEquals(1, node.view(id).scans().size());
        assertEquals(1, node.events(order, ShipmentMoved.class).size());
    }

    @Test
    void scans_that_come_before_their_shipment_are_kept_and_applied_later() {
        assertEquals(new Taken(0, 0, 1), node.scan("A3", 1, "PICKED_UP"));
        assertEquals(new Taken(0, 0, 1), node.scan("A3", 4, "IN_TRANSIT"));
        ShipmentId id = node.registered(order, "A3", null);
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, node.view(id).detail());
        assertEquals(2, node.view(id).scans().size());
        assertEquals(new Taken(0, 1, 0), node.scan("A3", 4, "IN_TRANSIT"));
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, node.orderStatus(order));
    }

    @Test
    void registering_the_same_parcel_again_adds_only_what_was_missing() {
        ShipmentRegistration alone =
                ShipmentRegistration.outbound("again", null, new ParcelNumber("ups", "A4"), TrackingWorld.START);
        ShipmentId first = node.register(alone);
        node.scan("A4", 1, "PICKED_UP");
        ShipmentId second = node.register(
                ShipmentRegistration.outbound("again", order, new ParcelNumber("ups", "A4"), TrackingWorld.START));
        ShipmentId otherName = node.register(
                ShipmentRegistration.outbound("other", order, new ParcelNumber("UPS", "a 4"), TrackingWorld.START));
        assertEquals(first, second);
        assertEquals(first, otherName);
        assertEquals(order, node.view(first).order());
        assertEquals(StatusDetail.PICKED_UP_ACCEPTED, node.orderStatus(order));
        node.scan("A4", 5, "IN_TRANSIT");
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, node.orderStatus(order));
    }

    @Test
    void two_registrations_of_one_reference_at_once_make_one_parcel() throws InterruptedException {
        List<ShipmentId> made = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            TrackingWorld.Node one = WORLD.node();
            threads.add(Thread.ofVirtual().start(() -> made.add(one.registered(order, "A17", null))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4, made.size());
        assertEquals(1, made.stream().distinct().count());
        assertEquals(1, node.ofOrder(order).size());
        assertEquals(
                1, node.events(order, TrackingEvent.ShipmentRegistered.class).size());
    }

    @Test
    void the_status_of_an_order_is_that_of_its_worst_open_parcel() {
        node.registered(order, "A5", null);
        node.registered(order, "A6", null);
        node.scan("A5", 1, "PICKED_UP");
        node.scan("A5", 30, "DELIVERED");
        assertEquals(StatusDetail.PENDING_NOT_FOUND, node.orderStatus(order));
        node.scan("A6", 31, "EXCEPTION.damaged");
        assertEquals(StatusDetail.EXCEPTION_DAMAGED, node.orderStatus(order));
        node.scan("A6", 2, "PICKED_UP");
        node.scan("A6", 40, "DELIVERED");
        assertEquals(StatusDetail.DELIVERED_DOOR, node.orderStatus(order));
        assertEquals(2, node.ofOrder(order).size());
    }

    @Test
    void a_return_is_a_parcel_too_and_does_not_count_for_the_order() {
        node.registered(order, "A7", null);
        node.scan("A7", 1, "PICKED_UP");
        node.scan("A7", 20, "DELIVERED");
        ShipmentId back = node.register(new ShipmentRegistration(
                "back",
                order,
                Direction.INBOUND,
                List.of(new ParcelNumber("dhl", "A8")),
                List.of(new ShipmentRegistration.Item("line-1", 2)),
                ShipmentRegistration.Lane.UNKNOWN,
                null,
                TrackingWorld.START));
        node.scan("A8", 100, "PICKED_UP");
        node.scan("A8", 120, "RETURNED_TO_SENDER");
        assertTrue(node.view(back).arrived());
        assertEquals(2, node.view(back).items().getFirst().quantity());
        assertEquals(StatusDetail.DELIVERED_DOOR, node.orderStatus(order));
        assertEquals(2, node.events(order, ShipmentDelivered.class).size());
    }

    @Test
    void a_second_number_at_the_last_mile_belongs_to_the_same_parcel() {
        ShipmentId id = node.registered(order, "A9", null);
        node.scan("A9", 1, "PICKED_UP");
        node.scan("LASTMILE9", 50, "OUT_FOR_DELIVERY");
        node.addNumber(id, new ParcelNumber("royal_mail", "LASTMILE9"));
        node.scan("LASTMILE9", 52, "DELIVERED");
        assertEquals(StatusDetail.DELIVERED_DOOR, node.view(id).detail());
        assertEquals(2, node.view(id).numbers().size());
        assertEquals(3, node.view(id).scans().size());
    }

    @Test
    void a_false_delivery_is_told_once_and_opens_the_promise_again() {
        node.registered(order, "A10", PromisedWindow.by(TrackingWorld.START.plus(Duration.ofDays(30))));
        node.scan("A10", 1, "PICKED_UP");
        node.scan("A10", 20, "DELIVERED");
        assertEquals(PromiseState.KEPT, only(node.promises(order)).state());
        node.scan("A10", 22, "IN_TRANSIT.arrived_facility");
        node.scan("A10", 22, "IN_TRANSIT.arrived_facility");
        node.scan("A10", 20, "DELIVERED");
        assertEquals(PromiseState.OPEN, only(node.promises(order)).state());
        List<ShipmentReopened> reopened = node.events(order, ShipmentReopened.class);
        assertEquals(1, reopened.size());
        assertEquals(ReopenedAfter.FALSE_DELIVERY, reopened.getFirst().after());
        node.scan("A10", 30, "DELIVERED");
        assertEquals(PromiseState.KEPT, only(node.promises(order)).state());
    }

    @Test
    void a_delivery_nobody_saw_coming_is_not_told_and_settles_no_promise_until_it_is_believed() {
        ShipmentId id = node.registered(order, "A11", PromisedWindow.by(TrackingWorld.START.plus(Duration.ofDays(30))));
        node.scan("A11", 20, "DELIVERED");
        assertTrue(node.view(id).deliveryDoubtful());
        assertEquals(List.of(), node.events(order, ShipmentDelivered.class));
        assertEquals(PromiseState.OPEN, only(node.promises(order)).state());
        node.scan("A11", 2, "PICKED_UP");
        assertFalse(node.view(id).deliveryDoubtful());
        assertEquals(1, node.events(order, ShipmentDelivered.class).size());
        assertEquals(PromiseState.KEPT, only(node.promises(order)).state());
    }

    @Test
    void a_time_without_a_zone_is_read_in_the_stores_zone_and_keeps_its_flag() {
        ShipmentId id = node.registered(order, "A12", null);
        node.take(TrackingWorld.report(
                "A12", "PICKED_UP", ScanTime.local(LocalDateTime.parse("2026-03-01T10:00:00")), null));
        ShipmentView.Scan scan = node.view(id).scans().getFirst();
        assertEquals(TimePrecision.LOCAL, scan.precision());
        assertEquals(Instant.parse("2026-03-01T09:00:00Z"), scan.at());
        assertEquals(3_600, scan.offset().getTotalSeconds());
    }

    @Test
    void a_scan_from_the_far_future_does_not_outlive_the_real_ones() {
        ShipmentId id = node.registered(order, "A13", null);
        node.take(TrackingWorld.report(
                "A13", "IN_TRANSIT", ScanTime.local(LocalDateTime.parse("2999-01-01T00:00:00")), null));
        WORLD.clock().move(Duration.ofDays(1));
        node.take(TrackingWorld.report(
                "A13", "OUT_FOR_DELIVERY", ScanTime.exact(WORLD.clock().instant()), null));
        assertEquals(StatusDetail.OUT_FOR_DELIVERY_ON_VEHICLE, node.view(id).detail());
        WORLD.clock().move(Duration.ofDays(-1));
    }

    @Test
    void another_store_sees_and_moves_nothing() {
        ShipmentId id = node.registered(order, "A14", null);
        StoreId other = new StoreId(2);
        Taken taken = node.tracking()
                .take(List.of(new StoreScan(
                        other, TrackingWorld.report("A14", "PICKED_UP", ScanTime.exact(TrackingWorld.hour(1)), null))));
        assertEquals(1, taken.waiting());
        assertEquals(StatusDetail.PENDING_NOT_FOUND, node.view(id).detail());
        assertTrue(WORLD.database()
                .inStore(other, tx -> node.tracking().shipment(tx, other, id))
                .isEmpty());
        assertTrue(WORLD.database()
                .inStore(other, tx -> node.tracking().shipment(tx, STORE, id))
                .isEmpty());
    }

    @Test
    void two_nodes_that_write_the_same_parcels_overtake_each_other_and_lose_nothing() {
        TrackingWorld.Node first = node;
        TrackingWorld.Node second = WORLD.node();
        ShipmentId id = first.registered(order, "A15", null);
        first.scan("A15", 1, "PICKED_UP");
        second.scan("A15", 2, "IN_TRANSIT.departed_facility");
        first.scan("A15", 3, "IN_TRANSIT.arrived_facility");
        second.scan("A15", 3, "IN_TRANSIT.arrived_facility");
        first.scan("A15", 1, "IN_TRANSIT.customs_started");
        second.scan("A15", 1, "IN_TRANSIT.customs_started");
        second.scan("A15", 9, "DELIVERED");
        first.registered(order, "A16", null);
        second.scan("A15", 8, "OUT_FOR_DELIVERY");
        second.scan("A16", 10, "PICKED_UP");
        assertEquals(StatusDetail.DELIVERED_DOOR, first.view(id).detail());
        assertEquals(6, first.view(id).scans().size());
        assertEquals(
                4,
                first.events(order, ShipmentMoved.class).stream()
                        .filter(moved -> moved.shipment().equals(id))
                        .count());
        assertEquals(StatusDetail.PICKED_UP_ACCEPTED, first.orderStatus(order));
    }

    @Test
    void many_parcels_in_any_order_on_two_nodes_at_once_end_as_the_machine_says() throws InterruptedException {
        long seed = Long.getLong("postlude.seed", 77L);
        Random random = new Random(seed);
        TrackingWorld.Node other = WORLD.node();
        List<OrderId> orders = new ArrayList<>();
        List<StoreScan> scans = new ArrayList<>();
        List<ParcelState> expected = new ArrayList<>();
        List<ShipmentId> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            orders.add(WORLD.newOrder());
            ids.add(node.registered(orders.getLast(), "MANY" + i, null));
            expected.add(history(random, "MANY" + i, scans));
        }
        List<StoreScan> left = new ArrayList<>(scans);
        List<StoreScan> right = new ArrayList<>(scans);
        Collections.shuffle(left, random);
        Collections.shuffle(right, random);
        Thread one = Thread.ofVirtual().start(() -> inPieces(node, left));
        Thread two = Thread.ofVirtual().start(() -> inPieces(other, right));
        one.join();
        two.join();
        for (int i = 0; i < ids.size(); i++) {
            StatusDetail wanted = Standing.of(expected.get(i)).detail();
            assertEquals(wanted, node.view(ids.get(i)).detail(), "seed " + seed + ", parcel " + i);
            assertEquals(wanted, node.orderStatus(orders.get(i)), "seed " + seed + ", order " + i);
        }
        assertNotEquals(0, scans.size());
        assertEquals(new Taken(0, scans.size(), 0), node.tracking().take(scans));
    }

    private static ParcelState history(Random random, String number, List<StoreScan> scans) {
        ParcelState state = ParcelState.unseen(Direction.OUTBOUND);
        StatusDetail[] details = StatusDetail.values();
        List<Integer> hours = new ArrayList<>();
        for (int hour = 1; hour <= 24; hour++) {
            hours.add(hour);
        }
        Collections.shuffle(hours, random);
        for (int hour : hours.subList(0, 8)) {
            StatusDetail detail = details[random.nextInt(details.length)];
            scans.add(new StoreScan(
                    STORE,
                    TrackingWorld.report(number, detail.code(), ScanTime.exact(TrackingWorld.hour(hour)), null)));
            state = ParcelMachine.accept(state, Sighting.of(TrackingWorld.hour(hour), detail))
                    .state();
        }
        return state;
    }

    private static void inPieces(TrackingWorld.Node node, List<StoreScan> scans) {
        for (int from = 0; from < scans.size(); from += 40) {
            Taken _ = node.tracking().take(scans.subList(from, Math.min(scans.size(), from + 40)));
        }
    }

    private static Promise only(List<Promise> promises) {
        assertEquals(1, promises.size());
        return promises.getFirst();
    }
}
