package io.postlude.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.tracking.TrackingEvent.EstimateChanged;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The carriers' own word on when a parcel comes. */
class EstimatesTest {
    private static final TrackingWorld WORLD = new TrackingWorld();
    private static final StoreId STORE = TrackingWorld.STORE;
    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 6);

    private final TrackingWorld.Node node = WORLD.node();
    private final OrderId order = WORLD.newOrder();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void the_word_said_last_counts_whatever_comes_when() {
        List<EstimateReport> said = new ArrayList<>();
        for (int hour = 1; hour <= 6; hour++) {
            said.add(said("E0", hour, FRIDAY.plusDays(hour % 4), null));
        }
        said.add(said("E0", 6, FRIDAY.plusDays(1), null));
        for (int seed = 1; seed <= 8; seed++) {
            String number = "E" + seed;
            ShipmentId id = node.registered(order, number, null);
            Collections.shuffle(said, new Random(seed));
            for (EstimateReport one : said) {
                node.tracking().expect(STORE, List.of(of(one, number)));
            }
            assertEquals(FRIDAY.plusDays(2), estimate(id).by(), "seed " + seed);
            assertEquals(TrackingWorld.hour(6), estimate(id).saidAt(), "seed " + seed);
        }
    }

    @Test
    void several_words_in_one_delivery_are_the_last_said_one() {
        ShipmentId id = node.registered(order, "E10", null);
        node.tracking()
                .expect(STORE, List.of(said("E10", 9, FRIDAY, FRIDAY.minusDays(1)), said("E10", 3, FRIDAY, null)));
        assertEquals(FRIDAY, estimate(id).by());
        assertEquals(FRIDAY.minusDays(1), estimate(id).from());
    }

    @Test
    void only_another_day_is_news() {
        node.registered(order, "E11", null);
        node.tracking().expect(STORE, List.of(said("E11", 1, FRIDAY, null)));
        node.tracking().expect(STORE, List.of(said("E11", 1, FRIDAY, null)));
        node.tracking().expect(STORE, List.of(said("E11", 2, FRIDAY, null)));
        node.tracking().expect(STORE, List.of(said("E11", 3, FRIDAY.plusDays(1), null)));
        node.tracking().expect(STORE, List.of(said("E11", 2, FRIDAY.plusDays(9), null)));
        assertEquals(
                List.of(FRIDAY, FRIDAY.plusDays(1)),
                node.events(order, EstimateChanged.class).stream()
                        .map(EstimateChanged::by)
                        .toList());
    }

    @Test
    void what_was_said_before_the_parcel_is_known_is_its_when_it_comes() {
        node.tracking().expect(STORE, List.of(said("E12", 1, FRIDAY, null)));
        ShipmentId id = node.registered(order, "E12", null);
        assertEquals(FRIDAY, estimate(id).by());
    }

    @Test
    void the_word_of_the_last_mile_counts_for_the_whole_parcel() {
        ShipmentId id = node.registered(order, "E13", null);
        node.tracking().expect(STORE, List.of(said("E13", 1, FRIDAY, null)));
        node.addNumber(id, new ParcelNumber("royal_mail", "MILE13"));
        node.tracking().expect(STORE, List.of(said("MILE13", 5, FRIDAY.plusDays(3), null)));
        assertEquals(FRIDAY.plusDays(3), estimate(id).by());
    }

    @Test
    void of_two_parcels_with_one_number_the_named_carriers_is_meant() {
        ShipmentId ours = node.registered(order, "E14", null);
        ShipmentId other = node.register(ShipmentRegistration.outbound(
                "ref-other-14", WORLD.newOrder(), new ParcelNumber("gls", "E14"), TrackingWorld.START));
        EstimateReport gls = new EstimateReport("api", "gls", "E14", null, FRIDAY, TrackingWorld.hour(1));
        node.tracking().expect(STORE, List.of(gls));
        assertEquals(FRIDAY, estimate(other).by());
        assertNull(node.view(ours).estimate());
    }

    @Test
    void another_stores_word_on_the_same_number_is_nothing_to_us() {
        ShipmentId id = node.registered(order, "E15", null);
        node.tracking().expect(new StoreId(2), List.of(said("E15", 1, FRIDAY, null)));
        assertNull(node.view(id).estimate());
    }

    @Test
    void a_number_that_is_not_known_here_gets_no_answer() {
        assertTrue(WORLD.database()
                .inStore(
                        STORE,
                        tx -> node.tracking()
                                .addNumber(tx, STORE, new ShipmentId(4_711), new ParcelNumber("dhl", "E16")))
                .isEmpty());
    }

    @Test
    void a_registration_waits_for_a_writer_it_meets_and_is_not_overtaken() throws Exception {
        ShipmentId id = node.registered(order, "E17", null);
        node.scan("E17-MILE", 5, "OUT_FOR_DELIVERY");
        Thread late;
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (var other = WORLD.database().dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var touch = other.prepareStatement(
                    "update tracking.shipment set version = version + 1 where store_id = 1 and id = ?")) {
                touch.setLong(1, id.value());
                assertEquals(1, touch.executeUpdate());
            }
            late = Thread.ofVirtual().unstarted(() -> node.addNumber(id, new ParcelNumber("royal_mail", "E17-MILE")));
            late.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            late.start();
            awaitWaiter();
            other.commit();
        }
        assertTrue(late.join(Duration.ofSeconds(60)));
        assertEquals(List.of(), failures);
        assertEquals(StatusDetail.OUT_FOR_DELIVERY_ON_VEHICLE, node.view(id).detail());
    }

    private static void awaitWaiter() {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String waiting = "select count(*) from pg_locks where not granted and database = "
                + "(select oid from pg_database where datname = current_database()) or not granted and locktype = 'transactionid'";
        while (WORLD.database().acrossStores(tx -> tx.number(waiting)) == 0) {
            assertTrue(System.nanoTime() < until, "nobody waits for the lock");
            Thread.onSpinWait();
        }
    }

    private ShipmentView.Estimate estimate(ShipmentId id) {
        ShipmentView.Estimate estimate = node.view(id).estimate();
        if (estimate == null) {
            throw new AssertionError("no estimate of " + id);
        }
        return estimate;
    }

    private static EstimateReport said(String number, int hour, LocalDate by, @Nullable LocalDate from) {
        return new EstimateReport("api", null, number, from, by, TrackingWorld.hour(hour));
    }

    private static EstimateReport of(EstimateReport one, String number) {
        return new EstimateReport(one.provider(), one.carrier(), number, one.from(), one.by(), one.saidAt());
    }
}
