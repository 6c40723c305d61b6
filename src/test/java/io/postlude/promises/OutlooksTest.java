package io.postlude.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderId;
import io.postlude.stores.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutlooksTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant DUE = START.plus(Duration.ofDays(5));
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Ids IDS = new Ids(1);
    private static int stores = 10;

    private final Database database = TEST.database();
    private final EventLog log = new EventLog(IDS, EventTypes.register(database, List.of(PromiseEvent.class)));
    private final MovableClock clock = MovableClock.standingAt(START);
    private final Promises promises = new Promises(database, log, IDS, clock);
    private final Outlooks outlooks = new Outlooks(database, log, clock);
    private final RiskQueue queue = new RiskQueue(clock);
    private StoreId store = new StoreId(1);

    @BeforeEach
    void own_store() {
        store = new StoreId(stores++);
    }

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void a_promise_is_at_risk_from_the_threshold_on_and_rings_once() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.29, 1);
        assertEquals(List.of("PromiseMade"), events(order));
        foresee(promise, 0.31, 2);
        foresee(promise, 0.80, 3);
        assertEquals(List.of("PromiseMade", "PromiseAtRisk"), events(order));
        assertEquals(List.of(promise), atRisk());
    }

    @Test
    void a_forecast_that_wavers_about_the_threshold_does_not_ring_again() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.35, 1);
        foresee(promise, 0.25, 2);
        foresee(promise, 0.35, 3);
        assertEquals(List.of("PromiseMade", "PromiseAtRisk"), events(order));
    }

    @Test
    void a_promise_that_looks_well_again_leaves_the_queue() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.6, 1);
        foresee(promise, 0.05, 2);
        assertEquals(List.of("PromiseMade", "PromiseAtRisk", "PromiseBackOnTrack"), events(order));
        assertEquals(List.of(), atRisk());
    }

    @Test
    void an_older_forecast_never_replaces_a_newer_one() {
        PromiseId promise = promised(new OrderId(IDS.next()));
        foresee(promise, 0.1, 5);
        foresee(promise, 0.9, 4);
        assertEquals(List.of(), atRisk());
    }

    @Test
    void a_promise_whose_time_is_over_is_not_at_risk_any_more() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.9, 5 * 24 + 1);
        assertEquals(List.of("PromiseMade"), events(order));
        assertEquals(List.of(), atRisk());
    }

    @Test
    void what_is_settled_is_not_foreseen_and_not_at_risk() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.9, 1);
        settle(promise, START.plus(Duration.ofHours(2)));
        assertEquals(List.of(), atRisk());
        foresee(promise, 0.95, 3);
        assertEquals(List.of("PromiseMade", "PromiseAtRisk", "PromiseKept"), events(order));
        assertEquals(1L, flagged());
        outlooks.calmSettledAcrossStores();
        assertEquals(0L, flagged());
    }

    @Test
    void a_store_sets_its_own_threshold() {
        database.inStore(store, tx -> {
            outlooks.setThreshold(tx, store, 0.7);
            return 0;
        });
        PromiseId promise = promised(new OrderId(IDS.next()));
        foresee(promise, 0.6, 1);
        assertEquals(List.of(), atRisk());
        foresee(promise, 0.7, 2);
        assertEquals(List.of(promise), atRisk());
        assertThrows(
                IllegalArgumentException.class,
                () -> database.inStore(store, tx -> {
                    outlooks.setThreshold(tx, store, 1.2);
                    return 0;
                }));
    }

    @Test
    void calibration_compares_what_was_said_with_what_came() {
        List<PromiseId> made = IntStream.range(0, 10)
                .mapToObj(_ -> promised(new OrderId(IDS.next())))
                .toList();
        made.forEach(promise -> foresee(promise, 0.42, 1));
        made.stream().limit(6).forEach(promise -> settle(promise, START.plus(Duration.ofDays(2))));
        made.stream().skip(6).forEach(promise -> settle(promise, START.plus(Duration.ofDays(9))));
        Promises.Span span = new Promises.Span(START, START.plus(Duration.ofDays(30)), ZoneOffset.UTC);
        List<Outlooks.Calibration> classes = database.inStore(store, tx -> outlooks.calibration(tx, store, span, 4));
        assertEquals(1, classes.size());
        assertEquals(0.4, classes.getFirst().from(), 1e-9);
        assertEquals(10, classes.getFirst().promises());
        assertEquals(0.42, classes.getFirst().said(), 1e-6);
        assertEquals(0.4, classes.getFirst().came(), 1e-9);
    }

    @Test
    void the_queue_counts_what_is_expected_to_break_and_what_was_saved() {
        List<PromiseId> made = IntStream.range(0, 4)
                .mapToObj(_ -> promised(new OrderId(IDS.next())))
                .toList();
        made.forEach(promise -> foresee(promise, 0.5, 1));
        settle(made.get(0), START.plus(Duration.ofDays(2)));
        settle(made.get(1), START.plus(Duration.ofDays(8)));
        assertEquals(
                new RiskQueue.Figures(2, 1.0, 1, 2), database.inStore(store, tx -> queue.figures(tx, store, START)));
    }

    @Test
    void one_person_takes_a_promise_in_hand_and_a_deed_sent_twice_is_done_once() {
        PromiseId promise = promised(new OrderId(IDS.next()));
        foresee(promise, 0.5, 1);
        PersonId signe = new PersonId(7);
        PersonId bo = new PersonId(8);
        RiskDeed deed = new RiskDeed("k1", RiskDeed.Kind.GESTURE, signe, "10 euro", START);
        database.inStore(store, tx -> {
            assertTrue(queue.take(tx, store, promise, signe));
            assertFalse(queue.take(tx, store, promise, bo));
            assertFalse(queue.leave(tx, store, promise, bo));
            assertTrue(queue.done(tx, store, promise, deed));
            assertFalse(queue.done(tx, store, promise, deed));
            return 0;
        });
        AtRisk row = database.inStore(store, tx -> queue.list(tx, store, 10)).getFirst();
        assertEquals(signe, row.owner());
        assertEquals(List.of(RiskDeed.Kind.GESTURE), row.deeds());
        assertEquals(List.of(deed), database.inStore(store, tx -> queue.deeds(tx, store, promise)));
    }

    @Test
    void what_was_foreseen_is_read_back_as_it_was() {
        OrderId order = new OrderId(IDS.next());
        PromiseId promise = promised(order);
        foresee(promise, 0.5, 1);
        Outlook read = Objects.requireNonNull(database.inStore(store, tx -> outlooks.ofOrder(tx, store, order))
                .get(promise));
        LocalDate day = LocalDate.of(2026, 3, 6);
        assertEquals(new Outlook.Expected(day, day.plusDays(1), day.plusDays(3)), read.window());
        assertEquals(new Outlook.Likelihoods(day, List.of(0.25, 0.5, 0.125)), read.byDay());
        assertEquals(0.5, read.chance());
        assertEquals(RiskCause.SILENT, read.cause());
    }

    private PromiseId promised(OrderId order) {
        return database.inStore(
                store,
                tx -> promises.make(
                                tx,
                                List.of(new NewPromise(
                                        store,
                                        order,
                                        null,
                                        PromiseKind.DELIVERY,
                                        PromisedWindow.by(DUE),
                                        "api",
                                        null,
                                        START)))
                        .getFirst());
    }

    private void foresee(PromiseId promise, double chance, int hours) {
        LocalDate day = LocalDate.of(2026, 3, 6);
        Outlook outlook = new Outlook(
                store,
                promise,
                chance,
                new Outlook.Expected(day, day.plusDays(1), day.plusDays(3)),
                new Outlook.Likelihoods(day, List.of(0.25, 0.5, 0.125)),
                RiskCause.SILENT,
                START.plus(Duration.ofHours(hours)),
                false);
        database.inStore(store, tx -> {
            outlooks.foresee(tx, List.of(outlook));
            return 0;
        });
    }

    private void settle(PromiseId promise, Instant at) {
        database.inStore(store, tx -> {
            promises.settle(tx, List.of(new Settlement(store, promise, at, false)));
            return 0;
        });
    }

    private long flagged() {
        return database.inStore(
                store, tx -> tx.number("select count(*) from promises.outlook where at_risk and store_id = ?", store));
    }

    private List<PromiseId> atRisk() {
        return database.inStore(store, tx -> queue.list(tx, store, 10)).stream()
                .map(row -> row.promise().id())
                .toList();
    }

    private List<String> events(OrderId order) {
        return database.inStore(store, tx -> log.timeline(tx, store, order.value())).stream()
                .map(logged -> logged.event().getClass().getSimpleName())
                .toList();
    }
}
