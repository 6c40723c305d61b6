package io.postlude.claims;

import static io.postlude.claims.ClaimsWorld.STAFF;
import static io.postlude.claims.ClaimsWorld.denied;
import static io.postlude.claims.ClaimsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.claims.ClaimAnswer.Why;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromiseState;
import io.postlude.returns.Payout;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final ClaimsWorld WORLD = new ClaimsWorld();

    private final String number = "c" + WORLD.ids.next();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @Test
    void a_damaged_thing_is_claimed_with_its_evidence_and_its_money_is_given_once() {
        OrderId order = WORLD.sent(number, 2);
        String parcel = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        assertEquals(ClaimState.ASKED, claim.state());
        Evidence.Parcel evidence = claim.evidence().parcels().getFirst();
        assertEquals(parcel, evidence.number());
        assertEquals("Hamburg, DE", evidence.deliveredAt());
        assertEquals("A. KELLER", evidence.signedBy());
        assertEquals(2, evidence.scans().size());
        assertEquals(PromiseState.OPEN, WORLD.reply(claim).state());
        long waits = java.time.Duration.between(
                        WORLD.now(), WORLD.reply(claim).window().by())
                .toDays();
        assertTrue(waits >= 1 && waits <= 5, "two working days, not " + waits);

        ClaimView agreed = done(WORLD.agree(claim, Agreement.of(Outcome.REFUND, "We are sorry.", STAFF)));
        assertEquals(ClaimState.AGREED, agreed.state());
        assertEquals(Place.STAYS, agreed.place());
        ReturnView money = WORLD.returned(claim);
        assertEquals(2400 + 245, money.owed(Payout.Kind.REFUND).minor(), "with its share of the way out");
        assertEquals(Stage.OWED, money.stage());
        money.payouts().forEach(WORLD::given);
        WORLD.settle();
        assertEquals(ClaimState.DONE, WORLD.view(claim).state());
        assertEquals(PromiseState.KEPT, WORLD.reply(claim).state());
        assertEquals(
                Why.NOT_NOW,
                denied(WORLD.agree(claim, Agreement.of(Outcome.REFUND, "Again.", STAFF)))
                        .why());
    }

    @Test
    void what_was_claimed_for_money_cannot_be_sent_back_for_money_too() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        assertEquals(
                Why.CLAIMED_ALREADY,
                denied(WORLD.ask(WORLD.wish(order, ClaimKind.MISSING, 1))).why());
        var _ = done(WORLD.agree(claim, Agreement.of(Outcome.REPLACE, "Another one comes.", STAFF)));
        assertEquals(
                Why.RETURNING_ALREADY,
                denied(WORLD.ask(WORLD.wish(order, ClaimKind.DEFECT, 1))).why());
        var offering = WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.returns().offering(tx, WORLD.store, order));
        assertFalse(offering.orElseThrow().isPossible());
    }

    @Test
    void a_part_of_the_price_is_given_and_the_thing_stays() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        var agreement = new Agreement(Outcome.PART, 2_500, false, "A quarter, and you keep it.", STAFF);
        var _ = done(WORLD.agree(claim, agreement));
        ReturnView money = WORLD.returned(claim);
        assertEquals(600, money.owed(Payout.Kind.REFUND).minor());
        assertEquals(Remedy.Kind.KEEP, money.pieces().getFirst().sums().kind());
    }

    @Test
    void what_has_to_be_sent_in_first_takes_the_way_of_every_return() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.WRONG_ITEM, 1);
        var _ = done(WORLD.agree(claim, new Agreement(Outcome.REFUND, 0, true, "Send it in, please.", STAFF)));
        ReturnView back = WORLD.returned(claim);
        assertEquals(Stage.AWAITED, back.stage());
        assertTrue(
                back.actions().contains(ReturnView.Action.GET_LABEL),
                back.actions().toString());
        assertTrue(back.payouts().isEmpty());
        assertEquals(ClaimState.AGREED, WORLD.view(claim).state());
        WORLD.database.runInStore(WORLD.store, tx -> {
            var _ = WORLD.returns.returns().receive(tx, WORLD.store, back.id(), Returns.Word.all(STAFF));
        });
        assertEquals(Stage.ARRIVED, WORLD.returned(claim).stage());
    }

    @Test
    void a_repair_goes_in_and_comes_back_without_money() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        WORLD.days(400);
        ClaimView claim = WORLD.asked(order, ClaimKind.DEFECT, 1);
        assertEquals(
                LocalDate.ofInstant(WORLD.now(), java.time.ZoneId.of("Europe/Berlin"))
                        .minusDays(400)
                        .plusMonths(24),
                claim.warrantyUntil());
        ClaimView agreed = done(WORLD.agree(claim, Agreement.of(Outcome.REPAIR, "Send it to our workshop.", STAFF)));
        assertNull(agreed.returned());
        ClaimView coming = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.claims.sent(
                        tx, WORLD.store, claim.id(), new Claims.Word(ClaimsWorld.CUSTOMER, "00340434161094099999"))));
        assertEquals(Place.COMING, coming.place());
        ClaimView here = done(
                WORLD.database.inStore(WORLD.store, tx -> WORLD.claims.received(tx, WORLD.store, claim.id(), STAFF)));
        assertEquals(Place.HERE, here.place());
        ClaimView back = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.claims.sentBack(tx, WORLD.store, claim.id(), new Claims.Word(STAFF, ""))));
        assertEquals(ClaimState.DONE, back.state());
        assertEquals(Place.SENT_BACK, back.place());
        ClaimView again = WORLD.asked(order, ClaimKind.DEFECT, 1);
        assertEquals(ClaimState.ASKED, again.state(), "a repaired thing can break again");
    }

    @Test
    void the_warranty_ends_with_its_last_day() {
        OrderId order = WORLD.sent(number, 1);
        WORLD.database.runInStore(
                WORLD.store, tx -> WORLD.claims.warranty().setTerm(tx, WORLD.store, Warranty.ANY_TYPE, 6));
        try {
            var _ = WORLD.delivered(order);
            LocalDate until = LocalDate.ofInstant(WORLD.now(), java.time.ZoneId.of("Europe/Berlin"))
                    .plusMonths(6);
            WORLD.days((int) java.time.temporal.ChronoUnit.DAYS.between(until.minusMonths(6), until));
            Claimable.Thing thing = claimable(order);
            assertTrue(thing.isPossible(ClaimKind.DEFECT), thing.hurdles().toString());
            WORLD.days(1);
            ClaimAnswer.Denied late = denied(WORLD.ask(WORLD.wish(order, ClaimKind.DEFECT, 1)));
            assertEquals(Why.OUT_OF_WARRANTY, late.why());
            assertEquals(until, late.day());
        } finally {
            WORLD.database.runInStore(
                    WORLD.store, tx -> WORLD.claims.warranty().dropTerm(tx, WORLD.store, Warranty.ANY_TYPE));
        }
    }

    private static Claimable.Thing claimable(OrderId order) {
        return WORLD.database
                .inStore(WORLD.store, tx -> WORLD.claims.claimable(tx, WORLD.store, order))
                .orElseThrow()
                .things()
                .getFirst();
    }

    @Test
    void a_parcel_that_may_still_come_is_not_claimed_as_lost() {
        OrderId order = WORLD.sent(number, 1);
        String _ = WORLD.underWay(order);
        ClaimAnswer.Denied early = denied(WORLD.ask(WORLD.wish(order, ClaimKind.NEVER_ARRIVED, 1)));
        assertEquals(Why.TOO_EARLY, early.why());
        WORLD.days(8);
        ClaimView claim = WORLD.asked(order, ClaimKind.NEVER_ARRIVED, 1);
        assertEquals(Place.STAYS, claim.place());
        assertNull(claim.evidence().parcels().getFirst().delivered());
    }

    @Test
    void what_is_reported_too_late_or_was_never_sent_or_is_too_much_is_refused_with_its_reason() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        assertEquals(
                Why.TOO_MANY,
                denied(WORLD.ask(WORLD.wish(order, ClaimKind.DAMAGED, 2))).why());
        WORLD.days(61);
        assertEquals(
                Why.TOO_LATE,
                denied(WORLD.ask(WORLD.wish(order, ClaimKind.DAMAGED, 1))).why());
        ClaimAsk wordless = new ClaimAsk(
                order,
                ClaimKind.DEFECT,
                WORLD.wish(order, ClaimKind.DEFECT, 1).parts(),
                ClaimWish.ANY,
                " ",
                io.postlude.deliveries.Language.EN,
                List.of(),
                WORLD.wish(order, ClaimKind.DEFECT, 1).asker());
        assertEquals(Why.NO_WORDS, denied(WORLD.ask(wordless)).why());
    }

    @Test
    void a_question_back_gives_the_turn_to_the_customer_and_their_answer_promises_anew() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        var _ = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.claims.askBack(tx, WORLD.store, claim.id(), new Claims.Word(STAFF, "A photograph?"))));
        assertEquals(PromiseState.KEPT, WORLD.reply(claim).state());
        WORLD.days(10);
        ClaimView answered = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.claims.answer(
                        tx, WORLD.store, claim.id(), new Claims.Word(ClaimsWorld.CUSTOMER, "Here it is."))));
        assertEquals(ClaimState.ASKED, answered.state());
        assertEquals(2, answered.round());
        assertEquals(PromiseState.OPEN, WORLD.reply(answered).state());
    }

    @Test
    void a_refusal_says_why_and_is_looked_at_again_once() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.MISSING, 1);
        assertEquals(Map.of(order, List.of("a claim is open")), open(order), "nobody asks for praise meanwhile");
        assertEquals(Why.NO_WORDS, denied(refuse(claim, "")).why());
        assertEquals(
                "The parcel weighed what it should.",
                done(refuse(claim, "The parcel weighed what it should.")).said());
        ClaimView again = done(WORLD.database.inStore(
                WORLD.store,
                tx -> WORLD.claims.answer(
                        tx, WORLD.store, claim.id(), new Claims.Word(ClaimsWorld.CUSTOMER, "It was not in it."))));
        assertTrue(again.appealed());
        assertNull(again.outcome());
        assertEquals(Set.of(order), open(order).keySet());
        var _ = done(refuse(claim, "We looked again."));
        assertEquals(Map.of(), open(order));
        assertEquals(
                Why.NOT_NOW,
                denied(WORLD.database.inStore(
                                WORLD.store,
                                tx -> WORLD.claims.answer(
                                        tx, WORLD.store, claim.id(), new Claims.Word(ClaimsWorld.CUSTOMER, "No."))))
                        .why());
    }

    private static Map<OrderId, List<String>> open(OrderId order) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.claims.open(tx, WORLD.store, List.of(order)));
    }

    private static ClaimAnswer refuse(ClaimView claim, String why) {
        return WORLD.database.inStore(
                WORLD.store, tx -> WORLD.claims.refuse(tx, WORLD.store, claim.id(), new Claims.Word(STAFF, why)));
    }

    @Test
    void the_customer_is_told_at_each_step_and_never_twice() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView claim = WORLD.asked(order, ClaimKind.DAMAGED, 1);
        WORLD.settle();
        var _ = done(WORLD.agree(claim, Agreement.of(Outcome.REFUND, "We are sorry.", STAFF)));
        WORLD.settle();
        WORLD.returned(claim).payouts().forEach(WORLD::given);
        WORLD.settle();
        WORLD.settle();
        List<String> mine = WORLD.mails().stream()
                .filter(subject -> subject.contains(claim.code()))
                .toList();
        assertEquals(3, mine.size(), mine.toString());
        assertTrue(mine.getLast().startsWith("We have your report"), mine.toString());
    }

    @Test
    void of_many_claims_at_once_for_one_thing_one_is_taken() throws Exception {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<ClaimAnswer>> asks = new ArrayList<>();
            for (int i = 0; i < 16; i++) asks.add(() -> WORLD.ask(WORLD.wish(order, ClaimKind.DAMAGED, 1)));
            int made = 0;
            for (Future<ClaimAnswer> answer : threads.invokeAll(asks))
                if (answer.get() instanceof ClaimAnswer.Done) made++;
            assertEquals(1, made);
        }
    }

    @Test
    void the_same_request_again_is_the_same_claim() {
        OrderId order = WORLD.sent(number, 1);
        var _ = WORLD.delivered(order);
        ClaimView first = done(WORLD.ask(WORLD.wish(order, ClaimKind.DAMAGED, 1, number)));
        ClaimAnswer again = WORLD.ask(WORLD.wish(order, ClaimKind.DAMAGED, 1, number));
        assertEquals(first.id(), done(again).id());
        assertFalse(((ClaimAnswer.Done) again).fresh());
    }

    @Test
    void a_thing_is_registered_as_often_as_it_was_bought() {
        OrderId order = WORLD.sent(number, 2);
        var line = WORLD.order(order).lines().getFirst().id();
        assertTrue(register(order, new Warranty.Registering(line, "SN-1")));
        assertTrue(register(order, new Warranty.Registering(line, "SN-1")), "the same again is the same");
        assertTrue(register(order, new Warranty.Registering(line, "SN-2")));
        assertFalse(register(order, new Warranty.Registering(line, "SN-3")));
    }

    private static boolean register(OrderId order, Warranty.Registering thing) {
        return WORLD.database.inStore(
                WORLD.store, tx -> WORLD.claims.register(tx, WORLD.store, WORLD.order(order), thing));
    }
}
