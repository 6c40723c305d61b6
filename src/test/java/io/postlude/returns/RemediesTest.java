package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RemediesTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();

    private final String number = "n" + WORLD.ids.next();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private OrderId mugs(int quantity) {
        return WORLD.sent(number, new Thing("mug", quantity, 2400, 0), new Thing("throw", 1, 12900, 900));
    }

    private static void onePolicy(String then) {
        WORLD.policy("{\"format\": 1, \"name\": \"One\", \"rules\": [{\"id\": \"all\", \"name\": \"All\", \"then\": "
                + then + "}], \"otherwise\": {\"refuse\": \"no_rule\"}}");
    }

    @Test
    void what_stays_with_the_customer_is_owed_at_once() {
        WORLD.policy("""
                {"format": 1, "name": "Keep", "rules": [{"id": "all", "name": "All", "then": {"remedies":
                  [{"kind": "keep", "keeps": 25}, {"kind": "refund", "restocking": 10}, {"kind": "credit", "bonus": 8}],
                  "methods": ["label"]}}],
                 "sending_back": {"fee": {"EUR": "4.90"}, "free_from": {"EUR": "200.00"}},
                 "otherwise": {"refuse": "no_rule"}}""");
        OrderId order = mugs(1);
        Ask keep = new Ask(order, List.of(WORLD.wish(order, "mug", 1, Reason.NOT_AS_EXPECTED, Remedy.Kind.KEEP)), null);
        ReturnView kept = WORLD.requested(keep);
        assertEquals(Stage.OWED, kept.stage());
        assertEquals(Travel.KEPT, kept.pieces().getFirst().travel());
        assertEquals(600, kept.payouts().getFirst().amount().minor());

        Quote dear = WORLD.quote(new Ask(
                order, List.of(WORLD.wish(order, "throw", 1, Reason.CHANGED_MIND, Remedy.Kind.REFUND)), Method.LABEL));
        assertEquals(490, dear.fee().minor());
        assertEquals(12000 - 1200 - 490, dear.refund().minor(), "less restocking and the label");
        Quote credit = WORLD.quote(new Ask(
                order, List.of(WORLD.wish(order, "throw", 1, Reason.DAMAGED, Remedy.Kind.CREDIT)), Method.LABEL));
        assertEquals(12000 + 960, credit.credit().minor(), "what is the store's fault costs no label");
    }

    @Test
    void what_is_passed_on_to_a_good_cause_is_not_waited_for_and_gives_the_whole_price() {
        onePolicy("{\"remedies\": [{\"kind\": \"donate\"}, {\"kind\": \"refund\"}], \"methods\": [\"label\"]}");
        OrderId order = mugs(1);
        ReturnView passed = WORLD.requested(
                new Ask(order, List.of(WORLD.wish(order, "mug", 1, Reason.NOT_AS_EXPECTED, Remedy.Kind.DONATE)), null));
        assertEquals(Method.KEEP, passed.method());
        assertEquals(Travel.KEPT, passed.pieces().getFirst().travel());
        assertEquals(2400, passed.payouts().getFirst().amount().minor(), "all of it, where the policy names no part");
        assertEquals(Stage.DONE, WORLD.given(passed.payouts().getFirst()).stage());
    }

    @Test
    void with_the_last_piece_of_an_order_all_of_the_shipping_comes_back() {
        onePolicy("{\"remedies\": [{\"kind\": \"refund\", \"shipping\": \"whole_order\"}], \"methods\": [\"label\"]}");
        OrderId order = mugs(2);
        Quote one = WORLD.quote(WORLD.ask(order, "mug", 1));
        assertEquals(2400, one.refund().minor());
        ReturnView _ = WORLD.requested(WORLD.ask(order, "mug", 2));
        Quote last = WORLD.quote(WORLD.ask(order, "throw", 1));
        assertEquals(12000 + 490, last.refund().minor());
    }

    @Test
    void a_person_decides_where_the_policy_says_so_and_refused_pieces_are_free_again() {
        onePolicy("{\"person\": true, \"remedies\": [{\"kind\": \"refund\"}], \"methods\": [\"label\"]}");
        OrderId order = mugs(1);
        ReturnView asked = WORLD.requested(WORLD.ask(order, "mug", 1));
        assertEquals(Stage.ASKED, asked.stage());
        ReturnView refused = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.refuse(tx, WORLD.store, asked.id(), Returns.Word.all("mads"))));
        assertEquals(Stage.REFUSED, refused.stage());
        ReturnView second = WORLD.requested(WORLD.ask(order, "mug", 1));
        assertEquals(
                List.of(Denial.Kind.NOT_NOW),
                ReturnsWorld.denied(WORLD.database.inStore(
                        WORLD.store,
                        tx -> WORLD.returns.approve(tx, WORLD.store, asked.id(), Returns.Word.all("mads")))),
                "its piece is in another return by now");
        assertEquals(
                Stage.AWAITED,
                done(WORLD.database.inStore(
                                WORLD.store,
                                tx -> WORLD.returns.approve(tx, WORLD.store, second.id(), Returns.Word.all("mads"))))
                        .stage());
    }

    @Test
    void what_is_paid_at_the_first_scan_is_owed_before_it_arrives() {
        onePolicy("{\"pays\": \"scan\", \"remedies\": [{\"kind\": \"refund\"}], \"methods\": [\"label\"]}");
        OrderId order = mugs(1);
        ReturnView made = WORLD.requested(WORLD.ask(order, "mug", 1));
        assertEquals(List.of(), made.payouts());
        ReturnView under = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.shipped(tx, WORLD.store, made.id(), "carrier")));
        assertEquals(2400, under.payouts().getFirst().amount().minor());
        assertEquals(Stage.UNDER_WAY, under.stage());
        assertEquals(Stage.UNDER_WAY, WORLD.given(under.payouts().getFirst()).stage(), "the goods are still awaited");
        assertEquals(Stage.ARRIVED, WORLD.received(made.id()).stage());
        assertEquals(
                Stage.DONE,
                WORLD.graded(made.id(), made.pieces().getFirst().id(), true, 0).stage());
    }

    private static Money dinars(Money money) {
        return Money.of(money.minor(), "KWD");
    }

    @Test
    void a_currency_with_three_decimals_comes_back_to_its_last_thousandth() {
        onePolicy("{\"remedies\": [{\"kind\": \"refund\"}], \"methods\": [\"label\"]}");
        OrderId order = WORLD.take(
                new Bought(number, List.of(new Thing("mug", 3, 1_005, 0)), 0, 1, true, true),
                was -> new OrderSnapshot(
                        was.source(),
                        was.reference(),
                        was.number(),
                        was.placedAt(),
                        was.updatedAt(),
                        was.customer(),
                        was.lines().stream()
                                .map(line -> new OrderSnapshot.Line(
                                        line.reference(),
                                        line.product(),
                                        line.title(),
                                        line.variantTitle(),
                                        line.quantity(),
                                        dinars(line.unitPrice()),
                                        dinars(line.discount()),
                                        dinars(line.tax()),
                                        line.needsShipping()))
                                .toList(),
                        new OrderSnapshot.Totals(
                                dinars(was.totals().goods()),
                                dinars(was.totals().discount()),
                                dinars(was.totals().shipping()),
                                dinars(was.totals().tax()),
                                dinars(was.totals().total()),
                                true,
                                List.of(),
                                null),
                        was.shipTo(),
                        was.billTo(),
                        was.promised(),
                        was.cancellation(),
                        was.fulfilments(),
                        was.refunds(),
                        was.context(),
                        true));
        assertEquals("1.004", WORLD.quote(WORLD.ask(order, "mug", 1)).refund().decimal());
        Money all = WORLD.quote(WORLD.ask(order, "mug", 3)).refund();
        assertEquals("3.014", all.decimal());
        assertEquals("KWD", all.currency().getCurrencyCode());
    }

    @Test
    void a_policy_that_contradicts_itself_is_not_kept_and_says_where() {
        JsonNode document = Json.read("""
                {"format": 1, "name": "Both", "rules": [
                  {"id": "all", "name": "Everything", "then": {"remedies": [{"kind": "refund"}], "methods": ["label"]}},
                  {"id": "none", "name": "Nothing damaged", "reasons": ["damaged"], "then": {"refuse": "reason"}}],
                 "otherwise": {"refuse": "no_rule"}}""", JsonNode.class);
        var saved = WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.policies().saveDraft(tx, WORLD.store, document, "mads"));
        if (!(saved instanceof Policies.Mistaken(var errors))) throw new AssertionError(saved.toString());
        assertEquals("/rules/1", errors.getFirst().pointer());
    }

    @Test
    void a_repair_offered_for_longer_than_the_warranty_is_warned_of_and_kept() {
        JsonNode document = Json.read("""
                {"format": 1, "name": "Repairs", "rules": [
                  {"id": "fits", "name": "Two years", "reasons": ["defective"], "window": {"days": 730, "from": "delivery"},
                   "then": {"repair": true, "remedies": [{"kind": "refund"}], "methods": ["label"]}},
                  {"id": "long", "name": "Three years", "reasons": ["damaged"], "window": {"days": 1095, "from": "delivery"},
                   "then": {"repair": true, "remedies": [{"kind": "refund"}], "methods": ["label"]}},
                  {"id": "plain", "name": "Ten years of money", "reasons": ["late"], "window": {"days": 3650, "from": "delivery"},
                   "then": {"remedies": [{"kind": "refund"}], "methods": ["label"]}},
                  {"id": "ever", "name": "For ever", "reasons": ["other"],
                   "then": {"repair": true, "remedies": [{"kind": "refund"}], "methods": ["label"]}}],
                 "otherwise": {"repair": true, "remedies": [{"kind": "refund"}], "methods": ["label"]}}""", JsonNode.class);
        assertEquals(List.of(), Policies.wrong(document), "it may be kept");
        if (!(PolicyReading.read(document, 1) instanceof PolicyReading.Understood(Policy policy)))
            throw new AssertionError("it is understood");
        var warned = Policies.warnings(policy, 24);
        assertEquals(
                List.of("/rules/1", "/rules/3", "/otherwise"),
                warned.stream().map(one -> one.pointer()).toList());
        assertTrue(warned.getFirst().detail().contains("1095 days"), warned.toString());
        assertTrue(warned.get(1).detail().contains("without limit"), warned.toString());
        assertEquals(4, Policies.warnings(policy, 12).size(), "a shorter warranty doubts two years too");
        assertEquals(2, Policies.warnings(policy, 36).size());
    }

    @Test
    void a_discount_on_the_whole_order_is_shared_to_the_cent() {
        onePolicy("{\"remedies\": [{\"kind\": \"refund\"}], \"methods\": [\"label\"]}");
        OrderId order = WORLD.take(new Bought(
                number, List.of(new Thing("mug", 3, 999, 0), new Thing("throw", 1, 1001, 0)), 0, 700, false, true));
        Ask all = new Ask(
                order,
                List.of(
                        WORLD.wish(order, "mug", 3, Reason.CHANGED_MIND, Remedy.Kind.REFUND),
                        WORLD.wish(order, "throw", 1, Reason.CHANGED_MIND, Remedy.Kind.REFUND)),
                Method.LABEL);
        assertEquals(
                WORLD.order(order).totals().total().minor(),
                WORLD.quote(all).refund().minor());
    }
}
