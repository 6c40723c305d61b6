package io.postlude.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.api.ApiWorld.Program;
import io.postlude.api.ApiWorld.Reply;
import io.postlude.connectors.ConnectorsWorld;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Money;
import io.postlude.kernel.Nodes;
import io.postlude.orders.Arrival;
import io.postlude.orders.LatePart;
import io.postlude.orders.OrderId;
import io.postlude.orders.RefundSnapshot;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromiseState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a store's working time promises: a reply, the money of a cancelled order, that an order leaves the house. It is Friday
 * noon in Berlin.
 */
class OwedPromisesTest {
    private static final Instant NOW = ConnectorsWorld.NOW;
    private static ApiWorld world;
    private static int stores;
    private Program shop;
    private LogReaders readers;

    @BeforeAll
    static void open() {
        world = new ApiWorld();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void store() {
        shop = world.program("owed-" + stores++);
        readers = new LogReaders(
                world.ground.database(),
                world.ground.log,
                Nodes.join(world.ground.database()),
                List.of(world.ground.deliveries.promiseMaker()));
        readers.drain();
    }

    @Test
    void a_question_in_writing_is_promised_a_reply_within_opening_hours_and_answering_keeps_it() {
        JsonNode asked = ask("mail-1", "email", null).json();
        assertEquals("open", asked.path("reply").asText(), asked.toString());
        // Five opening hours are left on Friday; the other three are Monday's.
        assertEquals("2026-05-04T10:00:00Z", asked.path("replyBy").asText());
        world.ground.clock.move(Duration.ofDays(4));
        Reply answered =
                shop.put("/api/v1/contacts/" + asked.path("id").asText() + "/answer", "{'at':'2026-05-04T09:59:00Z'}");
        assertEquals("kept", answered.json().path("reply").asText(), answered.toString());
        Reply again =
                shop.put("/api/v1/contacts/" + asked.path("id").asText() + "/answer", "{'at':'2026-05-05T09:59:00Z'}");
        assertEquals("kept", again.json().path("reply").asText(), again.toString());
        world.ground.clock.move(Duration.ofDays(-4));
        assertEquals(
                404, shop.put("/api/v1/contacts/con_0000000000001/answer", "{}").status());
    }

    @Test
    void an_answer_after_the_promised_time_does_not_mend_it() {
        JsonNode asked = ask("mail-2", "chat", null).json();
        world.ground.clock.move(Duration.ofDays(4));
        Reply answered =
                shop.put("/api/v1/contacts/" + asked.path("id").asText() + "/answer", "{'at':'2026-05-04T10:00:01Z'}");
        world.ground.clock.move(Duration.ofDays(-4));
        assertEquals("broken", answered.json().path("reply").asText(), answered.toString());
    }

    @Test
    void who_calls_has_the_answer_and_last_months_tickets_promise_nothing() {
        assertTrue(ask("call-1", "phone", null).json().path("reply").isMissingNode());
        assertTrue(
                ask("old", "email", "2026-04-02T09:00:00Z").json().path("reply").isMissingNode());
    }

    @Test
    void a_question_whose_time_was_over_when_it_was_handed_in_is_promised_a_time_to_come() {
        JsonNode late = ask("late", "email", "2026-04-29T12:00:00Z").json();
        assertTrue(Instant.parse(late.path("replyBy").asText()).isAfter(NOW), late.toString());
        JsonNode wrongZone = ask("zone", "email", "2026-05-01T18:00:00Z").json();
        assertEquals("2026-05-04T10:00:00Z", wrongZone.path("replyBy").asText(), wrongZone.toString());
    }

    @Test
    void an_order_is_promised_to_leave_the_house_when_the_calendar_says_and_shipping_all_of_it_keeps_that() {
        OrderId order = order("H-1", "");
        Promise promise = only(order, PromiseKind.HANDOVER);
        assertEquals("2026-05-01", String.valueOf(promise.window().byDate()));
        ship("H-1", "2026-05-01T09:55:00Z");
        readers.drain();
        assertEquals(PromiseState.KEPT, only(order, PromiseKind.HANDOVER).state());
    }

    @Test
    void the_money_of_a_cancelled_order_is_promised_in_working_days_and_a_refund_of_all_of_it_keeps_that() {
        OrderId order = order("C-1", "'cancelledAt':'2026-05-01T09:30:00Z',");
        Promise promise = only(order, PromiseKind.REFUND);
        assertEquals("2026-05-08", String.valueOf(promise.window().byDate()));
        assertEquals(PromiseState.OPEN, promise.state());
        refund("C-1", "r1", 1_000);
        assertEquals(PromiseState.OPEN, only(order, PromiseKind.REFUND).state(), "half of it");
        refund("C-1", "r2", 450);
        assertEquals(PromiseState.KEPT, only(order, PromiseKind.REFUND).state());
    }

    @Test
    void money_nobody_paid_and_money_that_is_back_already_is_promised_to_nobody() {
        OrderId unpaid = order("U-1", "'paymentStatus':'pending','cancelledAt':'2026-05-01T09:30:00Z',");
        assertEquals(List.of(), of(unpaid, PromiseKind.REFUND));
        refund("B-1", "r1", 1_450); // the refund overtakes its order
        OrderId back = order("B-1", "'cancelledAt':'2026-05-01T09:30:00Z',");
        assertEquals(List.of(), of(back, PromiseKind.REFUND));
    }

    @Test
    void a_refund_that_does_not_come_is_broken_and_one_taken_back_is_released() {
        OrderId broken = order("X-1", "'cancelledAt':'2026-05-01T09:30:00Z',");
        OrderId reopened = order("X-2", "'cancelledAt':'2026-05-01T09:30:00Z',");
        shop.put("/api/v1/orders/X-2", body("X-2", "", "2026-05-01T09:59:00Z"));
        readers.drain();
        world.ground.clock.move(Duration.ofDays(8));
        world.ground.promises.breakOverdueAcrossStores();
        world.ground.clock.move(Duration.ofDays(-8));
        assertEquals(PromiseState.BROKEN, only(broken, PromiseKind.REFUND).state());
        assertEquals(PromiseState.RELEASED, only(reopened, PromiseKind.REFUND).state());
    }

    private void refund(String order, String reference, long minor) {
        RefundSnapshot told = new RefundSnapshot(
                reference, Instant.parse("2026-05-01T09:45:00Z"), Money.of(minor, "EUR"), List.of(), null);
        world.ground
                .database()
                .runInStore(
                        shop.store,
                        tx -> assertEquals(
                                1,
                                world.ground
                                        .orders
                                        .takeRefunds(
                                                tx,
                                                shop.store,
                                                Arrival.LIVE,
                                                List.of(new LatePart<>("api", order, told)))
                                        .size()));
        readers.drain();
    }

    private OrderId order(String reference, String more) {
        Reply reply = shop.put("/api/v1/orders/" + reference, body(reference, more, "2026-05-01T09:50:00Z"));
        assertTrue(reply.status() < 300, reply.toString());
        readers.drain();
        return world.ground
                .database()
                .inStore(shop.store, tx -> world.ground.orders.byReference(tx, shop.store, "api", reference))
                .orElseThrow();
    }

    private static String body(String reference, String more, String updated) {
        return """
                {'number':'#%s','placedAt':'2026-04-30T18:00:00Z','updatedAt':'%s','currency':'EUR',%s
                 'items':[{'reference':'1','title':'Mug','quantity':1,'unitPrice':'14.50'}]}""".formatted(reference, updated, more);
    }

    private void ship(String order, String at) {
        Reply reply = shop.put(
                "/api/v1/orders/" + order + "/fulfilments/F-1",
                "{'shippedAt':'%s','parcels':[{'trackingNumber':'00340434161094042557','carrier':'dhl'}]}"
                        .formatted(at));
        assertTrue(reply.status() < 300, reply.toString());
    }

    private Reply ask(String reference, String channel, @Nullable String at) {
        String when = at == null ? "" : ",'at':'" + at + "'";
        return shop.post(
                "/api/v1/contacts",
                "{'reference':'%s','cause':'other','channel':'%s','text':'Hello?'%s}"
                        .formatted(reference, channel, when));
    }

    private Promise only(OrderId order, PromiseKind kind) {
        List<Promise> all = of(order, kind);
        assertEquals(1, all.size(), all.toString());
        return all.getFirst();
    }

    private List<Promise> of(OrderId order, PromiseKind kind) {
        return world
                .ground
                .database()
                .inStore(shop.store, tx -> world.ground.promises.ofOrder(tx, shop.store, order))
                .stream()
                .filter(promise -> promise.kind() == kind)
                .toList();
    }
}
