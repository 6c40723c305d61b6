package io.postlude.returns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnsWorld.Thing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What carriers tell of parcels on their way back. */
class ReturnScansTest {
    private static final ReturnsWorld WORLD = new ReturnsWorld();

    @AfterAll
    static void close() {
        WORLD.close();
    }

    private static ReturnView travelling(String number) {
        OrderId order = WORLD.sent("s" + number, new Thing("mug", 1, 2400, 0));
        ReturnView view = WORLD.requested(WORLD.ask(order, "mug", 1));
        return ReturnsWorld.done(
                WORLD.database.inStore(WORLD.store, tx -> WORLD.returns.parcelIs(tx, WORLD.store, view.id(), number)));
    }

    @Test
    void the_first_scan_says_that_it_is_under_way_and_later_ones_change_nothing() {
        ReturnView view = travelling("00340434292135100186");
        assertEquals(Stage.AWAITED, WORLD.view(view.id()).stage());
        WORLD.scan("00340434292135100186", "PICKED_UP.accepted");
        WORLD.settle();
        assertEquals(Stage.UNDER_WAY, WORLD.view(view.id()).stage());
        int version = WORLD.view(view.id()).version();
        WORLD.scan("00340434292135100186", "IN_TRANSIT.arrived_facility");
        WORLD.settle();
        assertEquals(version, WORLD.view(view.id()).version());
    }

    @Test
    void a_scan_after_it_arrived_does_not_send_it_on_its_way_again() {
        ReturnView view = travelling("00340434292135100193");
        WORLD.received(view.id());
        WORLD.scan("00340434292135100193", "IN_TRANSIT.arrived_facility");
        WORLD.settle();
        assertEquals(Stage.ARRIVED, WORLD.view(view.id()).stage());
    }
}
