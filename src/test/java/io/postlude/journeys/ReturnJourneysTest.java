package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Json;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.returns.Answer;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Disposition;
import io.postlude.returns.GiftRecipient;
import io.postlude.returns.Grade;
import io.postlude.returns.Method;
import io.postlude.returns.Policies;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Wish;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Journeys that are about one return, and what conditions may ask of returns and promises. */
class ReturnJourneysTest {
    private static final String POLICY = """
            {"format": 1, "name": "p", "gifts": true, "rules": [
              {"id": "all", "name": "All", "then": {"remedies": [{"kind": "refund"}, {"kind": "credit"}], "methods": ["label"]}}],
             "otherwise": {"refuse": "no_rule"}}""";
    private static final String AFTER = """
            {"format": 1, "key": "after", "name": "After a return", "stage": "returning", "holdout_percent": 0,
             "entry": {"event": "return_requested", "per": "return", "when": "returned.state == 'awaited' && returned.outcome == ''"},
             "steps": [
               {"id": "taken", "do": "await", "event": "return_accepted", "at_most": "P30D", "next": "which", "otherwise": "end"},
               {"id": "which", "do": "branch", "otherwise": "small", "arms": [
                 {"when": "returned.refund > 60.0 && returned.outcome == 'accepted' && returned.days_since_request >= 2", "next": "big"}]},
               {"id": "small", "do": "touchpoint", "message": "survey", "purpose": "service", "next": "end"},
               {"id": "big", "do": "touchpoint", "message": "check-in", "purpose": "service", "only_if": "'changed_mind' in returned.reasons"}]}""";

    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
        world.database.runInStore(world.store, tx -> {
            Policies policies = world.returns.returns().policies();
            assertInstanceOf(
                    Policies.Kept.class,
                    policies.saveDraft(tx, world.store, Json.read(POLICY, JsonNode.class), "test"));
            assertTrue(policies.publish(tx, world.store));
        });
    }

    @AfterEach
    void close() {
        world.close();
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

    private ReturnView asked(OrderId order, int pieces, @Nullable GiftRecipient gift) {
        var line = world.database
                .inStore(world.store, tx -> world.orders.order(tx, world.store, order))
                .orElseThrow()
                .lines()
                .getFirst();
        Remedy.Kind remedy = gift == null ? Remedy.Kind.REFUND : Remedy.Kind.CREDIT;
        Wish wish = new Wish(line.id(), pieces, Reason.CHANGED_MIND, "", null, remedy, null);
        String key = "k" + world.ids.next();
        Asker asker = gift == null
                ? new Asker(Asker.Channel.PORTAL, key, "customer")
                : new Asker(Asker.Channel.PORTAL, key, "recipient", io.postlude.deliveries.Language.EN, gift);
        Ask ask = new Ask(order, List.of(wish), Method.LABEL, gift != null);
        ReturnView view = done(world.database.inStore(
                world.store, tx -> world.returns.returns().request(tx, world.store, ask, asker)));
        world.settle();
        return view;
    }

    private static ReturnView done(Answer answer) {
        return assertInstanceOf(Answer.Done.class, answer).view();
    }

    private void taken(ReturnView view) {
        Returns returns = world.returns.returns();
        var _ = done(world.database.inStore(
                world.store, tx -> returns.receive(tx, world.store, view.id(), Returns.Word.all("Ben"))));
        for (ReturnView.Piece piece : view.pieces()) {
            Returns.Finding finding = new Returns.Finding(
                    piece.id(), Grade.A, Disposition.RESTOCK, true, 0, Optional.of("As new."), "Ben");
            var _ = done(world.database.inStore(world.store, tx -> returns.grade(tx, world.store, view.id(), finding)));
        }
        world.settle();
    }

    private List<String> onRecord(FlowId flow) {
        return world.database.inStore(
                world.store,
                tx -> tx.list(
                        "select subject_id, step, outcome from journeys.touchpoint where store_id = ? and flow_id = ? order by id",
                        row -> row.getLong(1) + " " + row.getString(2) + " " + row.getString(3),
                        world.store,
                        flow));
    }

    private List<String> rehearsed(FlowId id, String document, Instant from) {
        Flow flow = world.database.inStore(
                world.store, tx -> ((FlowParser.Whole) world.flows.read(tx, world.store, document)).flow());
        List<String> lines = new ArrayList<>();
        var wanted = new Rehearsals.Wanted(id, flow, from, world.now().plusSeconds(1));
        world.database.runInStore(
                world.store,
                tx -> world.journeys.rehearsals().walk(tx, world.store, wanted, new Rehearsals.Audience() {
                    @Override
                    public void entered(Run run, boolean heldOut) {}

                    @Override
                    public void decided(RehearsedDecision one) {
                        lines.add(one.subject() + " " + one.step() + " " + one.outcome());
                    }
                }));
        return lines;
    }

    @Test
    void two_returns_of_one_order_run_twice_each_by_its_own_facts_and_a_rehearsal_finds_the_same() {
        Instant start = world.now();
        FlowId flow = publish(AFTER);
        OrderId order = SentOrders.sent(world, Arrival.LIVE);
        ReturnView one = asked(order, 1, null);
        world.clock.move(Duration.ofDays(1));
        ReturnView other = asked(order, 1, null);
        world.clock.move(Duration.ofDays(2));
        taken(one);
        assertEquals(List.of(one.id().value() + " small SENT"), onRecord(flow), "the other return still waits");
        OrderId two = SentOrders.sent(world, Arrival.LIVE);
        ReturnView whole = asked(two, 2, null);
        ReturnView gift = asked(SentOrders.sent(world, Arrival.LIVE), 1, new GiftRecipient("m@example.org", "M"));
        world.clock.move(Duration.ofDays(2));
        taken(whole);
        taken(gift);
        taken(other);
        List<String> told = Stream.of(
                        one.id().value() + " small SENT",
                        whole.id().value() + " big SENT",
                        other.id().value() + " small SENT")
                .toList();
        assertEquals(told, onRecord(flow), "of a gift that goes back its buyer hears nothing");
        assertEquals(told, rehearsed(flow, AFTER, start));
    }

    @Test
    void a_condition_may_ask_how_the_promise_stands_and_a_rehearsal_finds_it_as_it_was() {
        String document = """
                {"format": 1, "key": "risk", "name": "Risk", "stage": "waiting", "holdout_percent": 0,
                 "entry": {"event": "promise_at_risk", "per": "order", "when": "promise.chance >= 0.4 && promise.state == 'at_risk'"},
                 "exits": [{"name": "kept", "when": "promise.state == 'kept'"}],
                 "steps": [
                   {"id": "day", "do": "wait", "for": "P2D", "next": "late"},
                   {"id": "late", "do": "touchpoint", "message": "delay-apology", "purpose": "service",
                    "only_if": "promise.state == 'broken' && promise.late_days >= 1 && promise.day == '2031-03-06'"}]}""";
        Instant start = world.now();
        FlowId flow = publish(document);
        List<OrderId> orders = new ArrayList<>();
        LocalDate today = LocalDate.ofInstant(world.now(), ZoneId.of("Europe/Berlin"));
        for (String number : List.of("1", "2", "3")) {
            OrderId order = world.place(JourneysWorld.Sample.order("P" + number, world.now()));
            world.ship(order, "JJDP" + number, today, today.plusDays(1));
            world.settle();
            world.foresee(order, number.equals("3") ? 0.35 : 0.9, today.plusDays(3));
            orders.add(order);
        }
        world.settle();
        world.clock.move(Duration.ofHours(19));
        world.scan("JJDP1", "OUT_FOR_DELIVERY.on_vehicle");
        world.clock.move(Duration.ofHours(1));
        world.scan("JJDP1", "DELIVERED.door");
        world.settle();
        world.clock.move(Duration.ofHours(40));
        world.promises.breakOverdueAcrossStores();
        world.settle();
        List<String> told = List.of(orders.get(1).value() + " late SENT");
        assertEquals(told, onRecord(flow), "the first arrived in time, the third was never that likely late");
        assertEquals(told, rehearsed(flow, document, start));
    }
}
