package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Merged;
import io.postlude.customers.Privacy;
import io.postlude.kernel.Secrets;
import io.postlude.returns.CreditChange.Moved;
import io.postlude.returns.CreditChange.NoSuchSpend;
import io.postlude.returns.CreditChange.NotEnough;
import io.postlude.returns.CreditChange.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Credit that nobody else takes is one balance of whoever sent things back. */
class CreditTest {
    private static final CreditWorld WORLD = new CreditWorld();
    private static final ReturnsWorld BELOW = WORLD.below;

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static CreditSpendId spent(CustomerId customer, long minor) {
        return assertInstanceOf(Spent.class, WORLD.spend(customer, minor)).spend();
    }

    @Test
    void credit_of_two_returns_is_one_balance_and_each_is_given_once() {
        CustomerId ida = WORLD.credited("ida@example.org");
        BELOW.settle();
        assertEquals(2520, WORLD.balance(ida), "24.00 and a twentieth on top");
        assertEquals(ida, WORLD.credited("ida@example.org"));
        assertEquals(5040, WORLD.balance(ida));
        assertEquals(
                List.of(CreditEntry.What.GIVEN, CreditEntry.What.GIVEN),
                WORLD.entries(ida).stream().map(CreditEntry::what).toList());
        assertEquals(0, WORLD.untied(), "the books say the same");
    }

    @Test
    void the_return_is_settled_and_says_that_nothing_is_to_be_done_by_hand() {
        ReturnView view = WORLD.owed("ole@example.org");
        assertEquals(Payout.State.WAITING, view.payouts().getFirst().state());
        BELOW.settle();
        ReturnView after = BELOW.view(view.id());
        assertEquals(Payout.State.GIVEN, after.payouts().getFirst().state());
        assertEquals(
                WORLD.entries(Objects.requireNonNull(view.customer()))
                        .getFirst()
                        .id()
                        .toString(),
                after.payouts().getFirst().reference(),
                "the payout names its entry");
        assertEquals(Stage.DONE, after.stage());
        assertTrue(BELOW.events(view.order()).contains("RefundSettled"), "told once, as by any gateway");
    }

    @Test
    void what_a_person_gave_in_the_shop_meanwhile_is_not_given_here_too() {
        ReturnView view = WORLD.owed("una@example.org");
        BELOW.given(view.payouts().getFirst());
        BELOW.settle();
        assertEquals(0, WORLD.balance(Objects.requireNonNull(view.customer())));
    }

    @Test
    void who_finds_one_that_was_begun_and_left_gives_it_once() {
        ReturnView view = WORLD.owed("pia@example.org");
        BELOW.database.runInStore(
                BELOW.store,
                tx -> tx.execute(
                        "update returns.payout set state = 'ASKING', tries = 1 where store_id = ? and id = ?",
                        BELOW.store,
                        view.payouts().getFirst().id()));
        BELOW.settle();
        BELOW.settle();
        assertEquals(2520, WORLD.balance(Objects.requireNonNull(view.customer())));
        assertEquals(Stage.DONE, BELOW.view(view.id()).stage());
    }

    @Test
    void what_was_booked_is_not_booked_again_and_undoes_the_whole_transaction() {
        CustomerId rob = WORLD.credited("rob@example.org");
        PayoutId payout =
                Objects.requireNonNull(WORLD.entries(rob).getFirst().cause().payout());
        ReturnView view = BELOW.view(
                Objects.requireNonNull(WORLD.entries(rob).getFirst().cause().returned()));
        var due = new Refunds.Due(
                BELOW.store,
                payout,
                payout.toString(),
                view.order(),
                "api",
                "x",
                Payout.Kind.CREDIT,
                ReturnsWorld.eur(2520),
                view.code(),
                null,
                List.of(),
                List.of(),
                null,
                null);
        assertThrows(
                RuntimeException.class,
                () -> BELOW.database.runInStore(BELOW.store, tx -> WORLD.credits.give(tx, due, WORLD.credits.fresh())));
        assertEquals(2520, WORLD.balance(rob), "the unique index guards it, and the balance is as it was");
        assertEquals(0, WORLD.wrong());
    }

    @Test
    void without_a_customer_a_person_gives_it() {
        assertEquals(Payout.State.BY_HAND, WORLD.owed(null).payouts().getFirst().state());
    }

    @Test
    void where_the_store_wants_a_person_to_give_it_nothing_is_held_here() {
        BELOW.database.runInStore(BELOW.store, tx -> WORLD.credits.giveByHand(tx, BELOW.store, "Ada"));
        try {
            assertEquals(
                    Payout.State.BY_HAND,
                    WORLD.owed("ben@example.org").payouts().getFirst().state());
        } finally {
            BELOW.database.runInStore(BELOW.store, tx -> WORLD.credits.holdHere(tx, BELOW.store));
        }
    }

    @Test
    void more_than_is_there_is_not_spent_and_a_spend_is_given_back_once() {
        CustomerId eva = WORLD.credited("eva@example.org");
        assertEquals(new NotEnough(ReturnsWorld.eur(2520)), WORLD.spend(eva, 2521));
        CreditSpendId spend = spent(eva, 2000);
        assertEquals(520, WORLD.balance(eva));
        assertEquals(new NotEnough(ReturnsWorld.eur(520)), WORLD.spend(eva, 521));
        assertEquals(new Moved(ReturnsWorld.eur(500), ReturnsWorld.eur(1020)), WORLD.restore(eva, spend, 500L));
        assertEquals(new NotEnough(ReturnsWorld.eur(1500)), WORLD.restore(eva, spend, 1501L));
        assertEquals(new Moved(ReturnsWorld.eur(1500), ReturnsWorld.eur(2520)), WORLD.restore(eva, spend, null));
        assertEquals(new NotEnough(ReturnsWorld.eur(0)), WORLD.restore(eva, spend, null), "all of it is back");
        assertEquals("shop-7", WORLD.entries(eva).getFirst().cause().order());
    }

    @Test
    void what_another_spent_is_not_given_back_to_me() {
        CustomerId kai = WORLD.credited("kai@example.org");
        CustomerId lea = WORLD.credited("lea@example.org");
        CreditSpendId spend = spent(kai, 100);
        assertEquals(new NoSuchSpend(), WORLD.restore(lea, spend, null));
        assertEquals(2520, WORLD.balance(lea));
    }

    @Test
    void staff_correct_it_either_way_but_not_below_nothing() {
        CustomerId mia = WORLD.credited("mia@example.org");
        assertEquals(new Moved(ReturnsWorld.eur(480), ReturnsWorld.eur(3000)), WORLD.correct(mia, 480));
        assertEquals(new NotEnough(ReturnsWorld.eur(3000)), WORLD.correct(mia, -3001));
        assertEquals(new Moved(ReturnsWorld.eur(-3000), ReturnsWorld.eur(0)), WORLD.correct(mia, -3000));
        assertEquals("goodwill", WORLD.entries(mia).getFirst().reason());
    }

    @Test
    void a_correction_sent_twice_is_one_also_where_nothing_was_there() {
        CustomerId neu = Objects.requireNonNull(WORLD.owed("neu@example.org").customer());
        assertEquals(new Moved(ReturnsWorld.eur(500), ReturnsWorld.eur(500)), WORLD.correct(neu, 500, null));
        assertEquals(new CreditChange.Overtaken(), WORLD.correct(neu, 500, null));
        CreditEntryId seen = WORLD.entries(neu).getFirst().id();
        assertInstanceOf(Moved.class, WORLD.correct(neu, -100, seen));
        assertEquals(new CreditChange.Overtaken(), WORLD.correct(neu, -100, seen));
        assertEquals(400, WORLD.balance(neu));
    }

    @Test
    void who_is_merged_spends_what_both_had_and_taken_apart_each_gets_back_their_own() {
        CustomerId one = WORLD.credited("tom@example.org");
        CustomerId other = WORLD.credited("thomas@example.org");
        var wish = new Customers.MergeWish(other, one, "Ada", "the same");
        var merged = assertInstanceOf(
                Merged.Done.class,
                BELOW.database.inStore(BELOW.store, tx -> BELOW.customers.merge(tx, BELOW.store, wish)));
        assertEquals(5040, WORLD.balance(one));
        assertEquals(5040, WORLD.balance(other), "by either id");
        CreditSpendId spend = spent(other, 5000);
        assertEquals(40, WORLD.balance(one));
        var _ = BELOW.database.inStore(
                BELOW.store, tx -> BELOW.customers.undoMerge(tx, BELOW.store, merged.merge(), "Ada"));
        assertEquals(40, WORLD.balance(one) + WORLD.balance(other));
        var _ = WORLD.restore(one, spend, null);
        var _ = WORLD.restore(other, spend, null);
        assertEquals(2520, WORLD.balance(one));
        assertEquals(2520, WORLD.balance(other));
    }

    @Test
    void of_a_hundred_who_spend_at_once_exactly_those_win_for_whom_there_is_enough() throws Exception {
        CustomerId zoe = WORLD.credited("zoe@example.org");
        assertEquals(10, atOnce(100, () -> WORLD.spend(zoe, 252), Spent.class));
        assertEquals(0, WORLD.balance(zoe));
        assertEquals(0, WORLD.wrong());
    }

    @Test
    void of_thirty_who_give_back_at_once_no_more_is_given_back_than_was_spent() throws Exception {
        CustomerId amy = WORLD.credited("amy@example.org");
        CreditSpendId spend = spent(amy, 2000);
        assertEquals(4, atOnce(30, () -> WORLD.restore(amy, spend, 500L), Moved.class));
        assertEquals(2520, WORLD.balance(amy));
        assertEquals(0, WORLD.wrong());
    }

    /** How many of those who do it at the same moment hear this answer. */
    private static long atOnce(int many, Callable<CreditChange> deed, Class<? extends CreditChange> won)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<CreditChange>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < many; i++)
                all.add(threads.submit(() -> {
                    start.await();
                    return deed.call();
                }));
            start.countDown();
        }
        long heard = 0;
        for (Future<CreditChange> one : all) if (won.isInstance(one.get())) heard++;
        return heard;
    }

    @Test
    void an_erasure_ends_what_is_left_and_the_amounts_stay_as_nobodys() {
        CustomerId nan = WORLD.credited("nan@example.org");
        var _ = WORLD.correct(nan, 100);
        ReturnView late = WORLD.owed("nan@example.org");
        var privacy = new Privacy(
                new Privacy.Ground(BELOW.log, new Secrets(BELOW.database), BELOW.clock),
                BELOW.customers,
                List.of(new ReturnPersonalData(), new CreditPersonalData(WORLD.credits)));
        String told = BELOW.database.inStore(
                BELOW.store, tx -> privacy.export(tx, BELOW.store, nan).orElseThrow());
        assertTrue(told.contains("\"25.20\"") && told.contains("goodwill"), told);
        BELOW.database.runInStore(BELOW.store, tx -> assertTrue(privacy.erase(tx, BELOW.store, nan)));
        assertEquals(0, WORLD.balance(nan));
        assertEquals(List.of(), WORLD.entries(nan));
        assertEquals(
                0,
                (long) BELOW.database.inStore(BELOW.store, tx -> tx.number("""
                        select coalesce(sum(amount), 0)::bigint from returns.credit_entry
                        where store_id = ? and customer_id is null""", BELOW.store)),
                "nobody's add up to nothing");
        BELOW.settle();
        assertEquals(
                Payout.State.BY_HAND,
                BELOW.view(late.id()).payouts().getFirst().state(),
                "what is owed to nobody any more waits for a person");
        assertEquals(0, WORLD.untied());
    }
}
