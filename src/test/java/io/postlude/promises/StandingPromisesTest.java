package io.postlude.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.OrderId;
import io.postlude.promises.StandingPromises.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Refunds, replies and points: whoever makes the promise knows it by a name of its own. */
class StandingPromisesTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Ids IDS = new Ids(1);
    private static int stores = 10;

    private final StoreId store = new StoreId(stores++);
    private final Database database = TEST.database();
    private final EventLog log = new EventLog(IDS, EventTypes.register(database, List.of(PromiseEvent.class)));
    private final MovableClock clock = MovableClock.standingAt(START);
    private final Promises promises = new Promises(database, log, IDS, clock);
    private final Outlooks outlooks = new Outlooks(database, log, clock);
    private final RiskQueue queue = new RiskQueue(clock);

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void a_refund_promised_under_a_returns_name_is_made_once_and_kept_by_that_name() {
        PromiseReference name = new PromiseReference(PromiseKind.REFUND, "ret_1");
        OrderId order = new OrderId(IDS.next());
        assertEquals(1, make(name, order, START.plus(Duration.ofDays(5))));
        assertEquals(0, make(name, order, START.plus(Duration.ofDays(9))), "told again");
        fulfil(name, START.plus(Duration.ofDays(4)));
        fulfil(name, START.plus(Duration.ofDays(8)));
        assertEquals(PromiseState.KEPT, state(name));
        assertEquals(List.of("PromiseMade", "PromiseKept"), events(order.value()));
    }

    @Test
    void points_promised_for_no_order_at_all_break_when_they_do_not_come() {
        PromiseReference name = new PromiseReference(PromiseKind.POINTS, "referral 7");
        assertEquals(1, make(name, null, START.plus(Duration.ofDays(2))));
        clock.move(Duration.ofDays(3));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.BROKEN, state(name));
        long promise = find(name).getFirst().id().value();
        assertEquals(List.of("PromiseMade", "PromiseBroken"), events(promise));
    }

    @Test
    void a_promise_that_no_longer_binds_is_released_by_its_name_and_an_unknown_name_changes_nothing() {
        PromiseReference name = new PromiseReference(PromiseKind.REFUND, "ret_2");
        make(name, new OrderId(IDS.next()), START.plus(Duration.ofDays(2)));
        release(new PromiseReference(PromiseKind.REFUND, "ret_unknown"));
        release(name);
        clock.move(Duration.ofDays(3));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.RELEASED, state(name));
    }

    @Test
    void the_same_name_of_another_kind_or_in_another_store_is_another_promise() {
        make(new PromiseReference(PromiseKind.REFUND, "x"), null, START.plus(Duration.ofDays(2)));
        assertEquals(1, make(new PromiseReference(PromiseKind.POINTS, "x"), null, START.plus(Duration.ofDays(2))));
        StoreId other = new StoreId(stores++);
        assertEquals(
                List.of(),
                database.inStore(
                        other,
                        tx -> promises.standing()
                                .find(tx, other, List.of(new PromiseReference(PromiseKind.REFUND, "x")))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Named(
                        new PromiseReference(PromiseKind.REFUND, "x"),
                        NewPromise.plain(store, null, PromiseKind.POINTS, new NewPromise.Term(START, START))));
    }

    @Test
    void a_reply_nobody_gives_is_at_risk_before_its_time_is_over_and_calm_once_given() {
        PromiseReference slow = new PromiseReference(PromiseKind.REPLY, "con_1");
        make(slow, null, START.plus(Duration.ofHours(10)));
        outlooks.foreseeStandingAcrossStores();
        assertEquals(0, risks());
        clock.move(Duration.ofHours(7));
        outlooks.foreseeStandingAcrossStores();
        assertEquals(1, risks());
        AtRisk risk = database.inStore(store, tx -> queue.list(tx, store, 10)).getFirst();
        assertEquals(RiskCause.NOT_DONE, risk.outlook().cause());
        fulfil(slow, START.plus(Duration.ofHours(8)));
        assertEquals(0, risks());
    }

    @Test
    void a_store_that_always_replies_late_in_its_time_is_not_alarmed_by_that() {
        for (int i = 0; i < 40; i++) {
            PromiseReference habit = new PromiseReference(PromiseKind.REPLY, "before " + i);
            make(habit, null, START.plus(Duration.ofHours(10)));
            fulfil(habit, START.plus(Duration.ofHours(9)));
        }
        make(new PromiseReference(PromiseKind.REPLY, "now"), null, START.plus(Duration.ofHours(10)));
        clock.move(Duration.ofHours(8));
        outlooks.foreseeStandingAcrossStores();
        assertEquals(0, risks());
        clock.move(Duration.ofMinutes(100));
        outlooks.foreseeStandingAcrossStores();
        assertEquals(1, risks(), "later than it ever was");
    }

    @Test
    void kept_promises_are_counted_by_kind_carrier_and_lane() {
        OrderId order = new OrderId(IDS.next());
        Way parcel = new Way("dhl", "standard DE");
        PromiseId kept = deliver(order, parcel, START.plus(Duration.ofDays(1)));
        deliver(order, new Way("dhl", "standard FR"), START.plus(Duration.ofDays(1)));
        make(new PromiseReference(PromiseKind.REFUND, "r"), order, START.plus(Duration.ofDays(1)));
        database.runAcrossStores(tx -> promises.settle(tx, List.of(new Settlement(store, kept, START, false))));
        clock.move(Duration.ofDays(2));
        promises.breakOverdueAcrossStores();
        Promises.Span span = new Promises.Span(START.minus(Duration.ofDays(9)), clock.instant(), ZoneOffset.UTC);
        assertEquals(List.of("DELIVERY null null 1 of 2", "REFUND null null 0 of 1"), tally(span, Promises.By.KIND));
        assertEquals(List.of("DELIVERY dhl null 1 of 2"), tally(span, Promises.By.CARRIER));
        assertEquals(
                List.of("DELIVERY dhl standard DE 1 of 1", "DELIVERY dhl standard FR 0 of 1"),
                tally(span, Promises.By.LANE));
    }

    @Test
    void chances_follow_what_became_of_those_that_took_as_long() {
        double[] settled = {0.1, 0.2, 0.3, 0.9, 2};
        assertTrue(Foresight.chance(settled, 0.05) < 0.15);
        assertTrue(Foresight.chance(settled, 0.95) > 0.7);
        assertEquals(0, Foresight.chance(new double[0], 0), 0);
        assertEquals(1, Foresight.chance(new double[0], 1), 0);
    }

    private List<String> tally(Promises.Span span, Promises.By by) {
        return database.inStore(store, tx -> promises.tally(tx, store, span, by)).stream()
                .map(t -> t.kind() + " " + t.way().carrier() + " " + t.way().lane() + " " + t.kept() + " of "
                        + (t.kept() + t.broken()))
                .toList();
    }

    @CanIgnoreReturnValue
    private PromiseId deliver(OrderId order, Way way, Instant by) {
        NewPromise promise = new NewPromise(
                store, order, IDS.next(), PromiseKind.DELIVERY, PromisedWindow.by(by), "shipment", null, START, way);
        return database.inStore(store, tx -> promises.make(tx, List.of(promise)))
                .getFirst();
    }

    @CanIgnoreReturnValue
    private int make(PromiseReference name, @Nullable OrderId order, Instant by) {
        Named named = new Named(name, NewPromise.plain(store, order, name.kind(), new NewPromise.Term(START, by)));
        return database.inStore(store, tx -> promises.standing().make(tx, List.of(named)));
    }

    private void fulfil(PromiseReference name, Instant at) {
        database.runInStore(store, tx -> promises.standing().fulfil(tx, store, Map.of(name, at)));
    }

    private void release(PromiseReference name) {
        database.runInStore(store, tx -> promises.standing().release(tx, store, List.of(name)));
    }

    private List<Promise> find(PromiseReference name) {
        return database.inStore(store, tx -> promises.standing().find(tx, store, List.of(name)));
    }

    private PromiseState state(PromiseReference name) {
        return find(name).getFirst().state();
    }

    private long risks() {
        return database.inStore(store, tx -> queue.count(tx, store));
    }

    private List<String> events(long key) {
        return database.inStore(store, tx -> log.timeline(tx, store, key)).stream()
                .map(logged -> logged.event().getClass().getSimpleName())
                .toList();
    }
}
