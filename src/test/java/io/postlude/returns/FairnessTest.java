package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.denied;
import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData.Person;
import io.postlude.kernel.Json;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Bought;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One store: most keep what they buy, one sends nearly everything back at once, one had broken things only. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FairnessTest {
    private static final String WATCHFUL = """
            {"format": 1, "name": "Watchful", "person_when": "customer.score >= 50", "rules": [
              {"id": "all", "name": "Everything", "window": {"days": 30, "from": "order"},
               "then": {"remedies": [{"kind": "refund"}], "methods": ["label"]}}],
             "otherwise": {"refuse": "too_late"}}""";

    private static final ReturnsWorld WORLD = new ReturnsWorld();
    private static int number;

    @BeforeAll
    static void live() {
        WORLD.policy(WATCHFUL);
        for (int i = 0; i < 30; i++) {
            OrderId order = bought("calm" + i + "@example.org", 3);
            if (i % 10 == 0) back(order, 1, Reason.CHANGED_MIND);
        }
        for (int i = 0; i < 5; i++) back(bought("brisk@example.org", 2), 2, Reason.CHANGED_MIND);
        for (int i = 0; i < 5; i++) back(bought("unlucky@example.org", 2), 2, Reason.DAMAGED);
        weigh();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static void weigh() {
        WORLD.database.runInStore(WORLD.store, tx -> WORLD.module.fairness().weigh(tx, WORLD.store));
    }

    private static OrderId bought(String email, int pieces) {
        var bought = new Bought("F-" + ++number, List.of(new Thing("mug", pieces, 2400, 0)), 490, 0, true, true);
        return WORLD.take(bought, snapshot -> Buyer.of(snapshot, email));
    }

    private static ReturnView back(OrderId order, int pieces, Reason reason) {
        return WORLD.requested(
                new Ask(order, List.of(WORLD.wish(order, "mug", pieces, reason, Remedy.Kind.REFUND)), Method.LABEL));
    }

    private static CustomerId who(String email) {
        return WORLD.database
                .inStore(WORLD.store, tx -> WORLD.customers.byEmail(tx, WORLD.store, email))
                .orElseThrow();
    }

    private static Optional<Conduct> conduct(String email) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.module.fairness().of(tx, WORLD.store, who(email)));
    }

    private static Answer appeal(ReturnView view, String words) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.module.fairness().appeal(tx, WORLD.store, view, words));
    }

    private static Answer reply(ReturnView view, Appeal.Reply reply) {
        return WORLD.database.inStore(WORLD.store, tx -> WORLD.module.fairness().answer(tx, WORLD.store, view, reply));
    }

    @Test
    @Order(1)
    void the_score_says_how_far_from_others_who_bought_the_same_and_nothing_speaks_against_those_who_had_bad_luck() {
        Conduct brisk = conduct("brisk@example.org").orElseThrow();
        Sign rate = brisk.signs().getFirst();
        assertEquals(Sign.Kind.RATE, rate.kind());
        assertEquals(10, rate.count());
        assertEquals(10, rate.of());
        assertTrue(rate.usual() > 0 && rate.usual() < 2, rate.toString());
        assertEquals(
                List.of(Sign.Kind.RATE, Sign.Kind.VELOCITY),
                brisk.signs().stream().map(Sign::kind).toList());
        assertEquals(Sign.score(brisk.signs()), brisk.score());
        assertEquals(Conduct.RULES_VERSION, brisk.version());
        assertEquals(Optional.empty(), conduct("unlucky@example.org"), "broken things are the store's doing");
        assertEquals(Optional.empty(), conduct("calm0@example.org"));
    }

    @Test
    @Order(2)
    void a_score_asks_for_a_person_and_neither_refuses_nor_holds_anybody_else() {
        assertEquals(
                Stage.ASKED,
                back(bought("brisk@example.org", 1), 1, Reason.CHANGED_MIND).stage());
        ReturnView calm = back(bought("calm1@example.org", 1), 1, Reason.CHANGED_MIND);
        assertEquals(Stage.AWAITED, calm.stage());
        assertFalse(WORLD.database.<Boolean>inStore(
                WORLD.store, tx -> WORLD.module.fairness().isHeld(tx, WORLD.store, calm.id())));
        for (Sign.Kind kind : Sign.Kind.values())
            assertTrue(kind.points() < Conduct.LINE, "no sign reaches the line alone: " + kind);
    }

    @Test
    @Order(3)
    void a_policy_that_would_decide_by_a_score_is_not_kept() {
        for (String when : List.of("customer.score >= 50", "customer . score < 10 && order.value > 5.0")) {
            String document = WATCHFUL.replace(
                    "\"name\": \"Everything\",", "\"name\": \"Everything\", \"when\": \"" + when + "\",");
            var errors = Policies.wrong(Json.read(document, JsonNode.class));
            assertEquals("/rules/0/when", errors.getFirst().pointer());
            assertTrue(errors.getFirst().detail().contains("person_when"), errors.toString());
        }
    }

    @Test
    @Order(4)
    void who_sees_it_differently_is_answered_by_a_person_and_the_score_rests_until_a_day() {
        ReturnView held = back(bought("brisk@example.org", 1), 1, Reason.CHANGED_MIND);
        assertEquals(List.of(Denial.Kind.NOT_NOW), denied(appeal(held, "  ")));
        ReturnView _ = done(appeal(held, "I buy for a whole theatre."));
        assertEquals(List.of(Denial.Kind.NOT_NOW), denied(appeal(held, "Twice.")));
        assertTrue(WORLD.events(held.order()).contains("ReturnAppealed"));

        LocalDate today =
                WORLD.now().atZone(java.time.ZoneId.of("Europe/Berlin")).toLocalDate();
        var undated = new Appeal.Reply(true, null, "Fine.", "ada");
        assertEquals(List.of(Denial.Kind.NOT_NOW), denied(reply(held, undated)));
        ReturnView _ = done(reply(held, new Appeal.Reply(true, today.plusDays(3), "You are right.", "ada")));
        assertEquals(List.of(Denial.Kind.NOT_NOW), denied(reply(held, undated)), "answered once");
        assertEquals(
                today.plusDays(3), conduct("brisk@example.org").orElseThrow().aside());
        ReturnView free = back(bought("brisk@example.org", 1), 1, Reason.CHANGED_MIND);
        assertEquals(Stage.AWAITED, free.stage(), "set aside for the person, not for the return");
        assertEquals(List.of(Denial.Kind.NOT_NOW), denied(appeal(free, "Why?")), "nothing held it");
        WORLD.days(4);
        weigh();
        assertEquals(
                Stage.ASKED,
                back(bought("brisk@example.org", 1), 1, Reason.CHANGED_MIND).stage());
    }

    @Test
    @Order(5)
    void the_store_sees_whom_it_hits_and_how_many_of_them_turned_out_fine() {
        var span = new ReturnInsights.Span(ReturnsWorld.START, WORLD.now().plusSeconds(1));
        List<Fairness.Hit> hits = WORLD.database.inStore(
                WORLD.store, tx -> WORLD.module.fairness().hits(tx, WORLD.store, span));
        assertTrue(hits.stream().allMatch(hit -> hit.country().equals("DE")));
        long flagged = hits.stream()
                .filter(Fairness.Hit::flagged)
                .mapToLong(Fairness.Hit::returns)
                .sum();
        assertEquals(3, flagged);
        assertEquals(
                1,
                hits.stream()
                        .filter(hit -> hit.flagged() && hit.ending() == Fairness.Ending.FINE)
                        .mapToLong(Fairness.Hit::returns)
                        .sum(),
                "the one whose score was set aside");
        assertTrue(hits.stream().noneMatch(hit -> hit.flagged() && hit.first()), "nobody new");
    }

    @Test
    @Order(6)
    void others_at_the_same_address_count_only_where_they_have_signs_of_their_own() {
        for (int i = 0; i < 5; i++) back(bought("sister@example.org", 2), 2, Reason.CHANGED_MIND);
        weigh();
        assertTrue(conduct("sister@example.org").orElseThrow().signs().stream()
                .anyMatch(sign -> sign.kind() == Sign.Kind.LINKED && sign.count() == 1));
        assertEquals(Optional.empty(), conduct("calm0@example.org"), "at the same address, and no sign of their own");
    }

    @Test
    @Order(7)
    void a_person_takes_score_and_appeal_along_and_an_erasure_leaves_neither() {
        CustomerId customer = Objects.requireNonNull(who("brisk@example.org"));
        Person person = new Person(List.of(customer), List.of(), List.of());
        ReturnPersonalData data = new ReturnPersonalData();
        JsonNode told = WORLD.database.inStore(WORLD.store, tx -> data.export(tx, WORLD.store, person));
        assertTrue(told.path("score").path(0).path("score").asInt() >= Conduct.LINE, told.toString());
        assertEquals("I buy for a whole theatre.", told.at("/appeals/0/words").asText());
        WORLD.database.runInStore(WORLD.store, tx -> data.erase(tx, WORLD.store, person));
        JsonNode after = WORLD.database.inStore(WORLD.store, tx -> data.export(tx, WORLD.store, person));
        assertTrue(after.path("score").isEmpty() && after.path("appeals").isEmpty(), after.toString());
        assertEquals(0L, (long) WORLD.database.<Long>inStore(
                WORLD.store,
                tx -> tx.number(
                        "select count(*) from returns.appeal where store_id = ? and words like '%theatre%'",
                        WORLD.store)));
    }

    @Test
    void old_decisions_without_a_score_are_read_as_they_were_made() {
        Facts.Customer customer =
                Json.read("{\"known\":true,\"orders\":3,\"bought\":7,\"returned\":1}", Facts.Customer.class);
        assertEquals(0, assertInstanceOf(Facts.Customer.class, customer).score());
    }

    @Test
    void the_tail_of_the_binomial_is_the_sum_of_its_terms() {
        assertEquals(11.0 / 1024, Tails.binomial(10, 0.5, 9), 1e-12);
        assertEquals(1, Tails.binomial(10, 0.3, 0));
        assertEquals(0, Tails.binomial(3, 0.3, 4));
        assertEquals(0.001, Tails.binomial(3, 0.1, 3), 1e-12);
    }
}
