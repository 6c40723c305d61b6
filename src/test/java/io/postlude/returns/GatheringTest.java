package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.denied;
import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wanted in exchange for the pieces of one return goes out as one order, however it is looked at and whatever is lost. */
class GatheringTest {
    private static final Shop SHOP = new Shop();
    private static final ReturnsWorld WORLD = new ReturnsWorld(SHOP);

    /** A shop that keeps drafts and orders by their key; what it was asked for first is what it sends. */
    private static final class Shop implements Refunds {
        final Map<String, Integer> drafts = new HashMap<>();
        final Map<String, Integer> ordered = new HashMap<>();
        final List<Due> seen = new ArrayList<>();
        final SplittableRandom random = new SplittableRandom(20);
        boolean moody;
        boolean closed;
        boolean refuses;

        @Override
        public String name() {
            return "api";
        }

        @Override
        public boolean gives(Tx tx, StoreId store, String source, Payout.Kind kind) {
            return kind == Payout.Kind.EXCHANGE;
        }

        @Override
        public synchronized Outcome give(Due due) {
            seen.add(due);
            int quantity =
                    due.things().stream().mapToInt(Refunds.Thing::quantity).sum();
            if (closed) return new Later("closed");
            if (due.prepared() == null) {
                drafts.putIfAbsent(due.key(), quantity);
                return moody && random.nextInt(3) == 0
                        ? new Later("the answer is lost")
                        : new Prepared("d" + due.key());
            }
            if (refuses) return new Never("it will not");
            if (moody && random.nextInt(3) == 0) return new Later("busy");
            assertEquals(quantity, drafts.get(due.key()), "the draft is what is asked for");
            ordered.putIfAbsent(due.key(), quantity);
            if (moody && random.nextInt(3) == 0) return new InDoubt("the answer is lost");
            return new Given("order " + due.key());
        }

        @Override
        public synchronized Outcome ask(Due due) {
            return ordered.containsKey(due.key()) ? new Given("order " + due.key()) : new Later("it is no order yet");
        }
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @BeforeEach
    void open() {
        SHOP.moody = false;
        SHOP.closed = false;
        SHOP.refuses = false;
        SHOP.seen.clear();
        SHOP.ordered.clear();
        SHOP.drafts.clear();
    }

    /** A return of so many pieces for another each, which have all arrived. */
    private static ReturnView arrived(int pieces) {
        OrderId order = WORLD.sent("g" + WORLD.ids.next(), new Thing("mug", pieces, 2400, 0));
        Wish wish = WORLD.wish(order, "mug", pieces, Reason.TOO_SMALL, Remedy.Kind.EXCHANGE);
        return WORLD.received(
                WORLD.requested(new Ask(order, List.of(wish), Method.LABEL)).id());
    }

    private static ReturnView look(ReturnView view, int piece) {
        return WORLD.graded(view.id(), view.pieces().get(piece).id(), true, 0);
    }

    private static ReturnView bothLookedAt() {
        ReturnView view = arrived(2);
        look(view, 0);
        return look(view, 1);
    }

    private static void work() {
        WORLD.module.giveDueAcrossStores();
    }

    private static List<Payout.State> states(ReturnView view) {
        return WORLD.view(view.id()).payouts().stream().map(Payout::state).toList();
    }

    private static List<Integer> ordered() {
        return SHOP.ordered.values().stream().sorted().toList();
    }

    @Test
    void pieces_looked_at_one_after_the_other_go_out_as_one_order_with_the_last() {
        ReturnView view = arrived(3);
        look(view, 0);
        work();
        Payout first = WORLD.view(view.id()).payouts().getFirst();
        assertEquals(List.of(), SHOP.seen, "more is to come");
        assertEquals(WORLD.now().plus(Gathering.AT_MOST), first.gathersUntil());
        WORLD.clock.move(Duration.ofHours(3));
        look(view, 1);
        work();
        assertEquals(List.of(), SHOP.seen);
        look(view, 2);
        work();
        assertEquals(List.of(3), ordered());
        assertEquals(7200, SHOP.seen.getLast().amount().minor());
        ReturnView after = WORLD.view(view.id());
        assertEquals(3, after.payouts().size());
        for (Payout one : after.payouts()) {
            assertEquals("order " + first.id(), one.reference(), "one order for all");
            assertNull(one.gathersUntil());
        }
        assertEquals(Stage.DONE, after.stage());
    }

    @Test
    void the_order_of_several_counts_for_all_that_was_given_for_it() {
        ReturnView view = bothLookedAt();
        work();
        String reference = Objects.requireNonNull(
                WORLD.view(view.id()).payouts().getFirst().reference());
        OrderId exchange = PayoutWorkTest.exchangeOrder(WORLD, reference);
        WORLD.database.runInStore(WORLD.store, tx -> {
            var order = WORLD.orders.order(tx, WORLD.store, exchange).orElseThrow();
            assertEquals(
                    view.id(),
                    ExchangeOrders.returnOf(tx, WORLD.store, order)
                            .orElseThrow()
                            .id());
            assertEquals(
                    4800,
                    ExchangeOrders.valued(tx, WORLD.store, order)
                            .totals()
                            .total()
                            .minor());
        });
    }

    @Test
    void nobody_waits_longer_than_the_limit_and_what_comes_later_is_an_order_of_its_own() {
        ReturnView view = arrived(2);
        Instant until =
                Objects.requireNonNull(look(view, 0).payouts().getFirst().gathersUntil());
        WORLD.clock.move(Duration.between(WORLD.now(), until).minusMinutes(1));
        work();
        assertEquals(List.of(), SHOP.seen);
        WORLD.clock.move(Duration.ofMinutes(2));
        work();
        assertEquals(List.of(1), ordered());
        look(view, 1);
        work();
        assertEquals(List.of(1, 1), ordered());
        assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
    }

    @Test
    void the_promised_day_is_not_missed_by_waiting() {
        ReturnView view = arrived(2);
        Instant by = WORLD.promised(view.order()).getLast().window().by();
        WORLD.clock.move(Duration.between(WORLD.now(), by).minusHours(30));
        Instant until =
                Objects.requireNonNull(look(view, 0).payouts().getFirst().gathersUntil());
        assertEquals(by.minus(Duration.ofDays(1)), until);
        WORLD.taken(view.id());
        work();
    }

    @Test
    void a_piece_that_is_not_taken_or_is_given_up_holds_nothing_back() {
        ReturnView view = arrived(2);
        look(view, 0);
        WORLD.graded(view.id(), view.pieces().get(1).id(), false, 0);
        work();
        assertEquals(List.of(), SHOP.seen, "a person decides about the other");
        var word = new Returns.Word(List.of(view.pieces().get(1).id()), "test", Optional.of("worn"));
        done(WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.decline(tx, WORLD.store, view.id(), word)));
        work();
        assertEquals(List.of(1), ordered());
    }

    @Test
    void what_is_taken_back_while_it_waits_leaves_the_others_to_go() {
        ReturnView view = arrived(3);
        for (int piece = 0; piece < 2; piece++) look(view, piece);
        var first = new Returns.Word(List.of(view.pieces().getFirst().id()), "test", Optional.empty());
        done(WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.takeBack(tx, WORLD.store, view.id(), first)));
        assertEquals(List.of(Payout.State.STOPPED, Payout.State.WAITING), states(view));
        look(view, 2);
        work();
        assertEquals(List.of(), SHOP.seen, "the first is undecided again");
        done(WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.take(tx, WORLD.store, view.id(), first)));
        work();
        assertEquals(List.of(3), ordered());
        assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
    }

    @Test
    void what_was_begun_together_stays_together() {
        ReturnView view = bothLookedAt();
        SHOP.closed = true;
        work();
        assertEquals(List.of(Payout.State.WAITING, Payout.State.WAITING), states(view));
        for (ReturnView.Piece piece : view.pieces()) {
            var word = new Returns.Word(List.of(piece.id()), "test", Optional.empty());
            Answer answer =
                    WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.takeBack(tx, WORLD.store, view.id(), word));
            assertEquals(List.of(Denial.Kind.NOT_NOW), denied(answer), "its draft may stand in the shop");
        }
        SHOP.closed = false;
        WORLD.clock.move(Duration.ofMinutes(5));
        work();
        assertEquals(List.of(2), ordered());
    }

    @Test
    void what_the_shop_refuses_is_for_a_person_piece_by_piece() {
        ReturnView view = bothLookedAt();
        SHOP.refuses = true;
        work();
        assertEquals(List.of(Payout.State.BY_HAND, Payout.State.BY_HAND), states(view));
        Payout second = WORLD.view(view.id()).payouts().getLast();
        assertEquals("it will not", second.trouble());
        WORLD.given(second);
        assertEquals(List.of(Payout.State.BY_HAND, Payout.State.GIVEN), states(view));
    }

    @Test
    void what_a_person_says_was_ordered_is_given_for_all_that_went_out_with_it() {
        ReturnView view = bothLookedAt();
        SHOP.closed = true;
        work();
        WORLD.given(WORLD.view(view.id()).payouts().getLast());
        assertEquals(List.of(Payout.State.GIVEN, Payout.State.GIVEN), states(view));
        SHOP.closed = false;
        WORLD.days(1);
        work();
        assertEquals(List.of(), ordered(), "nothing is ordered for it any more");
    }

    @Test
    void a_piece_that_is_looked_at_while_the_first_goes_out_is_neither_lost_nor_ordered_twice() throws Exception {
        for (int round = 0; round < 8; round++) {
            SHOP.ordered.clear();
            List<ReturnView> views = List.of(arrived(2), arrived(2), arrived(2), arrived(2));
            views.forEach(view -> look(view, 0));
            WORLD.clock.move(Gathering.AT_MOST.plusMinutes(1));
            CountDownLatch start = new CountDownLatch(1);
            try (ExecutorService all = Executors.newFixedThreadPool(4)) {
                List<Future<?>> done = new ArrayList<>();
                for (int worker = 0; worker < 2; worker++)
                    done.add(all.submit(() -> atOnce(start, GatheringTest::work)));
                for (List<ReturnView> half : List.of(views.subList(0, 2), views.subList(2, 4)))
                    done.add(all.submit(() -> atOnce(start, () -> half.forEach(view -> look(view, 1)))));
                start.countDown();
                for (Future<?> one : done) assertNull(one.get());
            }
            WORLD.days(1);
            work();
            for (ReturnView view : views)
                assertEquals(Stage.DONE, WORLD.view(view.id()).stage());
            assertEquals(8, ordered().stream().mapToInt(Integer::intValue).sum());
        }
    }

    private static @Nullable Void atOnce(CountDownLatch start, Runnable deed) throws InterruptedException {
        start.await();
        deed.run();
        return null;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatever_is_lost_and_whoever_looks_when_each_piece_is_ordered_once(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SHOP.moody = true;
        List<ReturnView> views = new ArrayList<>();
        int pieces = 0;
        for (int i = 0; i < 6; i++) {
            int size = 1 + random.nextInt(4);
            pieces += size;
            views.add(arrived(size));
        }
        for (int step = 0; step < 60; step++) {
            ReturnView view = WORLD.view(views.get(random.nextInt(views.size())).id());
            ReturnView.Piece piece =
                    view.pieces().get(random.nextInt(view.pieces().size()));
            var word = new Returns.Word(List.of(piece.id()), "test", Optional.empty());
            if (piece.travel() == Travel.RECEIVED) WORLD.graded(view.id(), piece.id(), true, 0);
            else if (piece.verdict() == Verdict.ACCEPTED && random.nextInt(3) == 0) {
                Answer answer = WORLD.database.inStore(
                        WORLD.store, tx -> WORLD.returns.takeBack(tx, WORLD.store, view.id(), word));
                if (answer instanceof Answer.Done)
                    done(WORLD.database.inStore(
                            WORLD.store, tx -> WORLD.returns.take(tx, WORLD.store, view.id(), word)));
            }
            WORLD.clock.move(Duration.ofMinutes(random.nextInt(240)));
            work();
        }
        views.forEach(view -> WORLD.taken(view.id()));
        SHOP.moody = false;
        for (int i = 0; i < 12; i++) {
            WORLD.days(1);
            work();
        }
        for (ReturnView view : views)
            assertEquals(Stage.DONE, WORLD.view(view.id()).stage(), () -> "seed " + seed);
        assertEquals(pieces, ordered().stream().mapToInt(Integer::intValue).sum(), () -> "seed " + seed);
        long trial =
                WORLD.balances().values().stream().mapToLong(Long::longValue).sum();
        assertEquals(0, trial);
        assertTrue(ordered().size() < pieces, () -> "some went out together, seed " + seed);
    }
}
