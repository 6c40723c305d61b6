package io.postlude.orders;

import static io.postlude.orders.OrderFixtures.NOON;
import static io.postlude.orders.OrderFixtures.fulfilment;
import static io.postlude.orders.OrderFixtures.line;
import static io.postlude.orders.OrderFixtures.order;
import static io.postlude.orders.OrderFixtures.refund;
import static io.postlude.orders.OrderFixtures.totals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Logged;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.orders.Taken.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final StoreId STORE = new StoreId(1);
    private static TestDatabase test;
    private static EventLog log;
    private static Orders orders;

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        Ids ids = new Ids(0);
        MovableClock clock = MovableClock.standingAt(NOON.plus(Duration.ofDays(9)));
        log = new EventLog(ids, EventTypes.register(test.database(), List.of(CustomerEvent.class, OrderEvent.class)));
        orders = new Orders(new Customers(ids, log, new Secrets(test.database()), clock), log, ids, clock);
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static Taken take(OrderFixtures order) {
        return test.database()
                .inStore(STORE, tx -> orders.take(tx, STORE, List.of(order.snapshot())))
                .getFirst();
    }

    private static OrderView read(Taken taken) {
        return test.database()
                .inStore(STORE, tx -> orders.order(tx, STORE, java.util.Objects.requireNonNull(taken.order())))
                .orElseThrow();
    }

    private static List<String> events(Taken taken) {
        long key = java.util.Objects.requireNonNull(taken.order()).value();
        return test.database().inStore(STORE, tx -> log.timeline(tx, STORE, key)).stream()
                .map(Logged::event)
                .map(e -> e.getClass().getSimpleName())
                .toList();
    }

    @Test
    void an_order_is_taken_once_however_often_it_comes() {
        Taken first = take(order("1001"));
        Taken again = take(order("1001"));
        assertEquals(Outcome.NEW, first.outcome());
        assertEquals(Outcome.UNCHANGED, again.outcome());
        assertEquals(first.order(), again.order());
        assertEquals(List.of("OrderPlaced"), events(first));
        OrderView view = read(first);
        assertEquals("#1001", view.number());
        assertEquals("ada@example.com", view.email());
        assertEquals(2, view.lines().size());
        assertEquals(FulfilmentState.NOT, view.fulfilment());
        assertNull(view.mismatch());
    }

    @Test
    void an_older_snapshot_changes_nothing_but_its_fulfilment_is_kept() {
        Taken first = take(order("1002")
                .updated(NOON.plusSeconds(60))
                .with(List.of(line("l1", 1, 900)), totals(900, 0, 0, 0, 900)));
        Taken stale = take(order("1002").shipping(fulfilment("f1", NOON, "l1", "1")));
        assertEquals(Outcome.STALE, stale.outcome());
        OrderView view = read(first);
        assertEquals(900, view.totals().total().minor());
        assertEquals(1, view.lines().size());
        assertEquals(FulfilmentState.FULFILLED, view.fulfilment());
        assertEquals(List.of("OrderPlaced", "FulfilmentShipped"), events(first));
    }

    @Test
    void a_fulfilment_and_a_refund_before_their_order_wait_for_it() {
        Taken waiting = test.database()
                .inStore(
                        STORE,
                        tx -> orders.takeFulfilments(
                                tx,
                                STORE,
                                Arrival.LIVE,
                                List.of(new LatePart<>(
                                        "shopify", "1003", fulfilment("f1", NOON.plusSeconds(5), "l1", "1")))))
                .getFirst();
        test.database()
                .runInStore(
                        STORE,
                        tx -> assertEquals(
                                1,
                                orders.takeRefunds(
                                                tx,
                                                STORE,
                                                Arrival.LIVE,
                                                List.of(new LatePart<>(
                                                        "shopify", "1003", refund("r1", NOON.plusSeconds(9), 500))))
                                        .size()));
        assertEquals(List.of(), events(waiting));
        Taken placed = take(order("1003"));
        assertEquals(Outcome.NEW, placed.outcome());
        assertEquals(waiting.order(), placed.order());
        assertEquals(List.of("OrderPlaced", "FulfilmentShipped", "OrderRefunded"), events(placed));
        assertEquals(FulfilmentState.PARTIAL, read(placed).fulfilment());
    }

    @Test
    void sums_that_disagree_are_kept_and_flagged_with_the_difference() {
        OrderView view = read(take(order("1004").with(List.of(line("l1", 3, 333)), totals(1000, 0, 0, 0, 1002))));
        OrderView.Mismatch mismatch = java.util.Objects.requireNonNull(view.mismatch());
        assertEquals(1, mismatch.goods().minor());
        assertEquals(2, mismatch.total().minor());
        assertEquals(1002, view.totals().total().minor());
    }

    @Test
    void a_cancellation_is_an_event_and_may_be_taken_back() {
        Taken first = take(order("1005"));
        Taken cancelled = take(order("1005").updated(NOON.plusSeconds(1)).cancelledAt(NOON.plusSeconds(1)));
        assertEquals(OrderState.CANCELLED, read(cancelled).state());
        Taken reopened = take(order("1005").updated(NOON.plusSeconds(2)));
        assertEquals(OrderState.OPEN, read(reopened).state());
        assertEquals(List.of("OrderPlaced", "OrderCancelled", "OrderChanged"), events(first));
    }

    @Test
    void a_negative_price_refuses_the_order_and_points_at_it() {
        Taken refused = take(order("1006").with(List.of(line("l1", 1, -5)), totals(0, 0, 0, 0, 0)));
        assertEquals(Outcome.REFUSED, refused.outcome());
        assertEquals("/lines/0/unitPrice", refused.problems().getFirst().pointer());
    }

    @Test
    void many_orders_past_row_level_security_travel_by_copy() {
        List<OrderSnapshot> many = java.util.stream.IntStream.range(0, 500)
                .mapToObj(
                        i -> order("bulk-" + i).shipping(fulfilment("f1", NOON)).snapshot())
                .toList();
        List<Taken> taken = test.database().spine(tx -> orders.take(tx, STORE, Arrival.HISTORY, many));
        assertTrue(taken.stream().allMatch(t -> t.outcome() == Outcome.NEW));
        OrderView last = read(taken.getLast());
        assertEquals("bulk-499", last.reference());
        assertTrue(last.imported());
        assertEquals(FulfilmentState.FULFILLED, last.fulfilment());
        List<Taken> again = test.database().spine(tx -> orders.take(tx, STORE, Arrival.HISTORY, many));
        assertTrue(again.stream().allMatch(t -> t.outcome() == Outcome.UNCHANGED));
    }
}
