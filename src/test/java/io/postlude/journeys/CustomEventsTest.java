package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.kernel.Secrets;
import io.postlude.orders.OrderId;
import io.postlude.segments.Segments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other programs tell of customers: it begins journeys, ends waits, is asked about and counted, and goes with its person. */
class CustomEventsTest {
    private static final String TIER = """
            {"format": 1, "key": "tier", "name": "Tier", "holdout_percent": 0,
             "entry": {"event": "custom", "name": "tier_reached", "again": "always",
               "when": "event.details.tier == 'Gold' || event.details.points >= 500"},
             "steps": [
               {"id": "visit", "do": "await", "event": "custom", "name": "app_opened", "at_most": "P3D", "next": "hello", "otherwise": "end"},
               {"id": "hello", "do": "touchpoint", "message": "tier-reached", "purpose": "service", "only_if": "event.details.tier != 'Tin'"}]}""";
    private static final String OF_ORDERS = """
            {"format": 1, "key": "built", "name": "Built", "holdout_percent": 0,
             "entry": {"event": "custom", "name": "built", "per": "order"},
             "steps": [{"id": "say", "do": "touchpoint", "message": "survey", "purpose": "service"}]}""";

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

    private CustomerId buyer(String email) {
        world.place(Sample.order("B" + world.ids.next(), world.now()).email(email));
        world.settle();
        return world.customer(email);
    }

    private CustomEvents events() {
        return world.customers.customEvents();
    }

    private List<CustomEvents.Taken> tell(
            CustomerId whom, String name, @Nullable OrderId order, Map<String, Object> details) {
        return tell(
                new CustomEvents.Told(whom, order == null ? null : order.value(), name, null, world.now(), details));
    }

    private List<CustomEvents.Taken> tell(CustomEvents.Told told) {
        var taken = world.database.<List<CustomEvents.Taken>>inStore(
                world.store, tx -> events().tell(tx, world.store, List.of(told)));
        world.settle();
        return taken;
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
    void it_lets_in_by_its_name_and_details_and_ends_a_wait_and_a_rehearsal_finds_the_same() {
        Instant start = world.now();
        FlowId flow = publish(TIER);
        CustomerId gold = buyer("gold@example.org");
        CustomerId many = buyer("many@example.org");
        CustomerId tin = buyer("tin@example.org");
        tell(gold, "tier_reached", null, Map.of("tier", "Gold"));
        tell(many, "tier_reached", null, Map.of("points", 500L, "tier", "Tin"));
        tell(tin, "tier_reached", null, Map.of("tier", "Tin", "points", 499.5));
        tell(gold, "tier_lost", null, Map.of("tier", "Gold"));
        world.clock.move(Duration.ofHours(5));
        world.settle();
        assertEquals(List.of(), onRecord(flow));
        for (CustomerId one : List.of(gold, many, tin)) tell(one, "app_opened", null, Map.of());
        List<String> told = List.of(gold.value() + " hello SENT", many.value() + " hello WITHHELD");
        assertEquals(told, onRecord(flow));
        assertEquals(told, rehearsed(flow, TIER, start));
        assertTrue(
                world.letters().anyMatch(letter -> letter.sketch().subject().equals("You are Gold now")),
                "the text has the details");
    }

    @Test
    void of_an_order_it_runs_once_for_each_and_what_is_told_late_or_twice_lets_nobody_in() {
        FlowId flow = publish(OF_ORDERS);
        CustomerId anna = buyer("anna@example.org");
        OrderId one = world.place(Sample.order("1", world.now()));
        OrderId two = world.place(Sample.order("2", world.now()));
        world.settle();
        tell(anna, "built", null, Map.of());
        Instant late = world.now().minus(Duration.ofDays(3));
        tell(new CustomEvents.Told(anna, one.value(), "built", "long-ago", late, Map.of()));
        assertEquals(List.of(), onRecord(flow), "none without an order, none of last week");
        tell(anna, "built", one, Map.of());
        var first = tell(new CustomEvents.Told(anna, two.value(), "built", "b-2", world.now(), Map.of()));
        var again = tell(new CustomEvents.Told(anna, two.value(), "built", "b-2", world.now(), Map.of()));
        assertEquals(first.getFirst().id(), again.getFirst().id());
        assertEquals(
                List.of(true, false),
                List.of(first.getFirst().fresh(), again.getFirst().fresh()));
        assertEquals(List.of(one.value() + " say SENT", two.value() + " say SENT"), onRecord(flow));
        long kept = world.database.<Long>inStore(
                world.store, tx -> tx.number("select count(*) from customers.custom_event"));
        assertEquals(4, kept);
    }

    @Test
    void a_segment_counts_it_as_it_happens_and_as_days_pass() {
        CustomerId anna = buyer("anna@example.org");
        CustomerId ben = buyer("ben@example.org");
        world.database.runInStore(world.store, tx -> {
            var _ = world.segments
                    .segments()
                    .add(
                            tx,
                            world.store,
                            new Segments.Wish("fans", "Fans", "", "events_in('app_opened', 10) >= 2", 0, "test"));
        });
        world.settle();
        tell(anna, "app_opened", null, Map.of());
        tell(ben, "app_opened", null, Map.of());
        world.clock.move(Duration.ofDays(1));
        tell(anna, "app_opened", null, Map.of());
        tell(ben, "app_closed", null, Map.of());
        assertEquals(List.of("fans"), segments(anna));
        assertEquals(List.of(), segments(ben));
        world.clock.move(Duration.ofDays(10));
        world.settle();
        assertEquals(List.of(), segments(anna), "the first is more than ten days ago");
    }

    private List<String> segments(CustomerId person) {
        return world
                .database
                .inStore(world.store, tx -> world.segments.segments().names(tx, world.store, List.of(person)))
                .getOrDefault(person, java.util.Set.of())
                .stream()
                .toList();
    }

    @Test
    void an_erasure_takes_it_and_what_was_told_is_not_known_any_more() {
        FlowId flow = publish(TIER);
        CustomerId anna = buyer("anna@example.org");
        tell(anna, "tier_reached", null, Map.of("tier", "Gold", "card", "4711"));
        Customers customers = world.customers;
        Privacy privacy = new Privacy(
                new Privacy.Ground(world.log, new Secrets(world.database), world.clock), customers, List.of());
        String export = world.database
                .inStore(world.store, tx -> privacy.export(tx, world.store, anna))
                .orElseThrow();
        assertTrue(export.contains("\"tier_reached\"") && export.contains("\"4711\""), export);
        assertTrue(world.database.<Boolean>inStore(world.store, tx -> privacy.erase(tx, world.store, anna)));
        world.settle();
        long left = world.database.<Long>inStore(
                world.store,
                tx -> tx.number("select (select count(*) from customers.custom_event)"
                        + " + (select count(*) from journeys.run where event::text like '%4711%')"));
        assertEquals(0, left);
        world.clock.move(Duration.ofDays(4));
        world.settle();
        assertEquals(List.of(), onRecord(flow));
    }
}
