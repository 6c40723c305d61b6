package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.kernel.StoreId;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.returns.PayoutId;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ReturnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a journey brings is read from who was held out by lot and who was not; and it hears of returns. */
class EffectsTest {
    private static final String ASK = """
            {"format": 1, "key": "e", "name": "E", "holdout_percent": 40,
             "entry": {"event": "order_placed", "per": "order"},
             "steps": [
               {"id": "lot", "do": "split", "arms": [{"name": "A", "weight": 1, "next": "ask"}, {"name": "B", "weight": 1, "next": "ask"}]},
               {"id": "ask", "do": "touchpoint", "message": "review-request", "purpose": "review"}]}""";
    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private FlowId publish(String document) {
        return world.database.inStore(world.store, tx -> {
            Flows.Kept kept = (Flows.Kept) world.flows.save(tx, world.store, document, "test");
            assertEquals(List.of(), kept.mistakes());
            var _ = world.journeys.publish(
                    tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test"));
            return kept.id();
        });
    }

    private EffectReport read(FlowId id, int days) {
        return world.database.inStore(
                world.store, tx -> world.journeys.effects().read(tx, world.store, id, days));
    }

    @Test
    void those_who_got_its_messages_stand_beside_those_held_out_and_both_are_counted_whole() {
        FlowId id = publish(ASK);
        List<OrderId> orders = new ArrayList<>();
        for (int i = 0; i < 80; i++)
            orders.add(world.place(Sample.order("1" + i, world.now()).email("c" + i + "@example.org")));
        world.settle();
        world.clock.move(Duration.ofDays(2));
        int held = 0;
        int heldAgain = 0;
        int toldAgain = 0;
        for (int i = 0; i < 80; i++) {
            boolean out = world.touchpoints(orders.get(i)).stream().anyMatch(t -> t.rule() == Rule.HOLDOUT);
            if (out) held++;
            boolean again = out ? i % 5 == 0 : i % 2 == 0;
            if (!again) continue;
            if (out) heldAgain++;
            else toldAgain++;
            world.place(Sample.order("2" + i, world.now()).email("c" + i + "@example.org"));
        }
        world.settle();
        assertNull(read(id, 14).holdout(), "nobody has had fourteen days");
        world.clock.move(Duration.ofDays(20));
        EffectReport report = read(id, 14);
        Difference found = report.holdout();
        assertEquals(new Difference.Group("held out", held, heldAgain), found.control());
        assertEquals(new Difference.Group("got its messages", 80 - held, toldAgain), found.group());
        assertTrue(held > 15 && held < 50, held + " of 80 held out");
        assertFalse(report.isUneven());
        assertEquals(
                80 - held,
                report.splits().getFirst().arms().getFirst().control().people()
                        + report.splits().getFirst().arms().getFirst().group().people());
        assertEquals(80 - held, report.told());
        assertEquals(toldAgain, report.lastTouch());
        assertEquals(0, read(id, 1).holdout().group().did(), "they bought on the second day");
    }

    /** A world in which it is known what a message does: of those who get it half come back, of the others one in five. */
    @Test
    void a_known_effect_is_found_again_and_a_journey_without_one_is_found_without() {
        FlowId known = publish(ASK.replace("\"holdout_percent\": 40", "\"holdout_percent\": 50"));
        FlowId idle = publish(ASK.replace("\"holdout_percent\": 40", "\"holdout_percent\": 50")
                .replace("\"key\": \"e\"", "\"key\": \"idle\""));
        int people = 400;
        buy("1", IntStream.range(0, people));
        world.clock.move(Duration.ofDays(2));
        Set<String> heldOut = Set.copyOf(
                world.database.inStore(world.store, tx -> tx.list("""
                        select o.number from journeys.touchpoint t join orders.customer_order o
                          on o.store_id = t.store_id and o.id = t.order_id
                        where t.store_id = ? and t.flow_id = ? and t.rule = 'HOLDOUT'""", row -> row.getString(1), world.store, known)));
        SplittableRandom random = new SplittableRandom(20_310_305);
        buy(
                "2",
                IntStream.range(0, people)
                        .filter(i -> random.nextDouble() < (heldOut.contains("#1-" + i) ? 0.2 : 0.5)));
        world.clock.move(Duration.ofDays(40));
        Difference found = read(known, 30).holdout();
        assertTrue(heldOut.size() > people / 3, heldOut.size() + " held out");
        assertEquals(heldOut.size(), found.control().people());
        assertTrue(found.anyLow() < 0.3 && 0.3 < found.anyHigh(), found.toString());
        assertTrue(found.low() < 0.3 && 0.3 < found.high(), found.toString());
        assertTrue(found.isSure() && found.anyLow() > 0, found.toString());
        Difference nothing = read(idle, 30).holdout();
        assertEquals(people, nothing.control().people() + nothing.group().people());
        assertTrue(nothing.anyLow() < 0 && 0 < nothing.anyHigh(), nothing.toString());
        assertFalse(nothing.isSure(), nothing.toString());
    }

    private void buy(String round, IntStream people) {
        List<OrderSnapshot> orders = people.mapToObj(i -> Sample.order(round + "-" + i, world.now())
                        .email("k" + i + "@example.org")
                        .snapshot())
                .toList();
        world.database.runInStore(world.store, tx -> {
            var _ = world.orders.take(tx, world.store, Arrival.LIVE, orders);
        });
        world.settle();
    }

    @Test
    void money_and_questions_are_compared_and_who_is_held_out_of_all_is_measured_apart() {
        world.database.runInStore(
                world.store, tx -> assertTrue(world.journeys.save(tx, world.store, new Caps(3, 7, 20, true, 20), 0)));
        FlowId id = publish(ASK);
        List<OrderId> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++)
            orders.add(world.place(Sample.order("1" + i, world.now()).email("c" + i + "@example.org")));
        world.settle();
        world.clock.move(Duration.ofDays(2));
        for (int i = 0; i < 60; i += 2) {
            world.place(Sample.order("2" + i, world.now()).email("c" + i + "@example.org"));
            world.asked.put(world.customer("c" + i + "@example.org"), List.of(world.now()));
        }
        world.settle();
        world.clock.move(Duration.ofDays(20));
        long sent = orders.stream()
                .flatMap(order -> world.touchpoints(order).stream())
                .filter(t -> t.flow() != null && t.outcome() == Outcome.SENT)
                .count();
        EffectReport report = read(id, 14);
        assertEquals(sent, report.holdout().group().people(), "who is held out of all is in neither group");
        Difference all = world.database.inStore(
                world.store, tx -> world.journeys.effects().ofAll(tx, world.store, 14));
        assertEquals(60, all.control().people() + all.group().people());
        assertTrue(all.control().people() >= 4 && all.control().people() <= 22, all.toString());
        assertEquals(
                all.group().people(),
                report.holdout().control().people() + report.holdout().group().people());
        MeanDifference spent = report.figures().getFirst().found();
        assertEquals(
                49.0 * report.holdout().group().did() / report.holdout().group().people(), spent.group(), 1e-6);
        MeanDifference questions = report.figures().getLast().found();
        assertEquals("questions for each order", report.figures().getLast().name());
        Difference.Group group = report.holdout().group();
        assertEquals((double) group.did() / (group.people() + group.did()), questions.group(), 1e-6);
    }

    @Test
    void a_return_lets_somebody_in_and_its_money_ends_a_wait() {
        publish("""
                {"format": 1, "key": "back", "name": "Back", "stage": "returning", "holdout_percent": 0,
                 "entry": {"event": "return_received", "per": "order"},
                 "steps": [
                   {"id": "money", "do": "await", "event": "refund_settled", "at_most": "P10D", "next": "paid", "otherwise": "late"},
                   {"id": "paid", "do": "act", "act": "note", "with": {"text": "paid"}},
                   {"id": "late", "do": "act", "act": "note", "with": {"text": "late"}}]}""");
        OrderId quick = world.place(Sample.order("1", world.now()));
        OrderId slow = world.place(Sample.order("2", world.now()).email("bea@example.org"));
        world.settle();
        StoreId store = world.store;
        for (OrderId order : List.of(quick, slow))
            append(new ReturnEvent.ReturnReceived(
                    store, new ReturnId(order.value()), order, List.of(), null, world.now()));
        world.settle();
        world.clock.move(Duration.ofDays(2));
        append(new ReturnEvent.RefundSettled(
                store,
                new ReturnId(quick.value()),
                quick,
                new PayoutId(1),
                io.postlude.returns.Payout.Kind.values()[0],
                io.postlude.kernel.Money.of(100, "EUR"),
                world.now()));
        world.settle();
        assertEquals(1, world.noted.size(), world.noted.toString());
        assertTrue(world.noted.getFirst().endsWith("paid"));
        world.clock.move(Duration.ofDays(9));
        world.settle();
        assertTrue(world.noted.getLast().endsWith("late"));
        assertEquals(2, world.noted.size());
    }

    private void append(ReturnEvent event) {
        world.database.runInStore(world.store, tx -> world.log.append(tx, event));
    }
}
