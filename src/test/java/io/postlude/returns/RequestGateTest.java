package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.DatabaseException;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whoever asks at the same moment goes through together, and nobody pays for whom they went with. */
class RequestGateTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();
    private static final int MANY = 40;
    private static final int MOST_AT_ONCE = 16;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static RequestGate gate(Duration patience) {
        return new RequestGate(WORLD.database, WORLD.returns.requests, patience);
    }

    private static OrderId order() {
        return WORLD.sent("g" + WORLD.ids.next(), new Thing("mug", 1, 2400, 0));
    }

    private static Ask ask(OrderId order) {
        return WORLD.ask(order, "mug", 1);
    }

    private static Asker asker(String key) {
        return new Asker(Asker.Channel.PORTAL, key, "customer");
    }

    private Future<Answer> asks(RequestGate gate, Ask ask, String key) {
        return people.submit(() -> gate.request(WORLD.store, ask, asker(key)));
    }

    /** Somebody at work on an order, until told to leave. */
    private final class Holder implements AutoCloseable {
        private final CountDownLatch leave = new CountDownLatch(1);
        private final Future<?> done;

        Holder(OrderId order) throws InterruptedException {
            CountDownLatch there = new CountDownLatch(1);
            done = people.submit(() -> {
                WORLD.database.runInStore(WORLD.store, tx -> {
                    BookSql.lock(
                            tx,
                            WORLD.store,
                            WORLD.orders.order(tx, WORLD.store, order).orElseThrow());
                    there.countDown();
                    try {
                        leave.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                return null;
            });
            assertTrue(there.await(1, TimeUnit.MINUTES));
        }

        @Override
        public void close() {
            leave.countDown();
        }
    }

    /** Until so many transactions wait for somebody else's. */
    private static void waitForHeldUp(long transactions) {
        while (WORLD.database.<Long>acrossStores(tx -> tx.number("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""")) != transactions) Thread.onSpinWait();
    }

    /** Both turns taken by two who wait for somebody else; {@code also} queue up behind them. */
    private List<Future<Answer>> behind(RequestGate gate, List<Ask> also) throws Exception {
        OrderId first = order();
        OrderId second = order();
        List<Future<Answer>> all = new ArrayList<>();
        try (Holder _ = new Holder(first);
                Holder _ = new Holder(second)) {
            Future<Answer> one = asks(gate, ask(first), "first " + first);
            waitForHeldUp(1);
            Future<Answer> other = asks(gate, ask(second), "first " + second);
            waitForHeldUp(2);
            for (Ask ask : also) all.add(asks(gate, ask, "behind " + ask.order()));
            while (gate.waiting(WORLD.store) != also.size()) Thread.onSpinWait();
            all.add(one);
            all.add(other);
        }
        return all;
    }

    private static long transactions(List<OrderId> orders) {
        return WORLD.database.<Long>inStore(
                WORLD.store,
                tx -> tx.number(
                        "select count(distinct xmin::text) from returns.customer_return where store_id = ? and order_id = any(?)",
                        WORLD.store,
                        orders.stream().mapToLong(OrderId::value).toArray()));
    }

    @Test
    void thoseWhoWaitGoTogetherAndEachHasTheirOwn() throws Exception {
        List<OrderId> orders = new ArrayList<>();
        for (int i = 0; i < MANY; i++) orders.add(order());
        RequestGate gate = gate(LONG);
        List<Future<Answer>> answers =
                behind(gate, orders.stream().map(RequestGateTest::ask).toList());
        for (int i = 0; i < MANY; i++) {
            Answer.Done done =
                    assertInstanceOf(Answer.Done.class, answers.get(i).get());
            assertTrue(done.fresh());
            assertEquals(orders.get(i), done.view().order());
            assertEquals(1, done.view().pieces().size());
            assertEquals(Stage.AWAITED, done.view().stage());
            Label label = Objects.requireNonNull(done.view().label());
            assertEquals(done.view().code(), label.number());
        }
        assertInstanceOf(Answer.Done.class, answers.get(MANY).get());
        assertInstanceOf(Answer.Done.class, answers.get(MANY + 1).get());
        assertTrue(
                transactions(orders) <= Math.ceilDiv(MANY, MOST_AT_ONCE) + 1, "one transaction for as many as may go");
    }

    @Test
    void onePieceAskedForByManyIsOneReturn() throws Exception {
        OrderId order = order();
        RequestGate gate = gate(LONG);
        List<Future<Answer>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) all.add(asks(gate, ask(order), "many " + i + " " + order));
        int done = 0;
        for (Future<Answer> one : all) if (one.get() instanceof Answer.Done) done++;
        assertEquals(1, done);
        Answer.Done first = (Answer.Done) all.stream()
                .map(RequestGateTest::of)
                .filter(Answer.Done.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals(1, first.view().pieces().size());
    }

    private static Answer of(Future<Answer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSameKeyAgainIsTheSameReturn() throws Exception {
        OrderId order = order();
        RequestGate gate = gate(LONG);
        List<Future<Answer>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) all.add(asks(gate, ask(order), "same " + order));
        int fresh = 0;
        List<ReturnId> ids = new ArrayList<>();
        for (Future<Answer> one : all) {
            Answer.Done done = assertInstanceOf(Answer.Done.class, one.get());
            ids.add(done.view().id());
            if (done.fresh()) fresh++;
        }
        assertEquals(1, fresh);
        assertEquals(1, ids.stream().distinct().count());
    }

    @Test
    void whatIsWrongWithOneIsNobodyElsesTrouble() throws Exception {
        OrderId wrong = order();
        List<OrderId> orders = List.of(order(), order(), order());
        Wish wish = ask(wrong).wishes().getFirst();
        Ask unwritable = new Ask(
                wrong,
                List.of(new Wish(wish.line(), 1, wish.reason(), "", "no text\0", Remedy.Kind.REFUND, null)),
                Method.LABEL);
        List<Ask> asks =
                new ArrayList<>(orders.stream().map(RequestGateTest::ask).toList());
        asks.add(1, unwritable);
        List<Future<Answer>> answers = behind(gate(LONG), asks);
        assertInstanceOf(Answer.Done.class, answers.get(0).get());
        assertInstanceOf(Answer.Done.class, answers.get(2).get());
        assertInstanceOf(Answer.Done.class, answers.get(3).get());
        ExecutionException why =
                assertThrows(ExecutionException.class, () -> answers.get(1).get());
        assertInstanceOf(DatabaseException.class, why.getCause());
        assertEquals(0, transactions(List.of(wrong)));
    }

    @Test
    void whoeverIsHeldUpHoldsUpNobodyElse() throws Exception {
        OrderId held = order();
        RequestGate gate = gate(SHORT);
        Future<Answer> waiting;
        try (Holder _ = new Holder(held)) {
            waiting = asks(gate, ask(held), "held " + held);
            for (int i = 0; i < MANY; i++) {
                OrderId order = order();
                assertInstanceOf(
                        Answer.Done.class,
                        asks(gate, ask(order), "free " + order).get(1, TimeUnit.MINUTES));
            }
        }
        assertInstanceOf(Answer.Done.class, waiting.get(1, TimeUnit.MINUTES));
    }
}
