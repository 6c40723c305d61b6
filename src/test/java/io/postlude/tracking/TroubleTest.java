package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.tracking.TrackingEvent.ShipmentDelayed;
import io.postlude.tracking.TrackingEvent.ShipmentDelivered;
import io.postlude.tracking.TrackingEvent.ShipmentMoved;
import io.postlude.tracking.TrackingEvent.ShipmentResumed;
import io.postlude.tracking.TrackingEvent.ShipmentStalled;
import io.postlude.tracking.TrackingEvent.Stall;
import io.postlude.tracking.UnmappedCode.RawSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parcels that go wrong: problems, silence, words nobody knows. */
class TroubleTest {

    private static final StoreId STORE = TrackingWorld.STORE;

    private final TrackingWorld world = new TrackingWorld();
    private final TrackingWorld.Node node = world.node();
    private final OrderId order = world.newOrder();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void a_problem_is_listed_until_it_is_solved() {
        ShipmentId id = node.registered(order, "T1", null);
        node.scan("T1", 1, "PICKED_UP");
        node.scan("T1", 5, "EXCEPTION.address");
        node.scan("T1", 6, "EXCEPTION.delay_weather");
        assertEquals(List.of("EXCEPTION.delay_weather", "EXCEPTION.address"), kinds(id));
        assertEquals(1, node.events(order, ShipmentDelayed.class).size());
        node.scan("T1", 7, "IN_TRANSIT.problem_resolved");
        assertEquals(List.of("EXCEPTION.address"), kinds(id));
        node.scan("T1", 30, "DELIVERED");
        assertEquals(List.of(), kinds(id));
        assertEquals(List.of(), page(TroubledQuery.first(10)).shipments());
    }

    @Test
    void shipments_with_trouble_come_page_by_page_the_latest_trouble_first() {
        for (int i = 0; i < 7; i++) {
            node.registered(world.newOrder(), "P" + i, null);
            node.scan("P" + i, 10 + i, i % 2 == 0 ? "EXCEPTION.damaged" : "ATTEMPT_FAILED.absent");
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            TroubledPage page = page(new TroubledQuery(List.of(), null, null, cursor, 3));
            page.shipments().forEach(row -> seen.add(row.number()));
            cursor = page.next();
        } while (cursor != null);
        assertEquals(List.of("P6", "P5", "P4", "P3", "P2", "P1", "P0"), seen);
        assertEquals(
                3,
                page(new TroubledQuery(List.of("ATTEMPT_FAILED.absent"), null, null, null, 50))
                        .shipments()
                        .size());
        assertEquals(
                1,
                page(new TroubledQuery(List.of(), "DHL", "p6", null, 50))
                        .shipments()
                        .size());
        assertEquals(
                0,
                page(new TroubledQuery(List.of(), "ups", null, null, 50))
                        .shipments()
                        .size());
        assertEquals(
                7,
                page(new TroubledQuery(List.of(), null, null, "nonsense", 50))
                        .shipments()
                        .size());
    }

    @Test
    void a_parcel_without_a_scan_for_its_lanes_patience_is_stalled_once_and_resumes_with_a_scan() {
        ShipmentId id = node.registered(order, "S1", null);
        node.scan("S1", 239, "IN_TRANSIT");
        look();
        assertNull(node.view(id).times().stalled());
        world.clock().move(Duration.ofHours(97));
        look();
        look();
        assertNotNull(node.view(id).times().stalled());
        assertEquals(List.of("STALLED"), kinds(id));
        assertEquals(
                Stall.NO_SCAN, only(node.events(order, ShipmentStalled.class)).stall());
        node.scan("S1", 336, "IN_TRANSIT.arrived_facility");
        assertNull(node.view(id).times().stalled());
        assertEquals(List.of(), kinds(id));
        assertEquals(1, node.events(order, ShipmentResumed.class).size());
        world.clock().move(Duration.ofHours(200));
        look();
        assertEquals(2, node.events(order, ShipmentStalled.class).size());
    }

    @Test
    void a_label_that_was_never_handed_over_is_told_apart() {
        ShipmentId id = node.registered(order, "S2", null);
        node.scan("S2", 235, "INFO_RECEIVED");
        look();
        assertEquals(List.of(), kinds(id));
        world.clock().move(Duration.ofHours(50));
        look();
        assertEquals(
                Stall.NOT_HANDED_OVER,
                only(node.events(order, ShipmentStalled.class)).stall());
        assertEquals(List.of("NOT_HANDED_OVER"), kinds(id));
    }

    @Test
    void a_parcel_that_has_arrived_is_never_stalled() {
        node.registered(order, "S3", null);
        node.scan("S3", 1, "PICKED_UP");
        node.scan("S3", 20, "DELIVERED");
        world.clock().move(Duration.ofDays(400));
        look();
        assertEquals(List.of(), node.events(order, ShipmentStalled.class));
    }

    @Test
    void a_lane_learns_from_its_own_parcels_how_long_silence_is_ordinary() {
        for (int i = 0; i < 12; i++) {
            node.registered(world.newOrder(), "L" + i, null);
            for (int scan = 0; scan < 4; scan++) {
                node.take(TrackingWorld.report(
                        "L" + i, "IN_TRANSIT", ScanTime.exact(TrackingWorld.hour(100 + scan * 20 + i)), "dhl"));
            }
        }
        node.tracking().measurePacesAcrossStores();
        ShipmentId quick = node.registered(order, "L99", null);
        node.take(TrackingWorld.report("L99", "IN_TRANSIT", ScanTime.exact(TrackingWorld.hour(209)), "dhl"));
        look();
        assertNotNull(node.view(quick).times().stalled(), "31 hours are more than one and a half times 20");
    }

    @Test
    void an_unknown_code_is_counted_with_an_example_and_keeps_its_raw_value() {
        ShipmentId id = node.registered(order, "U1", null);
        node.take(foreign("U1", 1, "teleported", null));
        node.take(foreign("U1", 2, "teleported", null));
        node.take(foreign("U1", 3, "in_transit", "sub_space"));
        UnmappedCode code = ledger().getFirst();
        assertEquals(new RawSource("easypost", "dhl", "teleported"), code.source());
        assertEquals(2, code.seen());
        assertEquals("U1", code.exampleNumber());
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, code.shownAs());
        assertEquals("in_transit/sub_space", ledger().get(1).source().code());
        assertEquals("teleported", node.view(id).scans().getLast().rawCode());
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, node.view(id).detail());
    }

    @Test
    void mapping_a_code_rebuilds_history_by_replay_and_marks_its_events_as_replayed() {
        ShipmentId id = node.registered(order, "U2", null);
        node.take(foreign("U2", 1, "in_transit", "received_at_origin_facility"));
        node.take(foreign("U2", 30, "brought_home", null));
        assertEquals(StatusDetail.IN_TRANSIT_GENERIC, node.view(id).detail());
        int rebuilt = node.tracking()
                .mappings()
                .map(STORE, new RawSource("easypost", "dhl", "brought_home"), StatusDetail.DELIVERED_DOOR, "anna");
        assertEquals(1, rebuilt);
        assertEquals(StatusDetail.DELIVERED_DOOR, node.view(id).detail());
        assertEquals(
                StatusDetail.DELIVERED_DOOR, node.view(id).scans().getFirst().detail());
        assertEquals(StatusDetail.DELIVERED_DOOR, node.orderStatus(order));
        assertEquals(TrackingWorld.hour(30), node.view(id).times().delivered());
        assertTrue(node.events(order, ShipmentMoved.class).getLast().replayed());
        assertTrue(only(node.events(order, ShipmentDelivered.class)).replayed());
        assertEquals(StatusDetail.DELIVERED_DOOR, ledger().getFirst().decided());
    }

    @Test
    void a_mapped_code_counts_from_then_on_and_may_be_decided_anew() {
        RawSource source = new RawSource("easypost", "dhl", "brought_home");
        ShipmentId id = node.registered(order, "U3", null);
        node.take(foreign("U3", 1, "in_transit", "received_at_origin_facility"));
        assertEquals(0, node.tracking().mappings().map(STORE, source, StatusDetail.DELIVERED_DOOR, "anna"));
        node.take(foreign("U3", 30, "brought_home", null));
        assertEquals(StatusDetail.DELIVERED_DOOR, node.view(id).detail());
        assertEquals(List.of(), ledger());
        assertEquals(1, node.tracking().mappings().map(STORE, source, StatusDetail.ATTEMPT_FAILED_ABSENT, "ben"));
        assertEquals(StatusDetail.ATTEMPT_FAILED_ABSENT, node.view(id).detail());
        assertNull(node.view(id).times().delivered());
        node.take(foreign("U3", 40, "delivered", null));
        assertEquals(StatusDetail.DELIVERED_DOOR, node.view(id).detail());
    }

    @Test
    void what_carriers_told_about_people_can_be_blotted_out() {
        ShipmentId id = node.registered(order, "E1", null);
        node.take(new ScanReport(
                "api",
                null,
                "E1",
                RawCode.of("DELIVERED.signed"),
                ScanTime.exact(TrackingWorld.hour(3)),
                new ScanPlace("Berlin", null, "DE"),
                "Left with Mrs Miller",
                "MILLER"));
        assertEquals("MILLER", node.view(id).scans().getFirst().signedBy());
        world.database().runInStore(STORE, tx -> node.tracking().forgetPersonalData(tx, STORE, List.of(order)));
        ShipmentView.Scan scan = node.view(id).scans().getFirst();
        assertNull(scan.signedBy());
        assertNull(scan.message());
        assertEquals("Berlin, DE", scan.place().line());
    }

    private static ScanReport foreign(String number, int hour, String status, @Nullable String sub) {
        return new ScanReport(
                "easypost",
                "DHL",
                number,
                new RawCode(status, sub),
                ScanTime.exact(TrackingWorld.hour(hour)),
                ScanPlace.UNKNOWN,
                null,
                null);
    }

    private void look() {
        node.tracking().lookForStallsAcrossStores();
    }

    private List<String> kinds(ShipmentId id) {
        return node.view(id).problems().stream().map(ShipmentView.Problem::kind).toList();
    }

    private TroubledPage page(TroubledQuery query) {
        return world.database().inStore(STORE, tx -> node.tracking().troubled(tx, STORE, query));
    }

    private List<UnmappedCode> ledger() {
        return world.database().inStore(STORE, tx -> node.tracking().mappings().list(tx, STORE));
    }

    private static <T> T only(List<T> values) {
        assertEquals(1, values.size());
        return values.getFirst();
    }
}
