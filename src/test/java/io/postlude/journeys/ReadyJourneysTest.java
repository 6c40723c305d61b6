package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomEvents;
import io.postlude.customers.CustomerDetails;
import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Ready;
import io.postlude.flows.UnderWay;
import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.loyalty.Pool;
import io.postlude.loyalty.SomeRewards;
import io.postlude.orders.OrderId;
import io.postlude.segments.Segments;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every ready journey as it comes, from what lets somebody in to the message in the outbox, one after the other in one store. */
class ReadyJourneysTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime MORNING = LocalTime.of(10, 5);

    /** What happens to somebody, how long it takes, and which texts they get. */
    private record Walk(Entry entry, List<TemporalAmount> waits, List<String> texts) {
        static Walk of(Entry entry, String text, TemporalAmount wait) {
            return new Walk(entry, List.of(wait), List.of(text));
        }
    }

    private enum Entry {
        ORDERED,
        ARRIVED,
        ARRIVED_AGAIN,
        ARRIVED_DEAR,
        ARRIVED_LATE,
        BIRTHDAY_IN_TWO_DAYS,
        TOLD_OF_A_TIER,
        TOLD_OF_POINTS
    }

    private static final Map<String, Walk> WALKS = Map.ofEntries(
            Map.entry("thank-you", Walk.of(Entry.ORDERED, "thank-you", Period.ofDays(1))),
            Map.entry("thank-you-reward", Walk.of(Entry.ORDERED, "thank-you-reward", Period.ofDays(1))),
            Map.entry("delay-apology", Walk.of(Entry.ARRIVED_LATE, "delay-apology", Duration.ofHours(3))),
            Map.entry("check-in", Walk.of(Entry.ARRIVED, "check-in", Period.ofDays(4))),
            Map.entry("how-to-use", Walk.of(Entry.ARRIVED, "how-to-use", Duration.ofHours(31))),
            Map.entry("product-registration", Walk.of(Entry.ARRIVED_DEAR, "product-registration", Period.ofDays(6))),
            Map.entry(
                    "review-request",
                    new Walk(
                            Entry.ARRIVED,
                            List.of(Period.ofDays(15), Period.ofDays(9)),
                            List.of("review-request", "review-reminder"))),
            Map.entry("referral", Walk.of(Entry.ARRIVED_AGAIN, "referral-invitation", Period.ofDays(22))),
            Map.entry("survey", Walk.of(Entry.ARRIVED, "survey", Period.ofDays(38))),
            Map.entry("new-content", Walk.of(Entry.ORDERED, "new-content", Period.ofMonths(1))),
            Map.entry("replenishment", Walk.of(Entry.ARRIVED, "replenishment", Period.ofDays(61))),
            Map.entry("birthday", Walk.of(Entry.BIRTHDAY_IN_TWO_DAYS, "birthday", Period.ofDays(2))),
            Map.entry("anniversary", Walk.of(Entry.ORDERED, "anniversary", Period.ofYears(1))),
            Map.entry("win-back", Walk.of(Entry.ORDERED, "win-back", Period.ofDays(120))),
            Map.entry("tier-reached", Walk.of(Entry.TOLD_OF_A_TIER, "tier-reached", Duration.ofHours(1))),
            Map.entry("points-expiring", Walk.of(Entry.TOLD_OF_POINTS, "points-expiring", Period.ofDays(1))));

    /** What a store says once, to a segment: there is no event to wait for. */
    private static final List<String> SENT_ONCE = List.of("event-invitation");

    private final List<String> walked = new ArrayList<>();

    @Test
    void every_ready_journey_leads_from_its_entry_to_its_message() {
        assertEquals(Ready.documents().keySet(), WALKS.keySet(), "each has its walk here");
        try (JourneysWorld world = new JourneysWorld()) {
            int number = 0;
            var _ = world.database.<Pool>inStore(
                    world.store,
                    tx -> SomeRewards.thankYou(tx, world.store, world.loyalty.pools(), List.of("MERCI-1")));
            for (String key : Ready.documents().keySet()) walk(world, key, ++number);
            for (String text : SENT_ONCE) send(world, text);
        }
        Set<String> library = new java.util.TreeSet<>(walked);
        library.addAll(SENT_ONCE);
        assertEquals(18, library.size(), "every text of the library has its touchpoint: " + library);
    }

    private void walk(JourneysWorld world, String key, int number) {
        Walk walk = WALKS.get(key);
        world.at(morning(world).toInstant().toString());
        // On a first of the month, so that the next one is a month away.
        if (key.equals("new-content"))
            world.at(morning(world).plusMonths(1).withDayOfMonth(1).toInstant().toString());
        String email = key + "@example.org";
        meet(
                world,
                email,
                walk.entry() == Entry.BIRTHDAY_IN_TWO_DAYS ? date(world).plusDays(2) : null);
        if (walk.entry() == Entry.ARRIVED_AGAIN)
            world.place(Sample.order("E" + number, world.now().minus(Duration.ofHours(3)))
                    .email(email));
        world.settle();
        FlowId flow = publish(world, key);
        enter(world, walk.entry(), email, number);
        for (TemporalAmount wait : walk.waits()) {
            ZonedDateTime later = world.now().atZone(BERLIN).plus(wait);
            world.clock.move(Duration.between(world.now(), later));
            world.settle();
        }
        List<String> told = told(world, flow, email);
        assertEquals(walk.texts(), told, () -> key + ": " + outcomes(world, flow));
        walked.addAll(told);
        world.database.runInStore(world.store, tx -> assertTrue(world.journeys.archive(tx, world.store, flow)));
        world.clock.move(Duration.ofDays(8)); // nobody has been written to for a week when the next begins
        world.settle();
    }

    private static ZonedDateTime morning(JourneysWorld world) {
        return world.now().atZone(BERLIN).plusDays(1).with(MORNING);
    }

    private static LocalDate date(JourneysWorld world) {
        return LocalDate.ofInstant(world.now(), BERLIN);
    }

    /** Agreed to everything, by mail. */
    private static void meet(JourneysWorld world, String email, @Nullable LocalDate birthday) {
        List<CustomerDetails.ConsentStatement> yes = new ArrayList<>();
        for (Purpose purpose : List.of(Purpose.MARKETING, Purpose.REVIEW, Purpose.RESEARCH))
            yes.add(new CustomerDetails.ConsentStatement(Channel.EMAIL, purpose, true, world.now(), "box"));
        CustomerDetails details = new CustomerDetails(
                "api",
                null,
                email,
                null,
                "Anna",
                null,
                "en",
                null,
                "DE",
                birthday == null ? null : "--" + birthday.toString().substring(5),
                List.of(),
                yes,
                world.now());
        world.database.runInStore(world.store, tx -> {
            var _ = world.customers.resolve(tx, world.store, List.of(details));
        });
    }

    private static FlowId publish(JourneysWorld world, String key) {
        String document = Ready.documents().get(key).replace("\"entry\"", "\"holdout_percent\": 0, \"entry\"");
        return world.database.<FlowId>inStore(world.store, tx -> {
            Flows.Kept kept =
                    assertInstanceOf(Flows.Kept.class, world.flows.save(tx, world.store, document, "test"), key);
            assertEquals(List.of(), kept.mistakes(), key);
            assertInstanceOf(
                    Flows.Live.class,
                    world.journeys.publish(
                            tx, world.store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    private static void enter(JourneysWorld world, Entry entry, String email, int number) {
        if (entry == Entry.BIRTHDAY_IN_TWO_DAYS) return;
        if (entry == Entry.TOLD_OF_A_TIER || entry == Entry.TOLD_OF_POINTS) {
            tell(world, entry == Entry.TOLD_OF_A_TIER ? "tier_reached" : "points_expiring", email);
            return;
        }
        Sample sample = Sample.order("R" + number, world.now()).email(email);
        OrderId order = world.place(entry == Entry.ARRIVED_DEAR ? sample.pieces(3) : sample);
        if (entry == Entry.ORDERED) {
            world.settle();
            return;
        }
        String parcel = "JJDR" + number;
        if (entry == Entry.ARRIVED_LATE) {
            world.ship(order, parcel, date(world), date(world).plusDays(1));
            world.scan(parcel, "IN_TRANSIT.generic");
            world.settle();
            world.clock.move(Duration.ofDays(4));
            world.promises.breakOverdueAcrossStores();
        } else world.ship(order, parcel);
        world.settle();
        world.scan(parcel, "OUT_FOR_DELIVERY.on_vehicle");
        world.clock.move(Duration.ofHours(1));
        world.scan(parcel, "DELIVERED.door");
        world.settle();
    }

    /** As a program of the store's would, and once more long after, which lets nobody in. */
    private static void tell(JourneysWorld world, String name, String email) {
        var old = world.now().minus(Duration.ofDays(3));
        for (var at : List.of(old, world.now()))
            world.database.runInStore(world.store, tx -> {
                var _ = world.customers
                        .customEvents()
                        .tell(
                                tx,
                                world.store,
                                List.of(new CustomEvents.Told(
                                        world.customer(email),
                                        null,
                                        name,
                                        null,
                                        at,
                                        Map.of("tier", "Gold", "points", 240L, "until", "2031-04-30"))));
            });
        world.settle();
    }

    /** The texts whose mails are in the outbox for somebody, in their order. */
    private static List<String> told(JourneysWorld world, FlowId flow, String email) {
        return world.database.inStore(
                world.store, tx -> tx.list("""
                        select replace(replace(m.kind, 'journey_', ''), '_', '-') from journeys.touchpoint t
                        join messaging.message m on m.store_id = t.store_id and m.id = t.message_id
                        where t.store_id = ? and t.flow_id = ? and m.recipient like ? order by t.id""", row -> row.getString(1), world.store, flow, "%" + email + "%"));
    }

    private static String outcomes(JourneysWorld world, FlowId flow) {
        Map<String, Integer> counts = new TreeMap<>();
        world.database
                .inStore(
                        world.store,
                        tx -> tx.list(
                                "select concat_ws(' ', step, outcome, rule) from journeys.touchpoint where store_id = ? and flow_id = ?",
                                row -> row.getString(1),
                                world.store,
                                flow))
                .forEach(one -> counts.merge(one, 1, Integer::sum));
        return counts.toString();
    }

    private void send(JourneysWorld world, String text) {
        world.at(morning(world).toInstant().toString());
        Sends sends = world.journeys.sends();
        Segments.Wish all = new Segments.Wish("all", "All", "", "customer.has_email", 0, "test");
        world.database.runInStore(
                world.store,
                tx -> assertInstanceOf(
                        Segments.Kept.class, world.segments.segments().add(tx, world.store, all)));
        world.settle();
        FlowId flow = world.database.<FlowId>inStore(world.store, tx -> {
            Send.Said said = new Send.Said(text, "all", text, Purpose.MARKETING, null, LocalTime.of(10, 0), 0);
            FlowId id = assertInstanceOf(Send.Kept.class, sends.make(tx, world.store, new Send.Wish(said, "test")))
                    .flow();
            var _ = world.journeys.publish(tx, world.store, id, new Flows.Publishing(1, UnderWay.KEEP, "test"));
            return id;
        });
        world.settle();
        assertEquals(List.of(text), told(world, flow, "birthday@example.org"), text + outcomes(world, flow));
    }
}
