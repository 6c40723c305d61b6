package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        private Manner manner = Manner.ANSWERS;

        @Override
        public String name() {
            return "till";
        }

        @Override
        public boolean gives(io.postlude.kernel.Tx tx, StoreId store, String source, Payout.Kind kind) {
            return kind == Payout.Kind.REFUND;
        }

        @Override
        public synchronized Outcome give(Due due) {
            calls.add("give");
            if (manner == Manner.CANNOT_NOW) return new Later("closed");
            if (manner == Manner.NEVER_CAN) return new Never("the card is gone");
            if (manner == Manner.FALLS_OVER_BEFORE) throw new StackOverflowError("the machine went out");
            given.merge(due.key(), due.amount().minor(), Long::sum);
            if (manner == Manner.LOSES_THE_ANSWER) throw new IllegalStateException("the line went dead");
            if (manner == Manner.FALLS_OVER_AFTER) throw new StackOverflowError("the machine went out");
            return new Given("re_" + due.key());
        }

        @Override
        public synchronized Outcome ask(Due due) {
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
