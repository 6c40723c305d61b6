package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.segments.Segments;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Journeys that begin when somebody comes into a segment or leaves it, and conditions that ask who is in one. */
class SegmentDoorTest {
    private static final String BUSY = "orders_in(30) >= 2";

    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
        world.database.runInStore(world.store, tx -> {
            Segments.Wish busy = new Segments.Wish("busy", "Busy", "", BUSY, 0, "test");
            assertInstanceOf(Segments.Kept.class, world.segments.segments().add(tx, world.store, busy));
        });
        world.settle();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static String journey(String key, String entry) {
        return "{\"format\": 1, \"key\": \"" + key + "\", \"name\": \"Door\", \"entry\": {" + entry
                + "}, \"steps\": [{\"id\": \"greet\", \"do\": \"touchpoint\", \"message\": \"birthday\","
                + " \"purpose\": \"service\"}]}";
    }

    private FlowId publish(String key, String entry) {
        return world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept =
                    assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, journey(key, entry), "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    private void buys(String number, String name) {
        world.place(Sample.order(number, world.now()).email(name + "@example.org"));
        world.settle();
    }

    private void days(int days) {
        world.clock.move(Duration.ofDays(days));
        world.settle();
    }

    /** {@code email event segment turn} of all who came in. */
    private List<String> came(FlowId flow) {
        return world.database.inStore(
                world.store,
                tx -> tx.list(
                        """
                        select c.email, r.event ->> 'name' as name, r.event ->> 'detail' as detail, r.turn
                        from journeys.run r join customers.customer c on c.store_id = r.store_id and c.id = r.customer_id
                        where r.flow_id = ? order by r.at, c.email""",
                        row -> row.getString("email").replaceFirst("@.*", "") + " " + row.getString("name") + " "
                                + row.getString("detail") + " " + row.getInt("turn"),
                        flow));
    }

    /** {@code email moment} of all a rehearsal lets in, and what it does not know. */
    private List<String> rehearsed(FlowId id, String entry, Instant from) {
        List<String> came = new ArrayList<>();
        world.database.runInStore(world.store, tx -> {
            Flow flow = assertInstanceOf(
                            FlowParser.Whole.class, world.flows.read(tx, world.store, journey("again", entry)))
                    .flow();
            Rehearsals.Audience audience = new Rehearsals.Audience() {
                @Override
                public void entered(Run run, boolean heldOut) {
                    var person = Objects.requireNonNull(run.subject().customer());
                    if (!run.stand().at().isBefore(from))
                        came.add(Objects.requireNonNull(world.customers
                                                .customer(tx, world.store, person)
                                                .orElseThrow()
                                                .email())
                                        .replaceFirst("@.*", "")
                                + " " + run.stand().at());
                }

                @Override
                public void decided(RehearsedDecision decision) {}

                @Override
                public void unknown(RehearsalGap gap) {
                    came.add(gap.code());
                }
            };
            world.journeys
                    .rehearsals()
                    .walk(tx, world.store, new Rehearsals.Wanted(id, flow, from, world.now()), audience);
        });
        return came;
    }

    @Test
    void who_joins_comes_in_once_for_each_membership_as_far_as_the_journey_lets_them_in_again() {
        FlowId once = publish("once", "\"segment\": \"busy\"");
        FlowId each = publish("each", "\"segment\": \"busy\", \"again\": \"always\"");
        FlowId gone = publish("gone", "\"segment\": \"busy\", \"as\": \"left\", \"again\": \"always\"");
        buys("1", "anna");
        buys("2", "berta");
        assertEquals(List.of(), came(each));
        buys("3", "anna");
        assertEquals(List.of("anna segment_joined busy 1"), came(each));
        buys("4", "anna");
        world.replay();
        world.settle();
        assertEquals(List.of("anna segment_joined busy 1"), came(each), "a third order is no second joining");
        days(31);
        assertEquals(List.of("anna segment_left busy 1"), came(gone), "time alone took her out");
        buys("5", "anna");
        buys("6", "anna");
        assertEquals(List.of("anna segment_joined busy 1", "anna segment_joined busy 2"), came(each));
        assertEquals(List.of("anna segment_joined busy 1"), came(once));
    }

    @Test
    void a_rehearsal_finds_who_came_in_and_says_since_when_it_can_know() {
        FlowId live = publish("live", "\"segment\": \"busy\", \"again\": \"always\"");
        buys("1", "anna");
        buys("2", "anna");
        days(2);
        buys("3", "berta");
        buys("4", "berta");
        days(1);
        Instant start = JourneysWorld.START;
        List<String> expected = List.of("anna " + start, "berta " + start.plus(Duration.ofDays(2)));
        assertEquals(2, came(live).size());
        assertEquals(expected, rehearsed(new FlowId(7), "\"segment\": \"busy\"", start));
        assertEquals(
                "young_segment",
                rehearsed(new FlowId(7), "\"segment\": \"busy\"", start.minusSeconds(1))
                        .getFirst());
        assertEquals(List.of("one_off"), rehearsed(new FlowId(7), "\"members\": \"busy\"", start));
    }

    @Test
    void conditions_ask_who_is_in_a_segment_now_and_in_a_rehearsal_who_was() {
        String entry = "\"event\": \"order_placed\", \"per\": \"customer\", \"again\": \"always\","
                + " \"when\": \"!('busy' in customer.segments)\"";
        FlowId calm = publish("calm", entry);
        buys("1", "anna");
        buys("2", "anna");
        buys("3", "anna");
        days(31);
        buys("4", "anna");
        Instant start = JourneysWorld.START;
        List<String> expected =
                List.of("anna order_placed null 1", "anna order_placed null 2", "anna order_placed null 3");
        // The second order is what makes her busy; the readers may take it in either order.
        List<String> came = came(calm);
        assertEquals(expected.subList(0, came.size()), came);
        assertEquals(
                "anna " + world.now(), rehearsedUntilNow(calm, entry, start).getLast());
    }

    private List<String> rehearsedUntilNow(FlowId id, String entry, Instant from) {
        Instant now = world.now();
        world.clock.move(Duration.ofSeconds(1));
        List<String> came = rehearsed(id, entry, from);
        return came.stream()
                .map(line -> line.replace(world.now().toString(), now.toString()))
                .toList();
    }
}
