package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From events to decisions and messages, on the real modules below. */
class TouchpointsTest {
    private JourneysWorld world;

    @BeforeEach
    void open() {
        world = new JourneysWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void an_order_placed_now_is_confirmed_once_however_often_it_is_told() {
        OrderId order = world.place(order("1001"));
        world.settle();
        world.place(order("1001").tagged("vip"));
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED SENT"), world.told(order));
        assertEquals(List.of("delivery_order_confirmed"), world.outbox());
    }

    @Test
    void an_order_placed_in_exchange_is_not_confirmed_as_if_it_were_bought_and_its_parcels_are_told_of() {
        OrderId order = world.place(order("1001").through(OrderSnapshot.Context.EXCHANGE));
        world.settle();
        assertEquals(List.of(), world.told(order));
        world.ship(order, "JJD1");
        world.settle();
        assertEquals(List.of("SHIPPED SENT"), world.told(order));
    }

    @Test
    void each_milestone_of_a_parcel_is_told_once_on_its_way() {
        OrderId order = world.place(order("1001"));
        world.ship(order, "JJD1");
        world.settle();
        world.clock.move(Duration.ofHours(2));
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.clock.move(Duration.ofHours(20));
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
        world.settle();
        world.clock.move(Duration.ofHours(3));
        world.scan("JJD1", "DELIVERED.door");
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        world.settle();
        assertEquals(
                List.of("ORDER_CONFIRMED SENT", "SHIPPED SENT", "OUT_FOR_DELIVERY SENT", "DELIVERED SENT"),
                world.told(order));
        assertEquals(4, world.outbox().size());
    }

    @Test
    void the_log_read_again_from_its_beginning_tells_nobody_anything() {
        OrderId order = world.place(order("1001"));
        world.settle();
        world.replay();
        assertEquals(List.of("ORDER_CONFIRMED SENT"), world.told(order));
        assertEquals(1, world.outbox().size());
    }

    @Test
    void history_from_a_file_is_no_occasion_at_all() {
        OrderId order = world.take(order("1001"), Arrival.HISTORY);
        world.ship(order, "JJD1");
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle", Instant.parse("2026-01-05T08:00:00Z"));
        world.settle();
        assertEquals(List.of(), world.told(order));
    }

    @Test
    void what_happens_to_an_imported_order_after_its_import_is_told() {
        OrderId order = world.take(order("1001"), Arrival.HISTORY);
        world.ship(order, "JJD1");
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
        world.settle();
        assertEquals(List.of("OUT_FOR_DELIVERY SENT"), world.told(order));
    }

    @Test
    void who_has_no_address_is_not_written_to_and_the_rule_says_so() {
        OrderId order = world.place(order("1001").email(null));
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED WITHHELD/NO_ADDRESS"), world.told(order));
        assertEquals(List.of(), world.outbox());
    }

    @Test
    void test_orders_cancelled_ones_and_those_of_the_till_get_no_mail() {
        OrderId trial = world.place(order("1001").tagged("Test"));
        OrderId cancelled = world.place(order("1002").cancelled(world.now()));
        OrderId till = world.place(order("1003").through("pos"));
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED WITHHELD/TEST_ORDER"), world.told(trial));
        assertEquals(List.of("ORDER_CONFIRMED WITHHELD/CANCELLED"), world.told(cancelled));
        assertEquals(List.of("ORDER_CONFIRMED WITHHELD/IN_PERSON"), world.told(till));
    }

    @Test
    void a_kind_the_store_switched_off_is_withheld_and_the_others_go() {
        world.database.runInStore(
                world.store,
                tx -> assertTrue(world.journeys.switchOff(tx, world.store, TouchpointKind.SHIPPED, "Ida")));
        OrderId order = world.place(order("1001"));
        world.ship(order, "JJD1");
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED SENT", "SHIPPED WITHHELD/SWITCHED_OFF"), world.told(order));
    }

    @Test
    void who_wants_no_courtesy_news_still_hears_of_a_problem() {
        OrderId order = world.place(order("1001"));
        world.unsubscribe("anna@example.org");
        world.ship(order, "JJD1");
        world.scan("JJD1", "EXCEPTION.damaged");
        world.settle();
        assertEquals(
                List.of("ORDER_CONFIRMED SENT", "SHIPPED WITHHELD/UNSUBSCRIBED", "PROBLEM:EXCEPTION.damaged SENT"),
                world.told(order));
    }

    @Test
    void courtesy_news_waits_for_the_morning_of_whoever_gets_it_not_of_the_store() {
        OrderId berlin = world.place(order("1001"));
        OrderId tokyo = world.place(order("1002").email("ken@example.jp").to("JP"));
        world.settle();
        world.at("2031-03-05T14:00:00Z"); // three in the afternoon in Berlin, eleven at night in Tokyo
        world.ship(berlin, "JJD1");
        world.ship(tokyo, "JJD2");
        world.settle();
        assertEquals("SHIPPED SENT", world.told(berlin).getLast());
        assertEquals("SHIPPED DEFERRED/QUIET_HOURS", world.told(tokyo).getLast());
        assertEquals(
                Instant.parse("2031-03-05T23:00:00Z"),
                world.touchpoints(tokyo).getLast().until());
        world.at("2031-03-05T22:59:00Z");
        world.settle();
        assertEquals("SHIPPED DEFERRED/QUIET_HOURS", world.told(tokyo).getLast());
        world.at("2031-03-05T23:00:00Z");
        world.settle();
        assertEquals("SHIPPED SENT", world.told(tokyo).getLast());
        assertEquals(2, world.touchpoints(tokyo).getLast().decisions());
    }

    @Test
    void a_problem_is_told_in_the_evening_but_not_in_the_night() {
        OrderId order = world.place(order("1001"));
        world.ship(order, "JJD1");
        world.settle();
        world.at("2031-03-05T20:30:00Z");
        world.scan("JJD1", "EXCEPTION.damaged");
        world.settle();
        assertEquals("PROBLEM:EXCEPTION.damaged SENT", world.told(order).getLast());
        world.at("2031-03-05T22:30:00Z");
        world.scan("JJD1", "EXCEPTION.address");
        world.settle();
        assertEquals(
                "PROBLEM:EXCEPTION.address DEFERRED/QUIET_HOURS",
                world.told(order).getLast());
    }

    @Test
    void a_deferred_message_that_has_been_overtaken_by_then_is_withheld() {
        OrderId order = world.place(order("1001"));
        world.settle();
        world.at("2031-03-05T21:00:00Z");
        world.ship(order, "JJD1");
        world.settle();
        assertEquals("SHIPPED DEFERRED/QUIET_HOURS", world.told(order).getLast());
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle", Instant.parse("2031-03-06T05:00:00Z"));
        world.at("2031-03-06T07:30:00Z");
        world.settle();
        assertEquals(
                List.of("ORDER_CONFIRMED SENT", "SHIPPED WITHHELD/OVERTAKEN", "OUT_FOR_DELIVERY SENT"),
                world.told(order));
    }

    @Test
    void news_of_several_parcels_within_minutes_is_one_message() {
        OrderId order = world.place(order("1001"));
        world.settle();
        world.ship(order, "JJD1");
        world.ship(order, "JJD2");
        world.settle();
        world.clock.move(Duration.ofHours(20));
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
        world.settle();
        world.clock.move(Duration.ofMinutes(1));
        world.scan("JJD2", "OUT_FOR_DELIVERY.on_vehicle");
        world.settle();
        assertEquals(
                List.of(
                        "ORDER_CONFIRMED SENT",
                        "SHIPPED SENT",
                        "SHIPPED SENT",
                        "OUT_FOR_DELIVERY DEFERRED/TOGETHER",
                        "OUT_FOR_DELIVERY DEFERRED/TOGETHER"),
                world.told(order));
        world.clock.move(Duration.ofMinutes(2));
        world.settle();
        assertEquals(
                List.of("delivery_order_confirmed", "delivery_shipped", "delivery_out_for_delivery"), world.outbox());
        Tally tally = world.tally();
        assertEquals(5, tally.of(Outcome.SENT));
        assertEquals(3, tally.messages());
    }

    @Test
    void a_store_that_tells_parcels_apart_sends_one_message_for_each() {
        world.database.runInStore(
                world.store,
                tx -> assertTrue(world.journeys.save(
                        tx, world.store, new Rhythm(LocalTime.of(21, 0), LocalTime.of(8, 0), 0, 0))));
        OrderId order = world.place(order("1001"));
        world.ship(order, "JJD1");
        world.ship(order, "JJD2");
        world.settle();
        assertEquals(List.of("delivery_order_confirmed", "delivery_shipped", "delivery_shipped"), world.outbox());
    }

    @Test
    void a_false_delivery_is_corrected_once_and_the_true_one_told() {
        OrderId order = world.place(order("1001"));
        world.ship(order, "JJD1");
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        assertEquals(
                List.of(
                        "ORDER_CONFIRMED SENT",
                        "SHIPPED SENT",
                        "DELIVERED SENT",
                        "OUT_FOR_DELIVERY SENT",
                        "CORRECTION:DELIVERED SENT",
                        "DELIVERED:AGAIN SENT"),
                world.told(order));
    }

    @Test
    void nothing_is_corrected_that_was_never_said() {
        OrderId order = world.place(order("1001"));
        world.unsubscribe("anna@example.org");
        world.ship(order, "JJD1");
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        world.clock.move(Duration.ofHours(1));
        world.scan("JJD1", "IN_TRANSIT.arrived_facility");
        world.settle();
        assertEquals(
                "CORRECTION:DELIVERED WITHHELD/NOTHING_TO_CORRECT",
                world.told(order).getLast());
    }

    @Test
    void what_happened_before_the_store_came_to_us_and_helps_nobody_any_more_is_not_decided_upon() {
        OrderId order = world.place(Sample.order("1001", world.now().minus(Duration.ofDays(6))));
        world.settle();
        assertEquals(List.of(), world.told(order));
        world.ship(order, "JJD1");
        world.scan("JJD1", "DELIVERED.door", world.now().minus(Duration.ofDays(3)));
        world.settle();
        assertEquals(List.of("SHIPPED WITHHELD/OVERTAKEN"), world.told(order), "registered only now");
        assertEquals(List.of(), world.outbox());
    }

    @Test
    void a_webhook_of_last_week_expires_instead_of_embarrassing() {
        world.at("2031-03-12T09:00:00Z");
        OrderId order = world.place(Sample.order("1001", world.now().minus(Duration.ofDays(6))));
        world.settle();
        assertEquals(List.of("ORDER_CONFIRMED EXPIRED/TOO_LATE"), world.told(order));
        assertEquals(List.of(), world.outbox());
    }

    @Test
    void what_was_decided_is_at_every_tick_what_was_sent_waits_was_withheld_or_expired() {
        world.at("2031-03-12T09:00:00Z");
        List<OrderId> orders = List.of(
                world.place(order("1001")),
                world.place(order("1002").email("ken@example.jp").to("JP")),
                world.place(order("1003").email(null)),
                world.place(Sample.order("1004", world.now().minus(Duration.ofDays(6)))));
        for (int hour = 0; hour < 36; hour++) {
            if (hour == 3) orders.forEach(order -> world.ship(order, "JJD" + orders.indexOf(order)));
            if (hour == 20) world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle");
            world.settle();
            long touchpoints = orders.stream()
                    .mapToLong(order -> world.touchpoints(order).size())
                    .sum();
            Tally tally = world.tally();
            assertEquals(touchpoints, tally.noticed(), "hour " + hour);
            assertEquals(
                    touchpoints,
                    tally.of(Outcome.SENT)
                            + tally.of(Outcome.DEFERRED)
                            + tally.of(Outcome.WITHHELD)
                            + tally.of(Outcome.EXPIRED),
                    "hour " + hour);
            assertEquals(world.letters().count(), tally.of(Outcome.SENT), "hour " + hour);
            world.clock.move(Duration.ofHours(1));
        }
    }

    private Sample order(String number) {
        return Sample.order(number, world.now());
    }
}
