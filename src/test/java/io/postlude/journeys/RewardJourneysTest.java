package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowMistake;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.PoolFigures;
import io.postlude.loyalty.Pools;
import io.postlude.loyalty.Reward;
import io.postlude.loyalty.SomeRewards;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journeys that give a reward, from the order to the code in the mail. */
class RewardJourneysTest {
    private static final String THANKS = Ready.documents().get("thank-you-reward");

    private final JourneysWorld world = new JourneysWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static String without(String holdout, String document) {
        return document.replace("\"steps\"", "\"holdout_percent\": " + holdout + ",\n  \"steps\"");
    }

    private Pool pool(List<String> codes) {
        return world.database.<Pool>inStore(
                world.store, tx -> SomeRewards.thankYou(tx, world.store, world.loyalty.pools(), codes));
    }

    private PoolFigures figures(Pool pool) {
        return world.database
                .inStore(world.store, tx -> world.loyalty.pools().figures(tx, world.store))
                .getOrDefault(pool.id(), PoolFigures.NOTHING);
    }

    private FlowId publish(String document) {
        return world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, document, "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    private List<FlowMistake> mistakes(String document) {
        return world.database.inStore(world.store, tx -> switch (world.flows.read(tx, world.store, document)) {
            case FlowParser.Faulty faulty -> faulty.mistakes();
            case FlowParser.Whole _ -> List.of();
        });
    }

    /** Somebody who agreed to hear of what sells, and orders. */
    private OrderId agreed(String number, String email) {
        OrderId order = world.place(Sample.order(number, world.now()).email(email));
        world.database.runInStore(
                world.store,
                tx -> world.customers.record(
                        tx,
                        world.store,
                        world.customer(email),
                        new Consent(Channel.EMAIL, Purpose.MARKETING, true, world.now(), "checkout", "a box", null)));
        world.settle();
        return order;
    }

    private void tomorrow() {
        world.clock.move(Duration.ofHours(48));
        world.settle();
    }

    /** What journeys told, without news of the delivery. */
    private List<String> told(OrderId order) {
        return world.touchpoints(order).stream()
                .filter(t -> t.flow() != null)
                .map(t -> t.flow().step() + " " + t.outcome() + (t.rule() == null ? "" : "/" + t.rule()))
                .toList();
    }

    private List<Messages.Letter> letters(String kind) {
        return world.letters()
                .filter(letter -> letter.sketch().kind().equals(kind))
                .toList();
    }

    @Test
    void the_code_stands_in_the_mail_and_whom_the_pool_has_none_for_is_thanked_without() {
        Pool pool = pool(List.of("MERCI-1"));
        publish(without("0", THANKS));
        OrderId first = agreed("1", "anna@example.org");
        tomorrow();
        OrderId second = agreed("2", "ben@example.org");
        OrderId silent = world.place(Sample.order("3", world.now()).email("cleo@example.org"));
        world.settle();
        tomorrow();
        assertEquals(List.of("reward SENT"), told(first));
        assertEquals(List.of("thank SENT"), told(second));
        assertEquals(List.of("thank SENT"), told(silent), "who did not agree is not sent what sells");
        Messages.Letter letter = letters("journey_thank_you_reward").getFirst();
        assertTrue(letter.text().contains("Your code: MERCI-1"), letter.text());
        assertTrue(letter.text().contains("10% off"), letter.text());
        assertTrue(letter.text().contains("It is good until April 6, 2031"), letter.text());
        assertEquals(2, letters("journey_thank_you").size());
        assertEquals(1, figures(pool).given());
        world.replay();
        world.settle();
        assertEquals(1, letters("journey_thank_you_reward").size());
    }

    @Test
    void those_held_out_by_lot_are_given_none() {
        Pool pool = pool(List.of("MERCI-1", "MERCI-2", "MERCI-3"));
        publish(without("50", THANKS));
        for (int i = 0; i < 12; i++) agreed("H" + i, "h" + i + "@example.org");
        tomorrow();
        long rewarded = letters("journey_thank_you_reward").size();
        assertEquals(rewarded, figures(pool).given());
        assertEquals(12, rewarded + letters("journey_thank_you").size(), "all are thanked");
    }

    @Test
    void a_reward_can_be_waited_for_and_is_asked_about_on_the_way() {
        Pool pool = pool(List.of());
        FlowId flow = publish("""
                {"format": 1, "key": "wait", "name": "Wait", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "exits": [{"name": "bought", "when": "reward.used"}],
                 "steps": [
                   {"id": "award", "do": "act", "act": "award", "with": {"codes": "thank-you"}, "next": "got"},
                   {"id": "got", "do": "branch", "arms": [{"when": "reward.given && reward.pool == 'thank-you'", "next": "tell"}], "otherwise": "later"},
                   {"id": "later", "do": "wait", "for": "P1D", "next": "award"},
                   {"id": "tell", "do": "touchpoint", "message": "thank-you-reward", "purpose": "service", "next": "month"},
                   {"id": "month", "do": "wait", "for": "P20D", "next": "remind"},
                   {"id": "remind", "do": "touchpoint", "message": "thank-you-reward", "purpose": "service", "only_if": "reward.days_left < 15"}]}""");
        OrderId order = agreed("1", "anna@example.org");
        tomorrow();
        assertEquals(List.of(), told(order));
        world.database.runInStore(
                world.store,
                tx -> assertEquals(
                        1,
                        world.loyalty
                                .pools()
                                .fill(tx, world.store, pool, new Pools.Filling(List.of("LATE-1"), "test"))
                                .taken()));
        tomorrow();
        assertEquals(List.of("tell SENT"), told(order));
        world.clock.move(Duration.ofDays(21));
        world.settle();
        assertEquals(List.of("tell SENT", "remind SENT"), told(order));
        List<Messages.Letter> letters = letters("journey_thank_you_reward");
        assertEquals(2, letters.size());
        letters.forEach(letter -> assertTrue(letter.text().contains("LATE-1"), letter.text()));
        assertTrue(flow.value() > 0);
    }

    @Test
    void a_text_that_names_a_reward_goes_to_nobody_who_has_none() {
        pool(List.of());
        publish("""
                {"format": 1, "key": "bold", "name": "Bold", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "steps": [
                   {"id": "award", "do": "act", "act": "award", "with": {"codes": "thank-you"}, "next": "tell"},
                   {"id": "tell", "do": "touchpoint", "message": "thank-you-reward", "purpose": "service"}]}""");
        OrderId order = agreed("1", "anna@example.org");
        world.settle();
        assertEquals(List.of("tell WITHHELD/NO_REWARD"), told(order));
    }

    @Test
    void a_text_that_names_a_reward_where_none_is_awarded_is_a_mistake_of_its_step() {
        pool(List.of());
        String document = """
                {"format": 1, "key": "none", "name": "None", "entry": {"event": "order_placed"},
                 "steps": [{"id": "tell", "do": "touchpoint", "message": "thank-you-reward", "next": "award"},
                   {"id": "award", "do": "act", "act": "award", "with": {"codes": "%s"}}]}""";
        List<FlowMistake> all = mistakes(document.formatted("thank-you"));
        assertEquals(1, all.size(), all.toString());
        assertEquals("tell", all.getFirst().step());
        assertEquals("/steps/0/message", all.getFirst().pointer());
        assertEquals(2, mistakes(document.formatted("nowhere")).size(), "nor is there such a pool");
    }

    @Test
    void a_rehearsal_shows_the_reward_and_leaves_the_pool_alone() {
        Pool pool = pool(List.of("MERCI-1"));
        OrderId order = agreed("1", "anna@example.org");
        agreed("2", "ben@example.org");
        Instant from = world.now().minus(Duration.ofDays(1));
        world.clock.move(Duration.ofDays(5));
        world.settle();
        world.database.runInStore(world.store, tx -> {
            var flow = ((FlowParser.Whole) world.flows.read(tx, world.store, without("0", THANKS))).flow();
            var wanted = new Rehearsals.Wanted(new FlowId(7), flow, from, world.now());
            RehearsalReport report = world.journeys.rehearsals().rehearse(tx, world.store, wanted);
            RehearsedDecision decision = report.sample().getFirst();
            assertEquals("thank-you-reward", decision.message());
            assertEquals(Outcome.SENT, decision.outcome());
            assertEquals(List.of(new RehearsalGap.ShortPool("thank-you", 1, 2)), report.gaps());
            var letter = world.journeys
                    .rehearsals()
                    .read(
                            tx,
                            world.store,
                            wanted,
                            new Rehearsals.Which(decision.subject(), decision.step(), decision.decidedAt()))
                    .orElseThrow();
            assertTrue(letter.text().contains(Reward.EXAMPLE_CODE), letter.text());
            assertFalse(letter.text().contains("MERCI-1"), letter.text());
        });
        assertEquals(new PoolFigures(1, 0, 0, 0, 0, 0, List.of()), figures(pool));
        assertEquals(List.of(), told(order));
    }
}
