package io.postlude.returns;

import static io.postlude.returns.ReturnsWorld.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Instant refunds and exchanges for those the policy trusts: a person hears where theirs never comes. */
class TrustTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();

    @BeforeAll
    static void trusting() {
        WORLD.policy("""
                {"format": 1, "name": "Trust", "trusted_days": 10, "rules": [
                  {"id": "known", "name": "Who bought before", "when": "customer.orders >= 1",
                   "then": {"pays": "request", "remedies": [{"kind": "refund"}, {"kind": "exchange"}], "methods": ["label"]}}],
                 "otherwise": {"refuse": "no_rule"}}""");
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static OrderId order() {
        return WORLD.sent("n" + WORLD.ids.next(), new Thing("mug", 1, 2400, 0));
    }

    private static long troubled() {
        return WORLD.database.<Long>inStore(
                WORLD.store, tx -> WORLD.module.records().troubled(tx, WORLD.store));
    }

    private static ReturnView given(Remedy.Kind kind, OrderId order) {
        ReturnView view = WORLD.requested(
                new Ask(order, List.of(WORLD.wish(order, "mug", 1, Reason.CHANGED_MIND, kind)), Method.LABEL));
        assertEquals(1, view.payouts().size(), "owed before anything was sent");
        return WORLD.given(view.payouts().getFirst());
    }

    @Test
    void what_was_given_in_trust_and_never_comes_is_shown_to_a_person_who_writes_it_off() {
        OrderId order = order();
        ReturnView view = given(Remedy.Kind.EXCHANGE, order);
        assertTrue(WORLD.events(order).contains("ExchangeOrdered"), "at once");
        long before = troubled();
        WORLD.days(9);
        WORLD.module.lookForOverdueAcrossStores();
        assertEquals(before, troubled());
        WORLD.days(2);
        WORLD.module.lookForOverdueAcrossStores();
        WORLD.module.lookForOverdueAcrossStores();
        assertEquals(before + 1, troubled());
        assertEquals(Travel.MISSING, WORLD.view(view.id()).pieces().getFirst().travel());
        assertEquals(
                1, WORLD.events(order).stream().filter("ReturnOverdue"::equals).count());
        ReturnView off = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.writeOff(tx, WORLD.store, view.id(), Returns.Word.all("mads"))));
        assertEquals(Travel.OFF, off.pieces().getFirst().travel());
        assertEquals(before, troubled());
        assertEquals(
                0, WORLD.balances().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void what_comes_in_time_or_is_on_its_way_troubles_nobody() {
        OrderId order = order();
        ReturnView view = given(Remedy.Kind.REFUND, order);
        ReturnView _ = done(WORLD.database.inStore(
                WORLD.store, tx -> WORLD.returns.shipped(tx, WORLD.store, view.id(), "carrier")));
        WORLD.days(12);
        WORLD.module.lookForOverdueAcrossStores();
        assertEquals(Travel.UNDER_WAY, WORLD.view(view.id()).pieces().getFirst().travel(), "the carrier is late");
        ReturnView _ = WORLD.received(view.id());
        WORLD.days(60);
        WORLD.module.lookForOverdueAcrossStores();
        assertFalse(WORLD.events(order).contains("ReturnOverdue"));
        assertEquals(Travel.RECEIVED, WORLD.view(view.id()).pieces().getFirst().travel());
    }
}
