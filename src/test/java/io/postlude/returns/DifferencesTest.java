package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.denied;
import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.orders.ProductSnapshot;
import io.postlude.orders.VariantId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another thing costs more or less: the difference is paid or given, once, and the thing goes out only when it is paid. */
class DifferencesTest {
    private static final Till TILL = new Till();
    private static final ReturnsWorld WORLD = new ReturnsWorld(List.of(TILL));

    private static final String POLICY = """
            {"format": 1, "name": "p", "exchange_paid_days": 2, "rules": [
              {"id": "trusted", "name": "Trusted", "reasons": ["too_small"], "then": {
                "remedies": [{"kind": "shop"}, {"kind": "refund"}], "methods": ["label"], "pays": "request"}},
              {"id": "all", "name": "All", "then": {"remedies": [
                {"kind": "shop", "bonus": 10}, {"kind": "exchange", "rest": "credit"}, {"kind": "refund"},
                {"kind": "credit", "bonus": 5}], "methods": ["label"]}}],
             "otherwise": {"refuse": "no_rule"}}""";

    private final String thing = "lamp-" + WORLD.ids.next();

    /** Whoever takes money on this machine; what is paid there is told by the test. */
    private static final class Till implements Payments {
        final Map<String, Standing> pages = new HashMap<>();
        boolean there = true;
        int opened;

        @Override
        public String name() {
            return "till";
        }

        @Override
        public boolean takes(io.postlude.kernel.Tx tx, io.postlude.kernel.StoreId store) {
            return there;
        }

        @Override
        public Opening open(Due due) {
            opened++;
            pages.putIfAbsent(due.key(), new Open());
            return new Opened(due.key(), URI.create("https://till.example/" + due.key()));
        }

        @Override
        public Standing ask(Due due, String reference) {
            return pages.getOrDefault(reference, new Unknown("no such page"));
        }

        @Override
        public Standing close(Due due, String reference) {
            pages.computeIfPresent(reference, (key, was) -> was instanceof Paid ? was : new Ended());
            return ask(due, reference);
        }
    }

    @BeforeAll
    static void policy() {
        WORLD.policy(POLICY);
    }

    @BeforeEach
    void open() {
        TILL.there = true;
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private OrderId order(long price) {
        return WORLD.sent("n" + WORLD.ids.next(), new Thing(thing, 1, price, 0));
    }

    /** A product of the catalogue that nobody bought. */
    private VariantId product(String price) {
        String name = "x" + WORLD.ids.next();
        WORLD.database.runInStore(WORLD.store, tx -> {
            var variant = new ProductSnapshot.Variant(name, null, "SKU-" + name, null, new BigDecimal(price));
            assertEquals(
                    List.of(List.of()),
                    WORLD.orders.describe(
                            tx,
                            WORLD.store,
                            List.of(new ProductSnapshot(
                                    "api", name, name, null, null, null, null, null, List.of(variant), WORLD.now()))));
        });
        return WORLD.database
                .inStore(WORLD.store, tx -> WORLD.orders.variantsOfSkus(tx, WORLD.store, List.of("SKU-" + name)))
                .get("SKU-" + name)
                .getFirst();
    }

    private void count(VariantId variant, int units) {
        WORLD.database.runInStore(
                WORLD.store,
                tx -> WORLD.returns.stock().counted(tx, WORLD.store, new Stock.Found(variant, units), "test"));
    }

    private int free(VariantId variant) {
        return WORLD.database
                .inStore(WORLD.store, tx -> WORLD.returns.stock().free(tx, WORLD.store, List.of(variant)))
                .getOrDefault(variant, -1);
    }

    private Ask shop(OrderId order, VariantId wanted, Reason reason) {
        Wish wish = new Wish(WORLD.line(order, thing).id(), 1, reason, "", null, Remedy.Kind.SHOP, wanted);
        return new Ask(order, List.of(wish), Method.LABEL);
    }

    private ReturnView shopped(long paid, VariantId wanted) {
        return WORLD.requested(shop(order(paid), wanted, Reason.CHANGED_MIND));
    }

    private ReturnView after(ReturnView view) {
        WORLD.module.chargeDueAcrossStores();
        return WORLD.view(view.id());
    }

    private void pay(ReturnView view) {
        Charge charge = charge(view);
        TILL.pages.put(String.valueOf(charge.reference()), new Payments.Paid("pi_" + charge.id()));
        WORLD.module.lookAt(WORLD.store, charge.id());
        WORLD.module.chargeDueAcrossStores();
    }

    private static Charge charge(ReturnView view) {
        Charge charge = view.charge();
        assertNotNull(charge);
        return charge;
    }

    private void books(Map<Account, Long> wanted) {
        Map<Account, Long> all = WORLD.balances();
        assertEquals(0, all.values().stream().mapToLong(Long::longValue).sum(), "trial balance");
        wanted.forEach((account, minor) -> assertEquals(
                before.getOrDefault(account, 0L) + minor, all.getOrDefault(account, 0L), account.toString()));
    }

    private final Map<Account, Long> before = WORLD.balances();

    @Test
    void a_cheaper_thing_gives_the_rest_back_and_the_bonus_only_for_what_is_spent() {
        ReturnView view = shopped(10_000, product("60.00"));
        assertEquals(4_000, view.owed(Payout.Kind.REFUND).minor());
        assertEquals(6_000, view.owed(Payout.Kind.EXCHANGE).minor());
        assertEquals(600, view.owed(Payout.Kind.CREDIT).minor());
        assertNull(view.charge());
        ReturnView taken = WORLD.taken(WORLD.received(view.id()).id());
        for (Payout payout : taken.payouts()) taken = WORLD.given(payout);
        assertEquals(Stage.DONE, taken.stage());
        books(Map.of(Account.GIVEN, -10_600L, Account.BONUS, 600L, Account.EXCHANGE, 0L));
    }

    @Test
    void a_dearer_thing_takes_up_the_bonus_and_goes_out_only_when_the_rest_is_paid() {
        VariantId wanted = product("150.00");
        ReturnView view = after(shopped(10_000, wanted));
        assertEquals(4_000, charge(view).amount().minor(), "100 and 10 of bonus are there");
        assertTrue(String.valueOf(charge(view).link()).startsWith("https://till.example/chg_"));
        ReturnView taken = WORLD.taken(WORLD.received(view.id()).id());
        assertEquals(Payout.State.UNPAID, taken.payouts().getFirst().state());
        assertEquals(11_000, taken.payouts().getFirst().amount().minor());
        assertEquals(Stage.OWED, taken.stage());
        pay(taken);
        ReturnView paid = WORLD.view(view.id());
        assertEquals(Payout.State.BY_HAND, paid.payouts().getFirst().state());
        assertEquals(15_000, paid.payouts().getFirst().amount().minor());
        assertEquals(Stage.DONE, WORLD.given(paid.payouts().getFirst()).stage());
        books(Map.of(Account.RECEIVED, 4_000L, Account.DEPOSIT, 0L, Account.GIVEN, -15_000L, Account.EXCHANGE, 0L));
    }

    @Test
    void what_was_paid_before_the_goods_came_is_held_and_used_and_a_second_word_of_it_changes_nothing() {
        ReturnView view = after(shopped(10_000, product("130.00")));
        pay(view);
        books(Map.of(Account.DEPOSIT, -2_000L));
        assertEquals(
                List.of(Denial.Kind.NOT_NOW),
                denied(WORLD.database.inStore(
                        WORLD.store,
                        tx -> WORLD.returns.paidOnTop(
                                tx, WORLD.store, charge(view).id(), new Returns.Gift(Optional.of("again"), "test")))));
        ReturnView taken = WORLD.taken(WORLD.received(view.id()).id());
        assertEquals(13_000, taken.payouts().getFirst().amount().minor());
        assertEquals(Payout.State.BY_HAND, taken.payouts().getFirst().state());
        ReturnView undecided = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.takeBack(tx, WORLD.store, view.id(), Returns.Word.all("test"))));
        books(Map.of(Account.DEPOSIT, -2_000L, Account.EXCHANGE, 0L));
        assertEquals(Charge.State.PAID, charge(undecided).state(), "not asked for twice");
        assertEquals(
                1,
                TILL.pages.keySet().stream()
                        .filter(key -> key.startsWith(charge(view).id().toString()))
                        .count());
    }

    @Test
    void who_calls_off_a_paid_exchange_gets_what_they_paid_back_the_way_it_came() {
        ReturnView view = after(shopped(10_000, product("130.00")));
        pay(view);
        ReturnView off = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.callOff(tx, WORLD.store, view.id(), Returns.Word.all("customer"))));
        Payout back = off.payouts().getFirst();
        assertEquals(Payout.Kind.REFUND, back.kind());
        assertEquals(2_000, back.amount().minor());
        var _ = WORLD.given(back);
        books(Map.of(Account.DEPOSIT, 0L, Account.REFUND, 0L, Account.RECEIVED, 2_000L, Account.GIVEN, -2_000L));
    }

    @Test
    void what_nobody_pays_in_time_is_let_go_and_given_as_the_next_best() {
        VariantId wanted = product("130.00");
        count(wanted, 1);
        ReturnView view = after(shopped(10_000, wanted));
        assertEquals(0, free(wanted));
        WORLD.clock.move(Duration.ofDays(2).plusMinutes(1));
        ReturnView lapsed = after(view);
        assertEquals(Charge.State.LAPSED, charge(lapsed).state());
        assertEquals(Remedy.Kind.REFUND, lapsed.pieces().getFirst().sums().kind());
        assertEquals(1, free(wanted), "somebody else may have it");
        assertEquals(10_000, lapsed.owed(Payout.Kind.REFUND).minor());
        assertTrue(WORLD.events(view.order()).contains("ExchangeLapsed"));
        ReturnView taken = WORLD.taken(WORLD.received(view.id()).id());
        assertEquals(Stage.DONE, WORLD.given(taken.payouts().getFirst()).stage());
        books(Map.of(Account.GIVEN, -10_000L, Account.BONUS, 0L, Account.DEPOSIT, 0L));
    }

    @Test
    void what_was_taken_in_trust_and_is_not_paid_is_given_as_money() {
        VariantId wanted = product("130.00");
        ReturnView view = after(WORLD.requested(shop(order(10_000), wanted, Reason.TOO_SMALL)));
        assertEquals(Payout.State.UNPAID, view.payouts().getFirst().state());
        WORLD.clock.move(Duration.ofDays(2).plusMinutes(1));
        ReturnView lapsed = after(view);
        assertEquals(
                List.of(Payout.State.STOPPED, Payout.State.BY_HAND),
                lapsed.payouts().stream().map(Payout::state).toList());
        Payout refund = lapsed.payouts().getLast();
        assertEquals(Payout.Kind.REFUND, refund.kind());
        assertEquals(10_000, refund.amount().minor());
        books(Map.of(Account.EXCHANGE, 0L, Account.REFUND, -10_000L, Account.DEPOSIT, 0L));
    }

    @Test
    void money_that_comes_in_at_the_last_moment_counts() {
        ReturnView view = after(shopped(10_000, product("130.00")));
        TILL.pages.put(String.valueOf(charge(view).reference()), new Payments.Paid("pi_late"));
        WORLD.clock.move(Duration.ofDays(3));
        assertEquals(Charge.State.PAID, charge(after(view)).state());
        assertEquals(
                Remedy.Kind.SHOP,
                WORLD.view(view.id()).pieces().getFirst().sums().kind());
    }

    @Test
    void a_page_that_ended_by_itself_is_opened_anew_as_long_as_there_is_time() {
        ReturnView view = after(shopped(10_000, product("130.00")));
        TILL.pages.put(String.valueOf(charge(view).reference()), new Payments.Ended());
        WORLD.clock.move(Duration.ofHours(25));
        ReturnView anew = after(after(view));
        assertEquals(charge(view).id(), charge(anew).id());
        assertTrue(String.valueOf(charge(anew).link()).endsWith("-2"));
    }

    @Test
    void where_nobody_takes_money_the_store_says_when_it_has_it() {
        TILL.there = false;
        ReturnView view = after(shopped(10_000, product("130.00")));
        assertEquals(Charge.State.BY_HAND, charge(view).state());
        assertTrue(
                WORLD.database.inStore(WORLD.store, tx -> WORLD.module.records().charges(tx, WORLD.store, 10)).stream()
                        .anyMatch(one -> one.id().equals(charge(view).id())));
        ReturnView paid = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.returns.paidOnTop(
                        tx, WORLD.store, charge(view).id(), new Returns.Gift(Optional.of("cash"), "test"))));
        assertEquals(Charge.State.PAID, charge(paid).state());
        books(Map.of(Account.RECEIVED, 2_000L, Account.DEPOSIT, -2_000L));
    }

    @Test
    void a_thing_nobody_knows_a_price_of_cannot_be_had_for_credit() {
        OrderId order = order(10_000);
        assertEquals(
                List.of(Denial.Kind.NO_SUCH_VARIANT),
                denied(WORLD.request(shop(order, new VariantId(4711), Reason.CHANGED_MIND), "k" + order)));
    }
}
