package io.postlude.journeys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.journeys.JourneysWorld.Sample;
import io.postlude.orders.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong and late news: no message that embarrasses. */
class OddParcelNewsTest {
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
    void a_promise_for_the_past_makes_no_apology_ahead_of_it() {
        OrderId order = placed();
        LocalDate past = LocalDate.ofInstant(world.now(), ZoneOffset.UTC).minusDays(4);
        world.ship(order, "JJD1", past, past);
        world.scan("JJD1", "IN_TRANSIT.generic");
        world.foresee(order, 0.99, past.plusDays(9));
        world.settle();
        assertTrue(world.told(order).stream().noneMatch(line -> line.startsWith("RUNNING_LATE")), told(order));
    }

    @Test
    void delivered_before_anybody_shipped_it_is_not_announced_as_shipped_afterwards() {
        OrderId order = placed();
        world.ship(order, "JJD1");
        world.scan("JJD1", "DELIVERED.door", world.now().minus(Duration.ofMinutes(5)));
        world.settle();
        assertTrue(world.told(order).stream().noneMatch("SHIPPED SENT"::equals), told(order));
    }

    @Test
    void scans_that_all_come_two_days_late_at_once_tell_where_it_is_and_not_where_it_was() {
        OrderId order = placed();
        world.ship(order, "JJD1");
        world.clock.move(Duration.ofDays(3));
        Instant then = world.now().minus(Duration.ofDays(2));
        world.scan("JJD1", "PICKED_UP.accepted", then.minus(Duration.ofHours(20)));
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle", then);
        world.scan("JJD1", "IN_TRANSIT.departed_facility", then.minus(Duration.ofHours(8)));
        world.settle();
        assertTrue(
                world.told(order).stream().noneMatch("OUT_FOR_DELIVERY SENT"::equals),
                "the van of the day before yesterday: " + told(order));
    }

    @Test
    void clocks_in_the_wrong_zone_tell_a_delivery_once_and_no_parcel_from_the_future() {
        OrderId order = placed();
        world.ship(order, "JJD1");
        world.scan("JJD1", "OUT_FOR_DELIVERY.on_vehicle", world.now().plus(Duration.ofHours(9)));
        world.scan("JJD1", "DELIVERED.door");
        world.settle();
        world.clock.move(Duration.ofHours(10));
        world.settle();
        long delivered = world.told(order).stream()
                .filter(line -> line.startsWith("DELIVERED SENT"))
                .count();
        assertTrue(delivered <= 1, told(order));
        assertTrue(
                world.told(order).stream().noneMatch(line -> line.startsWith("CORRECTION SENT")),
                "nothing was wrong: " + told(order));
    }

    private OrderId placed() {
        OrderId order = world.place(Sample.order("1001", world.now()));
        world.settle();
        return order;
    }

    private String told(OrderId order) {
        return world.told(order).toString();
    }
}
