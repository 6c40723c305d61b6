package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.denied;
import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.orders.VariantId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is promised in exchange is there: kept for its customer, given back in time, never promised twice. */
class StockTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();
    private static final int ASKERS = 1_000;
    private static final int UNITS = 10;
    /** As many as there are connections: they wait for each other in the database, and nobody is sent away before it. */
    private static final int AT_ONCE = 12;

    private final String thing = "mug-" + WORLD.ids.next();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private OrderId order() {
        return WORLD.sent("n" + WORLD.ids.next(), new Thing(thing, 1, 2400, 0));
    }

    private VariantId variant(OrderId order) {
        return WORLD.line(order, thing).variant();
    }

    private void there(OrderId order, int units) {
        WORLD.database.runInStore(
                WORLD.store,
                tx -> WORLD.returns.stock().counted(tx, WORLD.store, new Stock.Found(variant(order), units), "test"));
    }

    private Stock.Level level(OrderId order) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.stock().levels(tx, WORLD.store)).stream()
                .filter(level -> level.variant().equals(variant(order)))
                .findFirst()
                .orElseThrow();
    }

    private Ask exchange(OrderId order) {
        return ask(order, Remedy.Kind.EXCHANGE);
    }

    private Ask ask(OrderId order, Remedy.Kind kind) {
        return new Ask(order, List.of(WORLD.wish(order, thing, 1, Reason.TOO_SMALL, kind)), Method.LABEL);
    }

    @Test
    void a_thousand_who_want_the_last_ten_at_once_get_exactly_ten_and_the_rest_the_next_best() throws Exception {
        List<OrderId> orders = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) orders.add(order());
        there(orders.getFirst(), UNITS);
        CountDownLatch start = new CountDownLatch(1);
        int exchanged = 0;
        int credited = 0;
        try (ExecutorService people = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Remedy.Kind>> all = new ArrayList<>();
            for (OrderId order : orders)
                all.add(people.submit(() -> {
                    start.await();
                    return settledFor(order);
                }));
            start.countDown();
            for (Future<Remedy.Kind> one : all)
                switch (one.get()) {
                    case EXCHANGE -> exchanged++;
                    case CREDIT -> credited++;
                    case REFUND, KEEP, DONATE, SHOP -> {}
                }
        }
        assertEquals(UNITS, exchanged);
        assertEquals(ASKERS - UNITS, credited, "the next best offer");
        assertEquals(UNITS, level(orders.getFirst()).reserved());
        assertEquals(0, level(orders.getFirst()).free());
    }

    /** Asks for an exchange and, where that is gone, takes what the quote offers next. */
    private Remedy.Kind settledFor(OrderId order) {
        Answer first = WORLD.request(exchange(order), "first-" + order);
        if (first instanceof Answer.Done) return Remedy.Kind.EXCHANGE;
        assertEquals(List.of(Denial.Kind.OUT_OF_STOCK), denied(first));
        Remedy.Kind next = WORLD.quote(exchange(order)).items().getFirst().offers().stream()
                .map(offer -> offer.remedy().kind())
                .filter(kind -> kind != Remedy.Kind.EXCHANGE)
                .findFirst()
                .orElseThrow();
        return done(WORLD.request(ask(order, next), "second-" + order))
                .pieces()
                .getFirst()
                .sums()
                .kind();
    }

    @Test
    void what_nobody_sends_anything_for_is_given_back_after_its_time() {
        OrderId first = order();
        OrderId second = order();
        there(first, 1);
        ReturnView view = WORLD.requested(exchange(first));
        assertEquals(List.of(Denial.Kind.OUT_OF_STOCK), denied(WORLD.request(exchange(second), "s-" + second)));
        WORLD.clock.move(Duration.ofDays(14).minusMinutes(1));
        WORLD.module.letGoAcrossStores();
        assertEquals(1, level(first).reserved());
        WORLD.clock.move(Duration.ofMinutes(2));
        WORLD.module.letGoAcrossStores();
        WORLD.module.letGoAcrossStores();
        assertEquals(0, level(first).reserved());
        ReturnView quicker = WORLD.requested(exchange(second));
        assertEquals(1, level(first).reserved());

        ReturnView arrived = WORLD.taken(WORLD.received(view.id()).id());
        Payout gone = arrived.payouts().getFirst();
        assertEquals(Payout.State.BY_HAND, gone.state());
        assertTrue(String.valueOf(gone.trouble()).contains("sold out"), "a person is told");
        ReturnView instead = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.instead(tx, WORLD.store, gone.id(), Payout.Kind.CREDIT)));
        Payout credit = instead.payouts().getLast();
        assertEquals(Payout.Kind.CREDIT, credit.kind());
        assertEquals(2400, credit.amount().minor());
        assertEquals(Stage.DONE, WORLD.given(credit).stage());
        assertEquals(
                0, WORLD.balances().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(
                List.of(Denial.Kind.NOT_NOW),
                denied(WORLD.database.inStore(
                        WORLD.store, tx -> WORLD.returns.instead(tx, WORLD.store, gone.id(), Payout.Kind.REFUND))),
                "once");
        assertEquals(1, level(first).reserved(), "the quicker one's stays");
        assertEquals(Stage.AWAITED, WORLD.view(quicker.id()).stage());
    }

    @Test
    void what_is_on_its_way_keeps_its_exchange_however_long_it_takes() {
        OrderId order = order();
        there(order, 3);
        ReturnView view = WORLD.requested(exchange(order));
        ReturnView _ = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.shipped(tx, WORLD.store, view.id(), "carrier")));
        WORLD.days(60);
        WORLD.module.letGoAcrossStores();
        assertEquals(1, level(order).reserved());
        ReturnView taken = WORLD.taken(WORLD.received(view.id()).id());
        assertEquals(Payout.Kind.EXCHANGE, taken.payouts().getFirst().kind());
        assertEquals(Stage.DONE, WORLD.given(taken.payouts().getFirst()).stage());
        assertTrue(WORLD.events(order).contains("ExchangeOrdered"));
        assertEquals(0, level(order).reserved());
        assertEquals(2, level(order).onHand(), "it has left the shelf");
    }

    @Test
    void calling_off_gives_back_and_an_older_count_changes_nothing() {
        OrderId order = order();
        there(order, 1);
        ReturnView view = WORLD.requested(exchange(order));
        assertEquals(0, level(order).free());
        ReturnView _ = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.callOff(tx, WORLD.store, view.id(), Returns.Word.all("customer"))));
        assertEquals(1, level(order).free());
        WORLD.database.runInStore(
                WORLD.store,
                tx -> WORLD.returns
                        .stock()
                        .tell(
                                tx,
                                WORLD.store,
                                List.of(new Stock.Count(
                                        variant(order), 99, WORLD.now().minusSeconds(60))),
                                "shop"));
        assertEquals(1, level(order).onHand());
        assertFalse(level(order).free() > 1);
    }
}
