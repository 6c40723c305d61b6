package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money goes out once, whatever becomes of the answer. */
class PayoutWorkTest {
    private static final Till TILL = new Till();
    private static final ReturnsWorld WORLD = new ReturnsWorld(TILL);

    /** A gateway that keeps what it gave by the payout's key, and answers as told. */
    private static final class Till implements Refunds {
        enum Manner {
            ANSWERS,
            LOSES_THE_ANSWER,
            FALLS_OVER_AFTER,
            FALLS_OVER_BEFORE,
            CANNOT_NOW,
            NEVER_CAN
        }

        private final Map<String, Long> given = new HashMap<>();
        private final List<String> calls = new ArrayList<>();
        private final List<Due> seen = new ArrayList<>();
        private Manner manner = Manner.ANSWERS;

        @Override
        public String name() {
            return "api"; // the shop the orders come from
        }

        @Override
        public boolean gives(io.postlude.kernel.Tx tx, StoreId store, String source, Payout.Kind kind) {
            return kind != Payout.Kind.CREDIT;
        }

        @Override
        public synchronized Outcome give(Due due) {
            seen.add(due);
            if (due.kind() == Payout.Kind.EXCHANGE && due.prepared() == null) {
                calls.add("prepare");
                return new Prepared("draft of " + due.key());
            }
            calls.add("give");
            if (manner == Manner.CANNOT_NOW) return new Later("closed");
            if (manner == Manner.NEVER_CAN) return new Never("the card is gone");
            if (manner == Manner.FALLS_OVER_BEFORE) throw new StackOverflowError("the machine went out");
            given.merge(due.key(), due.amount().minor(), Long::sum);
            if (manner == Manner.LOSES_THE_ANSWER) throw new IllegalStateException("the line went dead");
            if (manner == Manner.FALLS_OVER_AFTER) throw new StackOverflowError("the machine went out");
            return new Given(due.kind() == Payout.Kind.EXCHANGE ? "x" + due.orderReference() : "re_" + due.key());
        }

        @Override
        public synchronized Outcome ask(Due due) {
            seen.add(due);
            calls.add("ask");
            return given.containsKey(due.key()) ? new Given("re_" + due.key()) : new Later("nothing was given");
        }

        synchronized void behaves(Manner other) {
            manner = other;
            calls.clear();
        }
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @BeforeEach
    void open() {
        TILL.behaves(Till.Manner.ANSWERS);
    }

    private static ReturnView owed() {
        OrderId order = WORLD.sent("n" + WORLD.ids.next(), new Thing("mug", 1, 2400, 0));
        ReturnView view = WORLD.requested(WORLD.ask(order, "mug", 1));
        WORLD.received(view.id());
        return WORLD.taken(view.id());
    }

    private static ReturnView owedThing() {
        OrderId order = WORLD.sent("n" + WORLD.ids.next(), new Thing("mug", 1, 2400, 0));
        Wish wish = WORLD.wish(order, "mug", 1, Reason.TOO_SMALL, Remedy.Kind.EXCHANGE);
        ReturnView view = WORLD.requested(new Ask(order, List.of(wish), Method.LABEL));
        WORLD.received(view.id());
        return WORLD.taken(view.id());
    }

    private static Payout payout(ReturnView view) {
        return WORLD.view(view.id()).payouts().getFirst();
    }

    private static long givenFor(ReturnView view) {
        return TILL.given.getOrDefault(payout(view).id().toString(), 0L);
    }

    private static void later(Duration by) {
        WORLD.clock.move(by);
        WORLD.module.giveDueAcrossStores();
    }

    @Test
    void what_is_owed_is_given_once_and_settles_the_return() {
        ReturnView view = owed();
        WORLD.module.giveDueAcrossStores();
        WORLD.module.giveDueAcrossStores();
        later(Duration.ofDays(2));
        assertEquals(2400, givenFor(view));
        assertEquals(List.of("give"), TILL.calls);
        assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
    }

    @Test
    void a_lost_answer_is_asked_about_and_never_given_again() {
        ReturnView view = owed();
        TILL.behaves(Till.Manner.LOSES_THE_ANSWER);
        WORLD.module.giveDueAcrossStores();
        assertEquals(Payout.State.ASKING, payout(view).state(), "in doubt");
        later(Duration.ofMinutes(5));
        assertEquals(List.of("give", "ask"), TILL.calls);
        assertEquals(2400, givenFor(view));
        assertEquals(Payout.State.GIVEN, payout(view).state());
    }

    @Test
    void a_crash_after_the_money_moved_gives_nothing_twice() {
        ReturnView view = owed();
        TILL.behaves(Till.Manner.FALLS_OVER_AFTER);
        assertThrows(StackOverflowError.class, () -> WORLD.module.giveDueAcrossStores());
        TILL.behaves(Till.Manner.ANSWERS);
        WORLD.module.giveDueAcrossStores();
        assertEquals(List.of(), TILL.calls, "somebody may still be at it");
        later(Duration.ofMinutes(5));
        assertEquals(List.of("ask"), TILL.calls);
        assertEquals(2400, givenFor(view));
        assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
    }

    @Test
    void a_crash_before_the_money_moved_is_asked_about_and_then_given() {
        ReturnView view = owed();
        TILL.behaves(Till.Manner.FALLS_OVER_BEFORE);
        assertThrows(StackOverflowError.class, () -> WORLD.module.giveDueAcrossStores());
        TILL.behaves(Till.Manner.ANSWERS);
        later(Duration.ofMinutes(5));
        assertEquals(List.of("ask", "give"), TILL.calls);
        assertEquals(2400, givenFor(view));
    }

    @Test
    void what_cannot_be_given_now_is_tried_again_and_at_last_waits_for_a_person() {
        ReturnView view = owed();
        TILL.behaves(Till.Manner.CANNOT_NOW);
        WORLD.module.giveDueAcrossStores();
        assertEquals(Payout.State.WAITING, payout(view).state());
        for (int i = 0; i < 10; i++) later(Duration.ofDays(1));
        assertEquals(Payout.State.BY_HAND, payout(view).state());
        assertEquals(0, givenFor(view));
    }

    @Test
    void what_never_can_be_given_waits_for_a_person_with_the_reason() {
        ReturnView view = owed();
        TILL.behaves(Till.Manner.NEVER_CAN);
        WORLD.module.giveDueAcrossStores();
        assertEquals(Payout.State.BY_HAND, payout(view).state());
        assertEquals("the card is gone", payout(view).trouble());
        assertTrue(WORLD.view(view.id()).actions().contains(ReturnView.Action.GIVE));
    }

    @Test
    void what_is_given_in_exchange_is_prepared_then_given_under_the_names_of_the_shop_that_sold_it() {
        TILL.seen.clear();
        ReturnView view = owedThing();
        WORLD.module.giveDueAcrossStores();
        assertEquals(List.of("prepare", "give"), TILL.calls);
        Refunds.Due last = TILL.seen.getLast();
        assertEquals("draft of " + last.key(), last.prepared());
        assertEquals("v-mug", last.things().getFirst().variant());
        assertEquals("p-mug", last.things().getFirst().product());
        assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
    }

    @Test
    void what_was_prepared_is_kept_before_the_call_and_asked_about_by_it_after_a_crash() {
        ReturnView view = owedThing();
        TILL.behaves(Till.Manner.FALLS_OVER_AFTER);
        assertThrows(StackOverflowError.class, () -> WORLD.module.giveDueAcrossStores());
        TILL.behaves(Till.Manner.ANSWERS);
        later(Duration.ofMinutes(5));
        assertEquals(List.of("ask"), TILL.calls, "neither prepared nor given again");
        assertEquals("draft of " + payout(view).id(), TILL.seen.getLast().prepared());
        assertEquals(2400, givenFor(view));
        assertEquals(Payout.State.GIVEN, payout(view).state());
    }

    /** The shop tells of the order that was placed for a return, which cost nothing. */
    private static OrderId exchangeOrder(String number) {
        return exchangeOrder(WORLD, number);
    }

    static OrderId exchangeOrder(ReturnsWorld world, String number) {
        var bought = new ReturnsWorld.Bought(
                number, List.of(new Thing("mug", 1, 2600, 2600), new Thing("cup", 1, 1000, 1000)), 0, 0, true, true);
        return world.take(
                bought,
                order -> new OrderSnapshot(
                        order.source(),
                        order.reference(),
                        order.number(),
                        order.placedAt(),
                        order.updatedAt(),
                        order.customer(),
                        order.lines(),
                        order.totals(),
                        order.shipTo(),
                        order.billTo(),
                        order.promised(),
                        order.cancellation(),
                        order.fulfilments(),
                        order.refunds(),
                        new OrderSnapshot.Context(
                                OrderSnapshot.Context.EXCHANGE, null, List.of(), null, null, "paid", "en"),
                        true));
    }

    @Test
    void an_order_placed_in_exchange_counts_for_what_came_back_and_is_no_purchase() {
        ReturnView view = owedThing();
        WORLD.module.giveDueAcrossStores();
        String first = WORLD.order(view.order()).reference();
        OrderId stranger = exchangeOrder("s" + first);
        OrderId exchange = exchangeOrder("x" + first);
        WORLD.database.runInStore(WORLD.store, tx -> {
            ReturnView of = ExchangeOrders.returnOf(
                            tx,
                            WORLD.store,
                            WORLD.orders.order(tx, WORLD.store, exchange).orElseThrow())
                    .orElseThrow();
            assertEquals(view.id(), of.id());
            CustomerId buyer = Objects.requireNonNull(WORLD.order(exchange).customer());
            long counted = WORLD.orders
                    .bought(tx, WORLD.store, List.of(buyer))
                    .get(buyer)
                    .orders();
            long all = WORLD.orders
                    .ofBuyers(tx, WORLD.store, List.of(buyer))
                    .get(buyer)
                    .size();
            assertEquals(all - 2, counted);
        });
        assertEquals(0, WORLD.quote(WORLD.ask(stranger, "mug", 1)).refund().minor(), "nobody placed it");
        long mug = WORLD.quote(WORLD.ask(exchange, "mug", 1)).refund().minor();
        long cup = WORLD.quote(WORLD.ask(exchange, "cup", 1)).refund().minor();
        assertEquals(2400, mug + cup, "what was given for it, shared by price");
        ReturnView again = WORLD.requested(WORLD.ask(exchange, "mug", 1));
        WORLD.received(again.id());
        WORLD.taken(again.id());
        WORLD.module.giveDueAcrossStores();
        assertEquals(mug, givenFor(again));
    }

    @Test
    void eight_workers_at_once_give_each_payout_once() throws Exception {
        List<ReturnView> views = new ArrayList<>();
        for (int i = 0; i < 12; i++) views.add(owed());
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++)
                all.add(workers.submit(() -> {
                    start.await();
                    WORLD.module.giveDueAcrossStores();
                    return null;
                }));
            start.countDown();
            for (Future<?> one : all) assertEquals(null, one.get());
        }
        for (ReturnView view : views) assertEquals(2400, givenFor(view));
        long trial =
                WORLD.balances().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(0, trial);
    }
}
