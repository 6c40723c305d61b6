package io.postlude.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private static final StoreId STORE = new StoreId(1);
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Ids IDS = new Ids(1);

    private final Database database = TEST.database();
    private final EventLog log = new EventLog(IDS, EventTypes.register(database, List.of(PromiseEvent.class)));
    private final MovableClock clock = MovableClock.standingAt(START);
    private final Promises promises = new Promises(database, log, IDS, clock);
    private final OrderId order = new OrderId(IDS.next());

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void a_promise_fulfilled_in_time_is_kept_and_later_time_does_not_break_it() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        settle(promise, START.plus(Duration.ofDays(2)));
        clock.move(Duration.ofDays(10));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.KEPT, state());
        assertEquals(List.of("PromiseMade", "PromiseKept"), events());
    }

    @Test
    void an_open_promise_is_broken_once_when_its_time_is_over() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.OPEN, state());
        clock.move(Duration.ofDays(4));
        promises.breakOverdueAcrossStores();
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.BROKEN, state());
        settle(promise, START.plus(Duration.ofDays(5)));
        assertEquals(START.plus(Duration.ofDays(5)), only().settledAt());
        assertEquals(List.of("PromiseMade", "PromiseBroken"), events());
    }

    @Test
    void a_deed_in_time_of_which_the_news_is_late_keeps_the_promise_after_all() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        clock.move(Duration.ofDays(4));
        promises.breakOverdueAcrossStores();
        settle(promise, START.plus(Duration.ofDays(2)));
        settle(promise, START.plus(Duration.ofDays(2)));
        assertEquals(PromiseState.KEPT, state());
        assertEquals(START.plus(Duration.ofDays(2)), only().settledAt());
        assertEquals(List.of("PromiseMade", "PromiseBroken", "PromiseKept"), events());
    }

    @Test
    void what_comes_after_the_window_breaks_the_promise_even_before_the_sweep() {
        settle(promised(START.plus(Duration.ofDays(3))), START.plus(Duration.ofDays(4)));
        assertEquals(PromiseState.BROKEN, state());
    }

    @Test
    void a_promise_settled_twice_is_settled_once() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        settle(promise, START.plus(Duration.ofDays(1)));
        settle(promise, START.plus(Duration.ofDays(9)));
        assertEquals(PromiseState.KEPT, state());
        assertEquals(List.of("PromiseMade", "PromiseKept"), events());
    }

    @Test
    void a_promise_kept_by_a_false_proof_is_open_again_and_can_break() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        settle(promise, START.plus(Duration.ofDays(2)));
        database.runAcrossStores(tx -> promises.reopen(tx, STORE, List.of(promise)));
        assertEquals(PromiseState.OPEN, state());
        clock.move(Duration.ofDays(4));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.BROKEN, state());
    }

    @Test
    void a_released_promise_is_never_broken() {
        PromiseId promise = promised(START.plus(Duration.ofDays(3)));
        database.runInStore(STORE, tx -> promises.release(tx, STORE, List.of(promise)));
        clock.move(Duration.ofDays(4));
        promises.breakOverdueAcrossStores();
        assertEquals(PromiseState.RELEASED, state());
    }

    @Test
    void promised_days_end_with_the_last_day_in_their_zone() {
        PromisedWindow window = PromisedWindow.days(
                LocalDate.parse("2026-03-28"), LocalDate.parse("2026-03-29"), ZoneId.of("Europe/Berlin"));
        assertEquals(Instant.parse("2026-03-27T23:00:00Z"), window.from());
        assertEquals(Instant.parse("2026-03-29T21:59:59.999Z"), window.by());
        assertThrows(
                IllegalArgumentException.class, () -> new PromisedWindow(START, START.minusSeconds(1), null, null));
    }

    @Test
    void another_store_sees_no_promise() {
        PromiseId _ = promised(START.plus(Duration.ofDays(3)));
        StoreId other = new StoreId(2);
        assertEquals(List.of(), database.inStore(other, tx -> promises.ofOrder(tx, other, order)));
        assertEquals(List.of(), database.inStore(other, tx -> promises.ofOrder(tx, STORE, order)));
    }

    @Test
    void figures_from_counts_are_those_of_the_promises_themselves_whatever_happens_to_them() {
        Random random = new Random(11);
        List<PromiseId> all = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            for (int i = 0; i < 3; i++) all.add(promised(START.plus(Duration.ofMinutes(random.nextInt(40_000)))));
            PromiseId one = all.get(random.nextInt(all.size()));
            switch (random.nextInt(5)) {
                case 0 -> clock.move(Duration.ofHours(random.nextInt(12)));
                case 1 -> database.runAcrossStores(tx -> promises.reopen(tx, STORE, List.of(one)));
                case 2 -> database.runInStore(STORE, tx -> promises.release(tx, STORE, List.of(one)));
                default -> settle(one, START.plus(Duration.ofMinutes(random.nextInt(40_000))));
            }
            if (step % 10 == 0) promises.breakOverdueAcrossStores();
            if (step % 17 == 0) promises.foldCountsAcrossStores();
            if (step % 5 == 0) assertEquals(counted(), figures(), "step " + step);
        }
        database.runAcrossStores(tx ->
                tx.execute("delete from promises.promise where store_id = ? and hashtext(id::text) % 2 = 0", STORE));
        assertEquals(counted(), figures());
        assertTrue(counted().size() > 3, "weeks with settled promises: " + counted());
    }

    private List<String> figures() {
        Promises.Span span = new Promises.Span(
                START.minus(Duration.ofDays(1)), START.plus(Duration.ofDays(60)), ZoneId.of("Asia/Kathmandu"));
        return database.inStore(STORE, tx -> promises.tally(tx, STORE, span)).stream()
                .map(week -> week.kind() + " " + week.week() + " " + week.kept() + " " + week.broken())
                .toList();
    }

    private List<String> counted() {
        return database.inStore(STORE, tx -> tx.list("""
                        select kind || ' ' || date_trunc('week', due_by at time zone 'Asia/Kathmandu')::date || ' '
                          || count(*) filter (where state = 'KEPT') || ' ' || count(*) filter (where state = 'BROKEN')
                        from promises.promise where store_id = ? and state in ('KEPT', 'BROKEN')
                        group by kind, date_trunc('week', due_by at time zone 'Asia/Kathmandu')
                        order by date_trunc('week', due_by at time zone 'Asia/Kathmandu'), kind""", row -> row.getString(1), STORE));
    }

    private PromiseId promised(Instant by) {
        NewPromise promise = new NewPromise(
                STORE, order, null, PromiseKind.DELIVERY, PromisedWindow.by(by), "checkout", null, START);
        return database.inStore(STORE, tx -> promises.make(tx, List.of(promise)))
                .getFirst();
    }

    private void settle(PromiseId promise, Instant at) {
        database.runAcrossStores(tx -> promises.settle(tx, List.of(new Settlement(STORE, promise, at, false))));
    }

    private Promise only() {
        return database.inStore(STORE, tx -> promises.ofOrder(tx, STORE, order)).getFirst();
    }

    private PromiseState state() {
        return only().state();
    }

    private List<String> events() {
        return database.inStore(STORE, tx -> log.timeline(tx, STORE, order.value())).stream()
                .map(logged -> logged.event().getClass().getSimpleName())
                .toList();
    }
}
