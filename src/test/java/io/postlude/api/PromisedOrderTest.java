package io.postlude.api;

import static io.postlude.promises.PromiseState.BROKEN;
import static io.postlude.promises.PromiseState.KEPT;
import static io.postlude.promises.PromiseState.OPEN;
import static io.postlude.promises.PromiseState.RELEASED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.kernel.PublicId;
import io.postlude.orders.OrderId;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order was promised at its placing, from then until a parcel keeps it or time breaks it. */
class PromisedOrderTest {
    private static final String MORE = "'promised':{'from':'2026-05-04','by':'2026-05-06'}";

    private ApiWorld world;
    private Program shop;
    private int minute;

    @BeforeEach
    void start() {
        world = new ApiWorld();
        shop = world.program("shop");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void an_order_that_never_ships_breaks_its_promise_once() {
        OrderId order = order("A-1", MORE);
        assertEquals(List.of(OPEN), states(order));
        assertNull(promises(order).getFirst().shipment());
        OrderId again = order("A-1", MORE + ",'note':'ring twice'");
        assertEquals(order, again);
        assertEquals(List.of(OPEN), states(order));
        later();
        assertEquals(List.of(BROKEN), states(order));
        assertEquals(order, order("A-1", MORE + ",'note':'ring thrice'"));
        assertEquals(List.of(BROKEN), states(order));
    }

    @Test
    void the_parcel_takes_the_promise_over_and_keeps_it() {
        OrderId order = order("A-1", MORE);
        ship("A-1", "F-1", "2", "JJD000390007884568001");
        assertEquals(1, promises(order).size());
        assertNotNull(promises(order).getFirst().shipment());
        delivered("JJD000390007884568001");
        later();
        assertEquals(List.of(KEPT), states(order));
    }

    @Test
    void a_promise_broken_by_waiting_stays_broken_and_counts_once_when_the_parcel_comes() {
        OrderId order = order("A-1", MORE);
        later();
        ship("A-1", "F-1", "2", "JJD000390007884568001");
        assertEquals(List.of(BROKEN), states(order));
        assertNotNull(promises(order).getFirst().shipment());
    }

    @Test
    void what_a_first_parcel_leaves_behind_is_still_owed() {
        OrderId order = order("A-1", MORE);
        ship("A-1", "F-1", "1", "JJD000390007884568001");
        assertEquals(List.of(OPEN, OPEN), states(order));
        delivered("JJD000390007884568001");
        later();
        assertEquals(List.of(KEPT, BROKEN), states(order).stream().sorted().toList());
    }

    @Test
    void a_fulfilment_taken_back_leaves_the_promise_with_the_order() {
        OrderId order = order("A-1", MORE);
        ship("A-1", "F-1", "2", "JJD000390007884568001");
        put("/api/v1/orders/A-1/fulfilments/F-1", fulfilment("2", "JJD000390007884568001") + ",'cancelled':true}");
        assertEquals(List.of(OPEN), states(order));
        assertNull(promises(order).getFirst().shipment());
        ship("A-1", "F-2", "2", "JJD000390007884568002");
        assertEquals(List.of(OPEN), states(order));
        assertNotNull(promises(order).getFirst().shipment());
    }

    @Test
    void a_label_the_carrier_voids_leaves_the_promise_with_the_order() {
        OrderId order = order("A-1", MORE);
        ship("A-1", "F-1", "2", "JJD000390007884568001");
        scan("JJD000390007884568001", "CANCELLED.voided");
        assertEquals(List.of(OPEN), states(order));
        assertNull(promises(order).getFirst().shipment());
        later();
        assertEquals(List.of(BROKEN), states(order));
    }

    @Test
    void a_cancelled_order_releases_what_it_was_promised() {
        OrderId waiting = order("A-1", MORE);
        order("A-1", MORE + ",'cancelledAt':'2026-05-01T09:59:00Z'");
        OrderId shipped = order("A-2", MORE);
        ship("A-2", "F-1", "2", "JJD000390007884568001");
        order("A-2", MORE + ",'cancelledAt':'2026-05-01T09:59:00Z'");
        later();
        assertEquals(List.of(RELEASED), states(waiting));
        assertEquals(List.of(RELEASED), states(shipped));
    }

    @Test
    void a_window_told_anew_replaces_the_one_before() {
        OrderId order = order("A-1", MORE);
        order("A-1", "'promised':{'from':'2026-07-01','by':'2026-07-02'}");
        later();
        assertEquals(List.of(RELEASED, OPEN), states(order));
    }

    @Test
    void an_order_without_a_window_or_with_nothing_to_send_is_promised_nothing() {
        assertEquals(List.of(), states(order("A-1", "'note':'none'")));
        OrderId gift = order("A-2", MORE, "'needsShipping':false,");
        assertEquals(List.of(), states(gift));
    }

    private OrderId order(String reference, String more) {
        return order(reference, more, "");
    }

    private OrderId order(String reference, String more, String ofItem) {
        minute++;
        Reply reply = put("/api/v1/orders/" + reference, """
                {'number':'#%s','placedAt':'2026-04-30T10:00:00Z','updatedAt':'2026-04-30T10:%02d:00Z','currency':'EUR',
                 'items':[{%s'reference':'1','title':'Mug','quantity':2,'unitPrice':'14.50'}],%s}""".formatted(reference, minute, ofItem, more));
        String id = reply.json().path("id").asText();
        return new OrderId(PublicId.parse(OrderId.PREFIX, id).orElseThrow());
    }

    private Reply put(String path, String body) {
        Reply reply = shop.put(path, body);
        if (reply.status() > 299) throw new AssertionError(reply.toString());
        return reply;
    }

    private void ship(String order, String reference, String quantity, String number) {
        put("/api/v1/orders/" + order + "/fulfilments/" + reference, fulfilment(quantity, number) + "}");
    }

    private String fulfilment(String quantity, String number) {
        minute++;
        return """
                {'shippedAt':'2026-05-01T08:00:00Z','updatedAt':'2026-05-01T09:%02d:00Z',
                 'parcels':[{'carrier':'dhl','trackingNumber':'%s'}],
                 'items':[{'reference':'1','quantity':%s}]""".formatted(minute, number, quantity);
    }

    private void delivered(String number) {
        scan(number, "PICKED_UP.accepted");
        scan(number, "DELIVERED.door");
    }

    private void scan(String number, String code) {
        minute++;
        Reply reply = shop.post("/api/v1/scans", """
                {'scans':[{'trackingNumber':'%s','carrier':'dhl','status':'%s','occurredAt':'2026-05-01T09:%02d:00Z'}]}""".formatted(number, code, minute));
        if (reply.status() > 299) throw new AssertionError(reply.toString());
    }

    private void later() {
        world.ground.clock.move(Duration.ofDays(30));
        world.ground.promises.breakOverdueAcrossStores();
    }

    private List<Promise> promises(OrderId order) {
        return world.ground.database().inStore(shop.store, tx -> world.ground.promises.ofOrder(tx, shop.store, order));
    }

    private List<PromiseState> states(OrderId order) {
        return promises(order).stream().map(Promise::state).toList();
    }
}
