package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.orders.OrderId;
import io.postlude.returns.Replay.Change;
import io.postlude.returns.ReturnsWorld.Thing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A policy asked again about what was really sent back. */
class ReplayTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();

    /** Half a year of returns, for every reason and at every age, under two policies. */
    @BeforeAll
    static void live() {
        Reason[] reasons = {Reason.CHANGED_MIND, Reason.DAMAGED, Reason.OTHER, Reason.NOT_AS_EXPECTED, Reason.LATE};
        for (int i = 0; i < 40; i++) {
            if (i == 20) publish(strict(usual()));
            OrderId order = WORLD.sent("r" + i, new Thing("mug", 2, 2400, 0), new Thing("throw", 1, 12900, 900));
            WORLD.days(1 + i % 6);
            Wish wish = WORLD.wish(order, "mug", 1 + i % 2, reasons[i % reasons.length], Remedy.Kind.REFUND);
            ReturnView _ = WORLD.requested(new Ask(order, List.of(wish), Method.LABEL));
        }
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static ObjectNode usual() {
        return WORLD.database
                .inStore(WORLD.store, tx -> WORLD.returns.policies().versions(tx, WORLD.store))
                .getLast()
                .document()
                .deepCopy();
    }

    private static ObjectNode strict(ObjectNode document) {
        ((ObjectNode) document.at("/rules/3/window")).put("days", 10);
        return document;
    }

    private static void publish(JsonNode document) {
        WORLD.database.runInStore(WORLD.store, tx -> {
            assertTrue(WORLD.returns.policies().saveDraft(tx, WORLD.store, document, "test") instanceof Policies.Kept);
            assertTrue(WORLD.returns.policies().publish(tx, WORLD.store));
        });
    }

    private static Replay.Outcome run(JsonNode document) {
        if (!(PolicyReading.read(document, 9) instanceof PolicyReading.Understood(Policy policy)))
            throw new AssertionError("the policy is not understood");
        return WORLD.database.inStore(
                WORLD.store, tx -> WORLD.module.replay().run(tx, WORLD.store, policy, Instant.EPOCH));
    }

    @Test
    void each_recorded_decision_comes_out_exactly_as_it_was_from_the_version_that_made_it() {
        Replay.Faithful faithful = WORLD.database.inStore(
                WORLD.store, tx -> WORLD.module.replay().faithful(tx, WORLD.store, Instant.EPOCH));
        assertEquals(60, faithful.asked());
        assertEquals(60, faithful.equal());
    }

    @Test
    void the_live_one_changes_nothing_that_a_customer_may_do() {
        Replay.Outcome outcome = run(strict(usual()));
        assertEquals(60, outcome.of(Change.SAME), outcome.changes().toString());
        assertEquals(List.of(), outcome.examples());
    }

    @Test
    void a_draft_tells_who_is_newly_refused_what_it_is_worth_and_by_which_rule() {
        ObjectNode draft = usual();
        ((ObjectNode) draft.at("/rules/3"))
                .putArray("reasons")
                .add("changed_mind")
                .add("not_as_expected");
        Replay.Outcome outcome = run(draft);
        long others = 8L + 4; // eight asked for another reason, half of them two pieces
        assertEquals(others, outcome.of(Change.NEWLY_REFUSED), outcome.changes().toString());
        assertEquals(60 - others, outcome.of(Change.SAME));
        long worth = outcome.money().values().stream()
                .mapToLong(money -> money.getOrDefault(Change.NEWLY_REFUSED, 0L))
                .sum();
        assertEquals(others * 2400, worth);
        assertEquals(others, outcome.byRule().getOrDefault(Policy.OTHERWISE, 0L));
        assertEquals("within-window", outcome.examples().getFirst().ruleBefore());
        assertEquals(Reason.OTHER, outcome.examples().getFirst().facts().reason());
    }
}
