package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.Purpose;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.FlowParser;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journey run over the past: the live one as it was, a draft as it would have been. */
class RehearsalTest {
    private static final String REVIEW = """
            {"format": 1, "key": "review", "name": "Review", "stage": "loving", "holdout_percent": 10,
             "entry": {"event": "delivered", "when": "order.total < 400.0", "per": "order"},
             "exits": [{"name": "cancelled", "when": "order.cancelled"}],
             "steps": [
               {"id": "late", "do": "branch", "arms": [{"when": "customer.orders >= 3", "next": "fans"}], "otherwise": "soon"},
               {"id": "fans", "do": "wait", "for": "P1D", "at": "09:00", "next": "thanks"},
               {"id": "thanks", "do": "touchpoint", "message": "thank-you", "purpose": "marketing", "priority": 2, "next": "soon"},
               {"id": "soon", "do": "wait", "for": "P3D", "at": "09:00", "next": "ask"},
               {"id": "ask", "do": "touchpoint", "message": "review-request", "purpose": "review", "useful": "P7D", "next": "again"},
               {"id": "again", "do": "await", "event": "order_placed", "at_most": "P2D", "otherwise": "remind"},
               {"id": "remind", "do": "touchpoint", "message": "review-reminder", "purpose": "review", "useful": "P2D",
                "only_if": "'review-request' in history.messages"}]}""";
    private static final String OTHER = """
            {"format": 1, "key": "other", "name": "Other", "stage": "ordered", "holdout_percent": 0,
             "entry": {"event": "order_placed", "per": "order"},
             "steps": [{"id": "survey", "do": "touchpoint", "message": "survey", "purpose": "research"}]}""";

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

    private Flow read(String document) {
        return world.database.inStore(
                world.store, tx -> ((FlowParser.Whole) world.flows.read(tx, world.store, document)).flow());
    }

    /** Everything is taken up at the full hour it is due, as a server does that never falls behind. */
    private void hours(int hours) {
        for (int i = 0; i < hours; i++) {
            world.clock.move(Duration.ofHours(1));
            world.settle();
            world.settle();
        }
    }

    private static final class Heard implements Rehearsals.Audience {
        final List<RehearsedDecision> decisions = new ArrayList<>();
        int entered;

        @Override
        public void entered(Run run, boolean heldOut) {
            entered++;
        }

        @Override
        public void decided(RehearsedDecision decision) {
            decisions.add(decision);
        }
    }

    private Heard rehearse(FlowId id, Flow flow, Instant from) {
        Heard heard = new Heard();
        world.database.runInStore(
                world.store,
                tx -> world.journeys
                        .rehearsals()
                        .walk(
                                tx,
                                world.store,
                                new Rehearsals.Wanted(
                                        id, flow, from, world.now().plusSeconds(1)),
                                heard));
        return heard;
    }

    private static String line(long subject, String step, Instant at, Outcome outcome, Object rule) {
        return subject + " " + step + " " + at + " " + outcome + " " + rule;
    }

    private List<String> onRecord(FlowId id, Instant from) {
        return world
                .database
                .inStore(
                        world.store,
                        tx -> tx.list(
                                "select subject_id, step, happened_at, outcome, rule from journeys.touchpoint where store_id = ? and flow_id = ? and happened_at >= ?",
                                row -> line(
                                        row.getLong(1),
                                        row.getString(2),
                                        io.postlude.kernel.Tx.instantNotNull(row, "happened_at"),
                                        Outcome.valueOf(row.getString(4)),
                                        row.getString(5)),
                                world.store,
                                id,
                                from))
                .stream()
                .sorted()
                .toList();
    }

    private static List<String> lines(Heard heard, Instant from) {
        return heard.decisions.stream()
                .filter(one -> !one.happenedAt().isBefore(from))
                .map(one -> line(one.subject(), one.step(), one.happenedAt(), one.outcome(), one.rule()))
                .sorted()
                .toList();
    }

    /** Two weeks of a store's life by a seed: repeat buyers, consents, troubled parcels, cancellations, another journey. */
    private void live(Random random) {
        for (int day = 0; day < 14; day++) {
            for (int i = 0; i < 6; i++) {
                String who = "buyer" + random.nextInt(14) + "@example.org";
                Sample sample = Sample.order(day + "-" + i, world.now()).email(who);
                OrderId order = world.place(sample);
                String number = "JJD" + day + "X" + i;
                if (random.nextInt(8) > 0) {
                    world.ship(order, number);
                    world.scan(number, "OUT_FOR_DELIVERY.on_vehicle");
                }
                if (random.nextInt(5) == 0)
                    consent(who, random.nextBoolean() ? Purpose.MARKETING : Purpose.REVIEW, random.nextInt(3) > 0);
                if (random.nextInt(3) == 0) consent(who, Purpose.RESEARCH, true);
                hours(1 + random.nextInt(2));
                if (random.nextInt(8) == 0) world.scan(number, "EXCEPTION.address");
                else if (random.nextInt(10) > 0) world.scan(number, "DELIVERED.door");
                world.settle();
                if (random.nextInt(9) == 0) world.place(sample.cancelled(world.now()));
            }
            hours(24 - 6);
            for (int i = 0; i < 6; i++) if (random.nextInt(2) == 0) world.scan("JJD" + day + "X" + i, "DELIVERED.door");
            world.settle();
        }
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
    void the_live_version_over_a_past_week_decides_exactly_what_is_on_record() {
        publish(OTHER);
        FlowId review = publish(REVIEW);
        long seed = Long.getLong("rehearsal.seed", 11);
        live(new Random(seed));
        Instant week = world.now().minus(Duration.ofDays(7));
        List<String> record = onRecord(review, week);
        Heard heard = rehearse(review, read(REVIEW), week);
        assertEquals(String.join("\n", record), String.join("\n", lines(heard, week)), "seed " + seed);
        assertTrue(record.size() > 20, record.size() + " decisions are few");
        for (String outcome : List.of("SENT", "WITHHELD", "DEFERRED"))
            assertTrue(record.stream().anyMatch(line -> line.contains(outcome)), "none was " + outcome);
        assertTrue(
                record.stream().anyMatch(line -> line.contains("PAUSE") || line.contains("CAP")),
                "none had to wait for room");
    }

    @Test
    void a_draft_says_what_it_would_have_done_and_nothing_is_written_or_sent() {
        for (int i = 0; i < 5; i++) {
            OrderId order = world.place(Sample.order("1" + i, world.now()).email("b" + i + "@example.org"));
            world.ship(order, "JJD" + i);
            world.scan("JJD" + i, "OUT_FOR_DELIVERY.on_vehicle");
            world.clock.move(Duration.ofHours(1));
            world.scan("JJD" + i, "DELIVERED.door");
        }
        world.settle();
        world.clock.move(Duration.ofDays(20));
        Flow draft =
                read(Ready.documents().get("review-request").replace("\"entry\"", "\"holdout_percent\": 0, \"entry\""));
        var before = world.outbox();
        RehearsalReport report = world.database.inStore(
                world.store,
                tx -> world.journeys
                        .rehearsals()
                        .rehearse(
                                tx,
                                world.store,
                                new Rehearsals.Wanted(
                                        new FlowId(7), draft, world.now().minus(Duration.ofDays(21)), world.now())));
        assertEquals(5, report.entered());
        assertEquals(5, report.of(Outcome.SENT));
        assertEquals(
                report.touchpoints(),
                report.of(Outcome.SENT)
                        + report.of(Outcome.WITHHELD)
                        + report.of(Outcome.DEFERRED)
                        + report.of(Outcome.EXPIRED));
        assertEquals(
                List.of("#10", "#11", "#12", "#13", "#14"),
                report.sample().stream()
                        .map(RehearsedDecision::orderNumber)
                        .sorted()
                        .toList());
        // Delivered on Wednesday at 15:00 in Berlin; fourteen days later, the next morning at nine.
        assertEquals(
                Instant.parse("2031-03-20T08:00:00Z"),
                report.sample().getFirst().decidedAt());
        assertEquals(before, world.outbox());
        long runs = world.database.<Long>inStore(world.store, tx -> tx.number("select count(*) from journeys.run"));
        assertEquals(0, runs);
    }

    @Test
    void what_was_not_known_then_is_not_known_in_a_rehearsal() {
        OrderId order = world.place(Sample.order("1", world.now()));
        world.ship(order, "JJD1");
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        world.clock.move(Duration.ofDays(5));
        consent("anna@example.org", Purpose.MARKETING, true);
        world.place(Sample.order("1", world.now().minus(Duration.ofDays(5))).cancelled(world.now()));
        world.clock.move(Duration.ofDays(1));
        Flow draft = read("""
                {"format": 1, "key": "d", "name": "D", "holdout_percent": 0, "entry": {"event": "delivered"}, "steps": [
                  {"id": "early", "do": "wait", "for": "P1D", "next": "first"},
                  {"id": "first", "do": "touchpoint", "message": "survey", "purpose": "marketing", "only_if": "!order.cancelled"}]}""");
        Heard heard = rehearse(new FlowId(7), draft, world.now().minus(Duration.ofDays(10)));
        assertEquals(
                List.of(Rule.NO_CONSENT),
                heard.decisions.stream().map(RehearsedDecision::rule).toList());
    }
}
