package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.denied;
import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.DatabaseException;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseState;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ReturnsTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();

    private final String number = "n" + WORLD.ids.next();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private OrderId mugs(int quantity) {
        return WORLD.sent(number, new Thing("mug", quantity, 2400, 0), new Thing("throw", 1, 12900, 900));
    }

    @Test
    void a_return_goes_from_the_wish_to_the_money_and_the_books_balance() {
        OrderId order = mugs(2);
        Ask ask = WORLD.ask(order, "mug", 2);
        Quote quote = WORLD.quote(ask);
        assertTrue(quote.isPossible(), quote.toString());
        assertEquals(4800, quote.refund().minor());

        ReturnView made = WORLD.requested(ask);
        assertEquals(Stage.AWAITED, made.stage());
        assertEquals(4800, made.owed(Payout.Kind.REFUND).minor());
        assertEquals(Stage.ARRIVED, WORLD.received(made.id()).stage());
        var promise = WORLD.promised(order).getFirst();
        assertEquals(PromiseKind.REFUND, promise.kind());

        ReturnView taken = WORLD.taken(made.id());
        assertEquals(Stage.OWED, taken.stage());
        long toGive =
                taken.payouts().stream().mapToLong(p -> p.amount().minor()).sum();
        assertEquals(4800, toGive);
        taken.payouts().forEach(WORLD::given);
        ReturnView settled = WORLD.view(made.id());
        assertEquals(Stage.DONE, settled.stage());
        assertEquals(PromiseState.KEPT, WORLD.promised(order).getFirst().state());
        assertEquals(
                0, WORLD.balances().values().stream().mapToLong(Long::longValue).sum());
        assertEquals(
                List.of(
                        "ReturnRequested",
                        "ReturnApproved",
                        "ReturnReceived",
                        "ReturnAccepted",
                        "ReturnAccepted",
                        "RefundSettled",
                        "RefundSettled"),
                WORLD.events(order));
    }

    @Test
    void the_same_request_again_is_the_same_return_and_another_under_its_key_is_refused() {
        OrderId order = mugs(3);
        ReturnView first = done(WORLD.request(WORLD.ask(order, "mug", 1), number));
        Answer again = WORLD.request(WORLD.ask(order, "mug", 1), number);
        assertEquals(first.id(), done(again).id());
        assertFalse(((Answer.Done) again).fresh());
        assertEquals(List.of(Denial.Kind.KEY_USED), denied(WORLD.request(WORLD.ask(order, "mug", 2), number)));
    }

    @Test
    void more_than_were_bought_are_refused() {
        OrderId order = mugs(2);
        assertEquals(List.of(Denial.Kind.TOO_MANY), denied(WORLD.request(WORLD.ask(order, "mug", 3), number)));
        assertEquals(List.of(Denial.Kind.TOO_MANY), denied(WORLD.request(WORLD.ask(order, "mug", 0), number)));
        ReturnView _ = WORLD.requested(WORLD.ask(order, "mug", 2));
        assertEquals(List.of(Denial.Kind.RETURNING_ALREADY), denied(WORLD.request(WORLD.ask(order, "mug", 1), number)));
    }

    @Test
    void what_was_not_sent_cannot_come_back() {
        OrderId order = WORLD.take(new Bought(number, List.of(new Thing("mug", 1, 2400, 0)), 0, 0, true, false));
        assertEquals(
                List.of(Denial.Kind.NOT_SENT_YET, Denial.Kind.NOT_TAKEN_BACK),
                denied(WORLD.request(WORLD.ask(order, "mug", 1), number)).stream()
                        .filter(kind -> kind != Denial.Kind.METHOD_NOT_OFFERED)
                        .toList());
    }

    @Test
    void of_many_who_ask_at_once_for_the_same_pieces_one_gets_them() throws Exception {
        OrderId order = mugs(2);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> asks = new java.util.ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String key = number + "-" + i;
                asks.add(() -> WORLD.request(WORLD.ask(order, "mug", 2), key));
            }
            int made = 0;
            for (Future<Answer> answer : threads.invokeAll(asks)) if (answer.get() instanceof Answer.Done) made++;
            assertEquals(1, made);
        }
    }

    @Test
    void the_database_itself_keeps_a_piece_out_of_a_second_return() {
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        DatabaseException refused = Assertions.assertThrows(
                DatabaseException.class,
                () -> WORLD.database.runInStore(
                        WORLD.store,
                        tx -> tx.execute(
                                """
                        insert into returns.piece (store_id, id, return_id, order_id, line_id, number, variant_id, reason,
                          remedy, rule, decision, pays, travel, verdict, goods, tax, shipping, bonus, restocking, fee, moved_at)
                        select store_id, id + 1, return_id, order_id, line_id, number, variant_id, reason, remedy, rule,
                          decision, pays, travel, verdict, goods, tax, shipping, bonus, restocking, fee, moved_at
                        from returns.piece where store_id = ? and id = ?""", WORLD.store, made.pieces().getFirst().id())));
        assertEquals("piece_in_one_return", DatabaseException.constraint(refused));
    }

    @Test
    void the_window_closes_with_its_last_second() {
        ReturnsWorld.Thing mug = new Thing("mug", 1, 2400, 0);
        WORLD.at("2031-05-05T09:00:00Z");
        OrderId order = WORLD.sent(number, mug);
        WORLD.delivered(order, "00340434161094021" + Math.abs(number.hashCode() % 900 + 100));
        assertEquals(
                "2031-06-04",
                String.valueOf(WORLD.quote(WORLD.ask(order, "mug", 1)).sendBy()));
        WORLD.at("2031-06-04T21:59:59Z");
        assertTrue(WORLD.quote(WORLD.ask(order, "mug", 1)).isPossible(), "the last second of Berlin's day");
        WORLD.at("2031-06-04T22:00:00Z");
        Answer late = WORLD.request(WORLD.ask(order, "mug", 1), number);
        assertEquals(
                Cause.TOO_LATE,
                ((Answer.Denied) late)
                        .denials().stream()
                                .filter(denial -> denial.kind() == Denial.Kind.NOT_TAKEN_BACK)
                                .findFirst()
                                .orElseThrow()
                                .cause());
    }

    @Test
    void what_was_called_off_can_be_asked_for_again() {
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        ReturnView off = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.callOff(tx, WORLD.store, made.id(), Returns.Word.all("customer"))));
        assertEquals(Stage.CALLED_OFF, off.stage());
        assertNotEquals(made.id(), WORLD.requested(WORLD.ask(order, "mug", 1)).id());
    }

    @Test
    void what_is_under_way_cannot_be_called_off() {
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        ReturnView under = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.shipped(tx, WORLD.store, made.id(), "carrier")));
        assertEquals(Stage.UNDER_WAY, under.stage());
        assertEquals(
                List.of(Denial.Kind.NOT_NOW),
                denied(WORLD.database.inStore(
                        WORLD.store,
                        tx -> WORLD.returns.callOff(tx, WORLD.store, made.id(), Returns.Word.all("customer")))));
    }

    @Test
    void a_part_may_arrive_first_and_is_settled_by_itself() {
        OrderId order = mugs(2);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 2));
        PieceId first = made.pieces().getFirst().id();
        ReturnView part = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.returns.receive(
                        tx,
                        WORLD.store,
                        made.id(),
                        new Returns.Word(List.of(first), ReturnsWorld.BY, java.util.Optional.empty()))));
        assertEquals(Stage.ARRIVED, part.stage());
        ReturnView graded = WORLD.graded(made.id(), first, true, 400);
        assertEquals(Stage.AWAITED, graded.stage());
        assertEquals(2000, graded.payouts().getFirst().amount().minor());
        ReturnView given = WORLD.given(graded.payouts().getFirst());
        assertEquals(Stage.AWAITED, given.stage(), "the second piece is still to come");
        assertEquals(
                List.of(PromiseState.KEPT),
                WORLD.promised(order).stream().map(p -> p.state()).toList());
    }

    @Test
    void an_acceptance_taken_back_leaves_books_as_they_were() {
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        ReturnView _ = WORLD.received(made.id());
        Map<Account, Long> before = WORLD.balances();
        ReturnView _ = WORLD.taken(made.id());
        assertNotEquals(before, WORLD.balances());
        ReturnView back = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.takeBack(tx, WORLD.store, made.id(), Returns.Word.all("mads"))));
        assertEquals(Verdict.APPROVED, back.pieces().getFirst().verdict());
        assertEquals(Payout.State.STOPPED, back.payouts().getFirst().state());
        before.forEach(
                (account, minor) -> assertEquals(minor, WORLD.balances().getOrDefault(account, 0L), account.name()));
        ReturnView again = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.take(tx, WORLD.store, made.id(), Returns.Word.all("mads"))));
        assertEquals(2, again.payouts().size());
    }

    @Test
    void a_refund_the_shop_gave_by_itself_leaves_less_to_give() {
        OrderId order = WORLD.sent(number, new Thing("mug", 1, 2400, 0));
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        ReturnView _ = WORLD.received(made.id());
        WORLD.refundedInShop(order, "shop-1", 2000);
        Answer answer = WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.returns.grade(
                        tx,
                        WORLD.store,
                        made.id(),
                        new Returns.Finding(
                                made.pieces().getFirst().id(),
                                Grade.A,
                                Disposition.RESTOCK,
                                true,
                                0,
                                java.util.Optional.empty(),
                                "mads")));
        assertEquals(List.of(Denial.Kind.MORE_THAN_PAID), denied(answer));
        assertEquals(Travel.RECEIVED, WORLD.view(made.id()).pieces().getFirst().travel(), "nothing moved");
    }

    @Test
    void pieces_refunded_in_the_shop_cannot_come_back_too() {
        OrderId order = mugs(2);
        WORLD.refundedInShop(order, "shop-2", 2400, new LineQuantity("mug", 1));
        assertEquals(List.of(Denial.Kind.TOO_MANY), denied(WORLD.request(WORLD.ask(order, "mug", 2), number)));
        assertTrue(WORLD.quote(WORLD.ask(order, "mug", 1)).isPossible());
    }

    @Test
    void another_store_sees_none_of_it() {
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        var other = new io.postlude.kernel.StoreId(WORLD.store.value() + 1);
        assertTrue(WORLD.database
                .inStore(other, tx -> WORLD.returns.find(tx, other, made.id()))
                .isEmpty());
        assertTrue(WORLD.database
                .inStore(other, tx -> WORLD.returns.find(tx, WORLD.store, made.id()))
                .isEmpty());
    }
}
