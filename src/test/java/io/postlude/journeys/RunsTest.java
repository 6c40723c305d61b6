package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Journeys from the event that lets a subject in to the mail in the outbox, on the real modules below. */
class RunsTest {
    private static final String REVIEW = """
            {"format": 1, "key": "review", "name": "Review", "stage": "loving", "holdout_percent": 0,
             "entry": {"event": "delivered", "per": "order"},
             "steps": [
               {"id": "wait", "do": "wait", "for": "P14D", "at": "09:00", "next": "ask"},
               {"id": "ask", "do": "touchpoint", "message": "review-request", "purpose": "review", "useful": "P7D"}]}""";

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
        return publish(document, UnderWay.KEEP);
    }

    private FlowId publish(String document, UnderWay underWay) {
        return world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, document, "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), underWay, "test")));
            return kept.id();
        });
    }

    private Sample order(String number) {
        return Sample.order(number, world.now());
    }

    private OrderId delivered(Sample sample) {
        OrderId order = world.place(sample);
        world.ship(order, "JJD" + sample.number());
        world.scan("JJD" + sample.number(), "OUT_FOR_DELIVERY.on_vehicle");
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD" + sample.number(), "DELIVERED.door");
        world.settle();
        return order;
    }

    /** What journeys told, without news of the delivery. */
    private List<String> asked(OrderId order) {
        return world.touchpoints(order).stream()
                .filter(t -> t.flow() != null)
                .map(t -> t.flow().step() + " " + t.outcome() + (t.rule() == null ? "" : "/" + t.rule()))
                .toList();
    }

    private void days(int days) {
        world.settle();
        for (int hour = 0; hour < 24 * days; hour += 3) {
            world.clock.move(Duration.ofHours(3));
            world.module.releaseAcrossStores();
        }
    }

    @Test
    void a_review_is_asked_for_two_weeks_after_delivery_at_nine_where_the_customer_lives() {
        publish(REVIEW);
        OrderId order = delivered(order("1001"));
        days(13);
        assertEquals(List.of(), asked(order));
        days(2);
        assertEquals(List.of("ask SENT"), asked(order));
        Touchpoint told = world.touchpoints(order).getLast();
        // Delivered on Wednesday 5 March at 11:00 in Berlin; 14 days later at 9:00 is before that, so the next morning.
        assertEquals(Instant.parse("2031-03-20T08:00:00Z"), told.happenedAt());
        var letter = world.letters()
                .filter(l -> l.sketch().kind().equals("journey_review_request"))
                .findFirst()
                .orElseThrow();
        assertTrue(letter.text().contains("Linen shirt"), letter.text());
        assertTrue(letter.text().contains("Hello Anna,"), letter.text());
        assertEquals("How do you like Linen shirt?", letter.sketch().subject());
        var ground = world.database
                .inStore(
                        world.store,
                        tx -> world.journeys
                                .grounds()
                                .of(
                                        tx,
                                        world.store,
                                        List.of(world.customer("anna@example.org")),
                                        List.of(letter.sketch().id())))
                .get(letter.sketch().id());
        assertEquals(Purpose.REVIEW, ground.purpose(), "the version that was run says what it wrote for");
        assertEquals(order, ground.order());
        days(30);
        assertEquals(List.of("ask SENT"), asked(order), "once");
        assertTrue(world.tally().addsUp());
    }

    @Test
    void history_replays_and_what_happened_before_publishing_let_nobody_in() {
        OrderId before = delivered(order("1000"));
        publish(REVIEW);
        world.take(order("1001"), Arrival.HISTORY);
        OrderId order = delivered(order("1002"));
        world.replay();
        days(16);
        assertEquals(List.of(), asked(before));
        assertEquals(List.of("ask SENT"), asked(order));
    }

    @Test
    void entry_conditions_branches_and_splits_decide_by_the_facts_of_now() {
        publish("""
                {"format": 1, "key": "big", "name": "Big", "stage": "ordered", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "when": "order.total > 40.0", "per": "order"},
                 "steps": [
                   {"id": "wait", "do": "wait", "for": "PT2H", "next": "which"},
                   {"id": "which", "do": "branch",
                    "arms": [{"when": "'vip' in order.tags", "next": "thanks"}, {"when": "order.items > 5", "next": "many"}],
                    "otherwise": "half"},
                   {"id": "thanks", "do": "touchpoint", "message": "thank-you", "purpose": "service"},
                   {"id": "many", "do": "act", "act": "note", "with": {"text": "many"}},
                   {"id": "half", "do": "split", "arms": [
                     {"name": "a", "weight": 50, "next": "note-a"}, {"name": "b", "weight": 50, "next": "note-b"}]},
                   {"id": "note-a", "do": "act", "act": "note", "with": {"text": "a"}},
                   {"id": "note-b", "do": "act", "act": "note", "with": {"text": "b"}}]}""");
        OrderId vip = world.place(order("1"));
        world.settle();
        world.place(order("1").tagged("vip"));
        for (int i = 2; i < 40; i++) world.place(order(Integer.toString(i)));
        world.clock.move(Duration.ofHours(3));
        world.settle();
        world.settle();
        assertEquals(List.of("thanks SENT"), asked(vip), "the tag came while it waited");
        long a = world.noted.stream().filter(note -> note.endsWith(" a")).count();
        assertEquals(38, world.noted.size());
        assertTrue(a > 8 && a < 30, "about half: " + a);
    }

    @Test
    void a_wait_for_an_event_ends_with_it_or_after_its_time() {
        publish("""
                {"format": 1, "key": "late", "name": "Late", "stage": "waiting", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "steps": [
                   {"id": "arrives", "do": "await", "event": "delivered", "at_most": "P5D", "next": "yes", "otherwise": "no"},
                   {"id": "yes", "do": "act", "act": "note", "with": {"text": "arrived"}},
                   {"id": "no", "do": "act", "act": "note", "with": {"text": "missing"}}]}""");
        delivered(order("1001"));
        delivered(order("1000").through("exchange"));
        assertEquals(1, world.noted.size(), "what was placed in exchange was not bought");
        assertTrue(world.noted.getFirst().endsWith("arrived"));
        world.place(order("1002"));
        world.settle();
        days(4);
        assertEquals(1, world.noted.size());
        days(2);
        assertEquals(2, world.noted.size());
        assertTrue(world.noted.getLast().endsWith("missing"));
    }

    @Test
    void what_needs_a_yes_waits_for_one_and_a_no_ends_it() {
        publish(REVIEW.replace("\"review\", \"useful\"", "\"marketing\", \"useful\""));
        OrderId without = delivered(order("1001"));
        OrderId with = delivered(order("1002").email("bea@example.org"));
        consent("bea@example.org", Purpose.MARKETING, true);
        OrderId no = delivered(order("1003").email("cleo@example.org"));
        consent("cleo@example.org", Purpose.MARKETING, false);
        days(16);
        assertEquals(List.of("ask WITHHELD/NO_CONSENT"), asked(without));
        assertEquals(List.of("ask SENT"), asked(with));
        assertEquals(List.of("ask WITHHELD/UNSUBSCRIBED"), asked(no));
    }

    private void consent(String email, Purpose purpose, boolean given) {
        world.database.runInStore(
                world.store,
                tx -> world.customers.record(
                        tx,
                        world.store,
                        world.customers.byEmail(tx, world.store, email).orElseThrow(),
                        new Consent(Channel.EMAIL, purpose, given, world.now(), "test", "said so", null)));
    }

    @Test
    void where_there_is_room_for_one_the_more_important_one_goes_and_the_others_follow() {
        consentedTriple();
        OrderId order = world.place(order("1001"));
        consent("anna@example.org", Purpose.MARKETING, true);
        world.clock.move(Duration.ofHours(2));
        world.settle();
        assertEquals(
                List.of("b SENT", "a DEFERRED/PAUSE", "c DEFERRED/PAUSE"),
                asked(order).stream()
                        .sorted((x, y) -> x.contains("SENT") ? -1 : y.contains("SENT") ? 1 : x.compareTo(y))
                        .toList());
        days(4);
        assertTrue(
                asked(order).stream().allMatch(told -> told.endsWith("SENT")),
                asked(order).toString());
        List<Instant> times = world.touchpoints(order).stream()
                .filter(t -> t.flow() != null)
                .map(Touchpoint::decidedAt)
                .sorted()
                .toList();
        assertTrue(Duration.between(times.get(0), times.get(1)).toHours() >= 20);
        assertTrue(Duration.between(times.get(1), times.get(2)).toHours() >= 20);
    }

    private void consentedTriple() {
        for (String key : List.of("a", "b", "c")) publish("""
                    {"format": 1, "key": "%s", "name": "N", "stage": "using", "holdout_percent": 0,
                     "entry": {"event": "order_placed", "per": "order"},
                     "steps": [
                       {"id": "wait", "do": "wait", "for": "PT1H", "next": "%s"},
                       {"id": "%s", "do": "touchpoint", "message": "new-content", "purpose": "marketing", "priority": %d}]}""".formatted(key, key, key, key.equals("b") ? 1 : 5));
    }

    @Test
    void a_cap_holds_what_is_over_it_until_there_is_room_or_it_is_useless() {
        world.database.runInStore(
                world.store, tx -> assertTrue(world.journeys.save(tx, world.store, new Caps(2, 7, 0, true, 0), 0)));
        consentedTriple();
        OrderId order = world.place(order("1001"));
        consent("anna@example.org", Purpose.MARKETING, true);
        world.clock.move(Duration.ofHours(2));
        world.settle();
        assertEquals(
                2, asked(order).stream().filter(told -> told.endsWith("SENT")).count());
        // Room comes a week after the first, and by then a week has passed since it was of use.
        assertEquals(
                1,
                asked(order).stream()
                        .filter(told -> told.endsWith("EXPIRED/CAP"))
                        .count(),
                asked(order).toString());
    }

    @Test
    void nobody_is_asked_for_praise_while_something_is_open() {
        publish(REVIEW);
        OrderId order = delivered(order("1001"));
        world.worries.put(order, List.of("open return"));
        days(16);
        assertEquals(List.of("ask DEFERRED/CARE"), asked(order));
        world.worries.clear();
        days(1);
        assertEquals(List.of("ask SENT"), asked(order));
    }

    @Test
    void a_holdout_is_stable_and_counted() {
        publish(REVIEW.replace("\"holdout_percent\": 0", "\"holdout_percent\": 50"));
        List<OrderId> orders = java.util.stream.IntStream.range(0, 40)
                .mapToObj(i -> delivered(order("2" + i).email("p" + i + "@example.org")))
                .toList();
        days(18);
        long held = orders.stream()
                .filter(o -> asked(o).equals(List.of("ask WITHHELD/HOLDOUT")))
                .count();
        long sent = orders.stream()
                .filter(o -> asked(o).equals(List.of("ask SENT")))
                .count();
        assertEquals(40, held + sent);
        assertTrue(held > 8 && held < 32, "about half: " + held);
        assertTrue(world.tally().addsUp());
    }

    @Test
    void publishing_keeps_moves_or_ends_those_under_way() {
        String noted = """
                {"format": 1, "key": "n", "name": "N", "stage": "using", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "steps": [
                   {"id": "wait", "do": "wait", "for": "%s", "next": "say"},
                   {"id": "say", "do": "act", "act": "note", "with": {"text": "%s"}}]}""";
        publish(noted.formatted("P1D", "one"));
        world.place(order("1"));
        world.settle();
        publish(noted.formatted("P2D", "two"), UnderWay.KEEP);
        days(1);
        assertTrue(world.noted.getLast().endsWith("one"), "kept");
        world.place(order("2"));
        world.settle();
        publish(noted.formatted("PT3H", "three"), UnderWay.MOVE);
        world.clock.move(Duration.ofHours(4));
        world.settle();
        assertTrue(world.noted.getLast().endsWith("three"), "moved, and its wait reckoned anew");
        world.place(order("3"));
        world.settle();
        publish(noted.formatted("PT1H", "four"), UnderWay.END);
        days(3);
        assertEquals(2, world.noted.size(), "ended");
    }

    @Test
    void a_second_order_runs_by_itself_and_the_same_one_never_twice() {
        publish(REVIEW);
        OrderId one = delivered(order("1001"));
        OrderId two = delivered(order("1002"));
        days(20);
        assertEquals(List.of("ask SENT"), asked(one));
        assertEquals(List.of("ask SENT"), asked(two));
    }

    @Test
    void exits_end_a_journey_before_its_next_step() {
        publish(REVIEW.replace(
                "\"steps\"", "\"exits\": [{\"name\": \"refunded\", \"when\": \"'sad' in order.tags\"}], \"steps\""));
        OrderId order = delivered(order("1001"));
        world.place(order("1001").tagged("sad"));
        days(20);
        assertEquals(List.of(), asked(order));
    }

    @Test
    void an_archived_journey_lets_nobody_in_and_ends_for_all() {
        FlowId id = publish(REVIEW);
        OrderId order = delivered(order("1001"));
        world.database.runInStore(world.store, tx -> assertTrue(world.journeys.archive(tx, world.store, id)));
        OrderId later = delivered(order("1002"));
        days(20);
        assertEquals(List.of(), asked(order));
        assertEquals(List.of(), asked(later));
    }

    @Test
    void an_hour_down_or_a_month_changes_when_it_is_decided_and_not_what_the_journey_reckons() {
        publish(REVIEW);
        OrderId order = delivered(order("1001"));
        world.clock.move(Duration.ofDays(40));
        world.settle();
        assertEquals(List.of("ask EXPIRED/TOO_LATE"), asked(order));
        world.clock.move(Duration.ofDays(-40));
        world.settle();
        assertEquals(List.of("ask EXPIRED/TOO_LATE"), asked(order), "a clock that goes back repeats nothing");
    }
}
