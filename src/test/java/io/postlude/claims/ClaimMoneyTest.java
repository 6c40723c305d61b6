package io.postlude.claims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Method;
import io.postlude.returns.Payout;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Claims and returns of one order, in any mixture: what is given never exceeds what was paid, and the books balance. */
class ClaimMoneyTest {
    private static final ClaimsWorld WORLD = new ClaimsWorld();
    private static final long SEED = 20_311_122L;
    private static final int ORDERS = 30;
    private static final int STEPS = 24;
    private static final List<Outcome> OUTCOMES =
            List.of(Outcome.REFUND, Outcome.PART, Outcome.CREDIT, Outcome.REPLACE, Outcome.REPAIR);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void whatever_is_claimed_and_sent_back_no_order_gives_more_than_was_paid_and_the_books_balance() {
        int given = 0;
        for (int i = 0; i < ORDERS; i++) {
            OrderId order = WORLD.sent("m" + i, 1 + random.nextInt(4));
            var _ = WORLD.delivered(order);
            for (int step = 0; step < STEPS; step++) step(order);
            for (ReturnView view : returns(order)) {
                view.payouts().forEach(WORLD::given);
                given += view.payouts().size();
            }
            long paid = WORLD.order(order).totals().total().minor();
            long sum = returns(order).stream()
                    .flatMap(view -> view.payouts().stream())
                    .filter(payout -> payout.state() == Payout.State.GIVEN)
                    .mapToLong(payout -> payout.amount().minor())
                    .sum();
            assertTrue(sum <= paid, "seed " + SEED + ", order " + i + ": " + sum + " of " + paid);
            assertEachPieceOnce(order, i);
        }
        assertTrue(given > ORDERS / 2, "something was given: " + given);
        Map<String, Long> trial = new HashMap<>();
        WORLD.database.runInStore(
                WORLD.store,
                tx -> WORLD.returns
                        .records()
                        .balances(tx, WORLD.store, Instant.EPOCH, WORLD.now().plus(Duration.ofDays(1)))
                        .forEach(entry -> trial.merge(
                                entry.amount().currency().getCurrencyCode(),
                                entry.amount().minor(),
                                Long::sum)));
        assertEquals(Map.of("EUR", 0L), trial);
    }

    private static void assertEachPieceOnce(OrderId order, int at) {
        List<String> held = returns(order).stream()
                .flatMap(view -> view.pieces().stream())
                .filter(piece -> piece.verdict().holds())
                .map(piece -> piece.line() + ":" + piece.number())
                .toList();
        assertEquals(held.stream().distinct().count(), held.size(), "seed " + SEED + ", order " + at);
    }

    private static List<ReturnView> returns(OrderId order) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.returns().ofOrder(tx, WORLD.store, order));
    }

    private void step(OrderId order) {
        switch (random.nextInt(5)) {
            case 0 -> claim(order);
            case 1, 2 -> decide(order);
            case 3 -> sendBack(order);
            default -> callOffOrTake(order);
        }
    }

    private void claim(OrderId order) {
        var _ = WORLD.ask(
                WORLD.wish(order, random.nextBoolean() ? ClaimKind.DAMAGED : ClaimKind.MISSING, 1 + random.nextInt(2)));
    }

    private void decide(OrderId order) {
        List<ClaimView> all = WORLD.database.inStore(WORLD.store, tx -> WORLD.claims.ofOrder(tx, WORLD.store, order));
        if (all.isEmpty()) return;
        ClaimView claim = all.get(random.nextInt(all.size()));
        Outcome outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
        boolean part = outcome == Outcome.PART;
        boolean comes = random.nextBoolean() && !part && outcome != Outcome.REPAIR;
        int share = part ? 100 * (1 + random.nextInt(99)) : 0;
        var _ = WORLD.agree(claim, new Agreement(outcome, share, comes, "As agreed.", ClaimsWorld.STAFF));
    }

    private void sendBack(OrderId order) {
        OrderView.Line line = WORLD.order(order).lines().getFirst();
        var wish = new Wish(line.id(), 1, Reason.CHANGED_MIND, "", null, Remedy.Kind.REFUND, null);
        var asker = new Asker(Asker.Channel.PORTAL, "r" + WORLD.ids.next(), ClaimsWorld.CUSTOMER);
        WORLD.database.runInStore(WORLD.store, tx -> {
            var _ = WORLD.returns
                    .returns()
                    .request(tx, WORLD.store, new Ask(order, List.of(wish), Method.LABEL), asker);
        });
    }

    private void callOffOrTake(OrderId order) {
        List<ReturnView> all = returns(order);
        if (all.isEmpty()) return;
        ReturnView view = all.get(random.nextInt(all.size()));
        boolean off = random.nextBoolean();
        StoreId store = WORLD.store;
        WORLD.database.runInStore(store, tx -> {
            Returns returns = WORLD.returns.returns();
            var word = Returns.Word.all(ClaimsWorld.STAFF);
            var _ = off ? returns.callOff(tx, store, view.id(), word) : returns.missing(tx, store, view.id(), word);
            if (!off) {
                var _ = returns.take(tx, store, view.id(), word);
            }
        });
    }
}
