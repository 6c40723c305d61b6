package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem.FieldError;
import io.postlude.returns.Decision.Look;
import io.postlude.returns.Facts.Delivery;
import io.postlude.returns.Facts.Proof;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PolicyTest {
    private static final LocalDate PLACED = LocalDate.parse("2031-10-01");
    private static final Policy USUAL = usual();

    private static Policy usual() {
        try (var in = PolicyTest.class.getResourceAsStream("/returns/default-policy.json")) {
            return policy(Json.MAPPER.readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Policy policy(JsonNode document) {
        return assertInstanceOf(PolicyReading.Understood.class, PolicyReading.read(document, 7))
                .policy();
    }

    private static List<FieldError> mistakes(String document) {
        return assertInstanceOf(
                        PolicyReading.Mistaken.class, PolicyReading.read(Json.read(document, JsonNode.class), 1))
                .errors();
    }

    private static Facts facts(LocalDate placed, Delivery delivery, LocalDate today) {
        return new Facts(
                Facts.Customer.UNKNOWN,
                new Facts.Order("api", "DE", "web", "EUR", 129.0, false, List.of(), List.of(), placed),
                new Facts.Line("MUG", "Mug", "Kitchen", "", List.of(), 24.0, 24.0, false, 1, true),
                delivery,
                Reason.CHANGED_MIND,
                "",
                null,
                ZoneId.of("Europe/Berlin"),
                today);
    }

    private static Delivery delivered(LocalDate day) {
        return new Delivery(day.minusDays(2), day, Proof.PROVED, 0, false);
    }

    @Test
    void the_window_begins_with_the_delivery_and_its_last_day_counts() {
        Delivery delivery = delivered(PLACED.plusDays(5));
        assertTrue(Deciding.decide(USUAL, facts(PLACED, delivery, PLACED.plusDays(35)))
                .isAllowed());
        Decision late = Deciding.decide(USUAL, facts(PLACED, delivery, PLACED.plusDays(36)));
        assertEquals(new Rule.Refuse(Cause.TOO_LATE), late.then());
    }

    @Test
    void a_parcel_nobody_proved_delivered_counts_as_delivered_a_week_after_its_dispatch() {
        Delivery sent = new Delivery(PLACED.plusDays(1), null, Proof.NONE, 0, false);
        Decision decision = Deciding.decide(USUAL, facts(PLACED, sent, PLACED.plusDays(20)));
        assertEquals(PLACED.plusDays(1 + 7 + 30), decision.until());
    }

    @Test
    void what_was_not_sent_has_no_window_yet() {
        Delivery waiting = new Delivery(null, null, Proof.NONE, 0, false);
        Decision decision = Deciding.decide(USUAL, facts(PLACED, waiting, PLACED.plusDays(2)));
        assertTrue(decision.trace().stream().anyMatch(step -> step.look() == Look.NOT_BEGUN));
        assertEquals(new Rule.Refuse(Cause.NO_RULE), decision.then());
    }

    @Test
    void presents_bought_before_christmas_may_come_back_until_the_end_of_january() {
        LocalDate placed = LocalDate.parse("2031-12-01");
        Delivery delivery = delivered(placed.plusDays(3));
        Decision decision = Deciding.decide(USUAL, facts(placed, delivery, LocalDate.parse("2032-01-31")));
        assertEquals(LocalDate.parse("2032-01-31"), decision.until());
        Decision after = Deciding.decide(USUAL, facts(placed, delivery, LocalDate.parse("2032-02-01")));
        assertEquals(new Rule.Refuse(Cause.TOO_LATE), after.then());
    }

    @Test
    void the_first_rule_that_fits_decides_and_the_trace_tells_all_before_it() {
        Decision decision = Deciding.decide(
                USUAL,
                facts(PLACED, delivered(PLACED.plusDays(5)), PLACED.plusDays(10))
                        .because(Reason.DAMAGED, ""));
        assertEquals("at-fault", decision.rule());
        assertEquals(
                List.of("digital CONDITION_FAILS", "at-fault FITS"),
                decision.trace().stream()
                        .map(step -> step.rule() + " " + step.look())
                        .toList());
        assertEquals(7, decision.policyVersion());
    }

    @Test
    void mistakes_are_told_all_at_once_with_their_place() {
        List<FieldError> errors = mistakes("""
                {"format": 1, "name": "", "holidays": [{"from": "12-24", "to": "11-01", "until": "31-01"}],
                 "rules": [
                  {"id": "Bad Id", "name": "x", "when": "line.pirce > 3", "window": {"days": -1}, "then": {"refuse": "because"}},
                  {"id": "a", "name": "x", "then": {"remedies": [{"kind": "refund", "bonus": 5}], "metods": ["label"]}},
                  {"id": "a", "name": "x", "then": {"remedies": [], "methods": []}}],
                 "otherwise": {"refuse": "no_rule"}, "surprise": 1}""");
        List<String> places = new ArrayList<>(
                new TreeSet<>(errors.stream().map(FieldError::pointer).toList()));
        assertEquals(
                List.of(
                        "/holidays/0/to",
                        "/holidays/0/until",
                        "/name",
                        "/rules/0/id",
                        "/rules/0/then/refuse",
                        "/rules/0/when",
                        "/rules/0/window/days",
                        "/rules/1/then/methods",
                        "/rules/1/then/metods",
                        "/rules/1/then/remedies/0/bonus",
                        "/rules/2/id",
                        "/rules/2/then/remedies",
                        "/surprise"),
                places);
    }

    @Test
    void a_condition_that_cannot_be_answered_does_not_fit_and_says_so() {
        Policy policy = policy(Json.read("""
                {"format": 1, "name": "x", "rules": [{"id": "odd", "name": "odd", "when": "order.tags[3] == 'x'",
                  "then": {"refuse": "final_sale"}}], "otherwise": {"refuse": "no_rule"}}""", JsonNode.class));
        Decision decision = Deciding.decide(policy, facts(PLACED, delivered(PLACED), PLACED));
        assertEquals(Look.CONDITION_UNKNOWN, decision.trace().getFirst().look());
        assertEquals(Policy.OTHERWISE, decision.rule());
    }

    @Test
    void a_decision_kept_as_json_is_made_again_from_its_facts() {
        Facts facts = facts(PLACED, delivered(PLACED.plusDays(5)), PLACED.plusDays(10));
        Facts read = Json.read(Json.write(facts), Facts.class);
        assertEquals(facts, read);
        Decision decision = Deciding.decide(USUAL, facts);
        assertEquals(decision, Deciding.decide(USUAL, read));
        assertNotNull(decision.until());
    }
}
