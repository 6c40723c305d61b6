package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.returns.Offering;
import io.postlude.returns.Reason;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturnQuery;
import io.postlude.stores.Actor;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Returns made in Shopify's own admin, told by its signed webhooks through the front door. */
final class ShopReturnsTest {
    private static ConnectorsWorld world;
    private static ReturnsModule returns;

    /** One delivery: {@code minute} is when the shop said it. */
    private record Told(String topic, int minute, String body) {}

    private static final Told ORDER = new Told("orders/create", 0, """
            {"id": 71, "name": "#1071", "currency": "EUR", "created_at": "2026-04-28T08:00:00Z", "total_price": "60.00",
             "line_items": [
              {"id": 1, "product_id": 900, "variant_id": 901, "title": "Cup", "quantity": 3, "price": "12.00"},
              {"id": 2, "product_id": 900, "variant_id": 902, "title": "Plate", "quantity": 2, "price": "12.00"}],
             "fulfillments": [{"id": 5, "status": "success", "created_at": "2026-04-28T12:00:00Z",
              "line_items": [{"id": 1, "quantity": 3}, {"id": 2, "quantity": 2}]}]}""");
    private static final Told REQUESTED = new Told("returns/request", 1, thing("requested", """
            {"id": 301, "quantity": 2, "return_reason": "size_too_small", "customer_note": "Far too small",
             "fulfillment_line_item": {"id": 8, "line_item": {"id": 1}}},
            {"id": 302, "quantity": 1, "return_reason": "defective", "return_reason_note": "cracked",
             "fulfillment_line_item": {"id": 9, "line_item": {"admin_graphql_api_id": "gid://shopify/LineItem/2"}}}"""));
    private static final Told APPROVED = new Told(
            "returns/approve",
            2,
            REQUESTED.body().replace("\"requested\"", "\"open\"").replace("\"name\": null", "\"name\": \"#1071-R1\""));
    private static final Told UPDATED = new Told("returns/update", 3, """
            {"id": 46, "admin_graphql_api_id": "gid://shopify/Return/46", "return_line_items":
              {"removals": [{"admin_graphql_api_id": "gid://shopify/ReturnLineItem/301", "delta": 1}]}}""");
    private static final Told CLOSED = new Told("returns/close", 4, small("closed"));

    private static String thing(String status, String items) {
        return """
                {"id": 46, "admin_graphql_api_id": "gid://shopify/Return/46", "status": "%s", "name": null,
                 "order": {"id": 71, "admin_graphql_api_id": "gid://shopify/Order/71"}, "total_return_line_items": 2,
                 "return_line_items": [%s]}""".formatted(status, items);
    }

    private static String small(String status) {
        return "{\"id\": 46, \"admin_graphql_api_id\": \"gid://shopify/Return/46\", \"order_id\": 71, \"status\": \"%s\"}"
                .formatted(status);
    }

    @BeforeAll
    static void start() {
        world = new ConnectorsWorld();
        returns = new ReturnsModule(
                new ReturnsModule.Ground(world.database(), world.log, world.ids, world.clock),
                new ReturnsModule.Faces(
                        world.stores.stores(), world.customers, world.orders, world.tracking, world.promises),
                ReturnsModule.Gateways.none());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void in_whatever_order_its_news_come_and_however_often_it_ends_the_same() {
        List<List<Told>> orders = new ArrayList<>();
        permute(List.of(ORDER, REQUESTED, APPROVED, UPDATED, CLOSED), List.of(), orders);
        assertEquals(120, orders.size());
        int at = 0;
        for (List<Told> arrival : orders) {
            StoreId store = world.openStore("any-order-" + at++);
            Connection shop = world.connect(store, Source.SHOPIFY);
            for (Told told : arrival) tell(shop, told, "first");
            ShopReturn once = only(store);
            assertEquals(ShopReturn.State.CLOSED, once.state(), () -> topics(arrival));
            assertEquals("#1071-R1", once.called(), () -> topics(arrival));
            assertEquals(
                    List.of(
                            new ShopReturn.Item("301", "1", 1, Reason.TOO_SMALL, "Far too small"),
                            new ShopReturn.Item("302", "2", 1, Reason.DEFECTIVE, "cracked")),
                    once.items(),
                    () -> topics(arrival));
            assertEquals(Map.of("1", 2, "2", 1), free(store), () -> topics(arrival));
            long events = events(store);
            for (Told told : arrival.reversed()) tell(shop, told, "again");
            assertEquals(once, only(store), "told again it is nothing");
            assertEquals(events, events(store), "and nobody hears of it twice");
            assertTrue(
                    world.inbox(store).stream().allMatch(entry -> entry.state() == InboxState.DONE),
                    () -> world.inbox(store).toString());
        }
    }

    @Test
    void what_was_declined_or_cancelled_may_be_sent_back_and_what_is_opened_again_may_not() {
        StoreId store = world.openStore("declined");
        Connection shop = world.connect(store, Source.SHOPIFY);
        tell(shop, ORDER, "");
        assertEquals(Map.of("1", 3, "2", 2), free(store));
        tell(shop, REQUESTED, "");
        assertEquals(Map.of("1", 1, "2", 1), free(store));
        tell(shop, new Told("returns/approve", 4, thing("open", "")), "");
        assertEquals(Map.of("1", 1, "2", 1), free(store), "it counts two things and lists none: they are not gone");
        tell(shop, new Told("returns/decline", 5, small("declined").replace("}", """
                        , "decline": {"reason": "return_period_ended", "note": "Too late, sorry"}}""")), "");
        assertEquals(Map.of("1", 3, "2", 2), free(store));
        assertEquals("return_period_ended", only(store).declined());
        assertEquals("Too late, sorry", only(store).note());
        tell(shop, new Told("returns/reopen", 6, small("open")), "");
        assertEquals(Map.of("1", 1, "2", 1), free(store));
        tell(shop, new Told("returns/cancel", 7, small("canceled")), "");
        assertEquals(ShopReturn.State.CANCELLED, only(store).state());
        assertEquals(Map.of("1", 3, "2", 2), free(store));
    }

    @Test
    void the_shops_refund_settles_its_return_and_its_pieces_count_once() {
        StoreId store = world.openStore("refunded");
        Connection shop = world.connect(store, Source.SHOPIFY);
        tell(shop, ORDER, "");
        tell(shop, refund(500, "2026-04-29T08:00:00Z", 1, 1), "before");
        assertEquals(Map.of("1", 2, "2", 2), free(store));
        tell(shop, REQUESTED, "");
        assertEquals(Map.of("1", 0, "2", 1), free(store), "the earlier refund is another piece");
        tell(shop, refund(501, "2026-05-01T10:30:00Z", 1, 2), "after");
        assertEquals(Map.of("1", 0, "2", 1), free(store), "the later one pays for the return");
        OrderView order = order(store);
        assertEquals(
                Map.of("1", 2, "2", 0),
                world.database()
                        .inStore(store, tx -> returns.shopReturns().refunded(tx, store, order))
                        .get(only(store).id()));
        assertEquals(
                0L,
                (long) world.database()
                        .inStore(
                                store,
                                tx -> tx.number("select count(*) from returns.payout where store_id = ?", store)),
                "nothing of it is ours to pay");
    }

    @Test
    void a_merchants_program_hears_of_what_changed_once_each_and_without_what_people_wrote() throws Exception {
        StoreId store = world.openStore("heard-of");
        Connection shop = world.connect(store, Source.SHOPIFY);
        try (WebhookPeer peer = new WebhookPeer();
                WebhooksOut out = new WebhooksOut(new WebhooksOut.Ground(
                        world.database(),
                        world.ids,
                        new Secrets(world.database()),
                        world.clock,
                        world.stores.audit(),
                        "https://post.example",
                        OutsideHttp.Reach.THIS_NETWORK_TOO))) {
            var made = assertInstanceOf(
                    Endpoints.Outcome.Made.class,
                    out.endpoints()
                            .add(
                                    store,
                                    peer.address(),
                                    Set.of("postlude.shop_return.changed.v1"),
                                    new Actor.Program("test")));
            peer.expect(made.secret());
            LogReaders readers =
                    new LogReaders(world.database(), world.log, Nodes.join(world.database()), List.of(out.reader()));
            readers.drain();
            for (Told told : List.of(ORDER, REQUESTED, APPROVED, APPROVED, UPDATED, CLOSED)) {
                tell(shop, told, "");
                readers.drain();
                int _ = out.workDue();
            }
            assertEquals(List.of(), peer.unsigned);
            List<JsonNode> heard = new ArrayList<>();
            for (WebhookPeer.Heard one : peer.heard) heard.add(Json.MAPPER.readTree(one.body()));
            assertEquals(
                    List.of("REQUESTED", "OPEN", "OPEN", "CLOSED"),
                    heard.stream()
                            .map(one -> one.path("data").path("state").asText())
                            .toList());
            JsonNode last = heard.getLast();
            assertEquals("postlude.shop_return.changed.v1", last.path("type").asText());
            assertEquals(
                    only(store).id().toString(),
                    last.path("data").path("returned").asText());
            assertEquals(
                    order(store).id().toString(),
                    last.path("data").path("order").asText());
            assertFalse(peer.heard.toString().contains("Far too small"));
        }
    }

    private static Told refund(int id, String at, int line, int pieces) {
        return new Told("refunds/create", 30, """
                {"id": %d, "order_id": 71, "created_at": "%s", "processed_at": "%s", "refund_line_items":
                  [{"id": %d, "line_item_id": %d, "quantity": %d, "subtotal": 12.00, "total_tax": 0}],
                 "transactions": [{"id": 1, "kind": "refund", "status": "success", "amount": "12.00", "currency": "EUR"}]}""".formatted(id, at, at, id, line, pieces));
    }

    private static void permute(List<Told> left, List<Told> begun, List<List<Told>> into) {
        if (left.isEmpty()) into.add(begun);
        for (Told next : left) {
            List<Told> rest = new ArrayList<>(left);
            rest.remove(next);
            List<Told> longer = new ArrayList<>(begun);
            longer.add(next);
            permute(rest, longer, into);
        }
    }

    private static String topics(List<Told> told) {
        return told.stream().map(Told::topic).toList().toString();
    }

    private static void tell(Connection shop, Told told, String time) {
        byte[] body = told.body().getBytes(StandardCharsets.UTF_8);
        String triggered = ConnectorsWorld.NOW.minusSeconds(3_600).plusSeconds(60L * told.minute()) + "";
        var answer = world.deliver(
                shop, told.topic(), body, told.minute() + time, Map.of("X-Shopify-Triggered-At", triggered));
        assertEquals(200, answer.statusCode());
        world.work();
    }

    private static ShopReturn only(StoreId store) {
        return world.database().inStore(store, tx -> {
            List<ShopReturn> all = returns.shopReturns()
                    .list(tx, store, new ShopReturnQuery(Set.of(), null, 10))
                    .rows();
            assertEquals(1, all.size(), all::toString);
            return all.getFirst();
        });
    }

    private static OrderView order(StoreId store) {
        return world.database().inStore(store, tx -> order(tx, store));
    }

    private static OrderView order(Tx tx, StoreId store) {
        OrderId id =
                world.orders.byReference(tx, store, Source.SHOPIFY.word(), "71").orElseThrow();
        return world.orders.order(tx, store, id).orElseThrow();
    }

    /** How many pieces of each line could be sent back here. */
    private static Map<String, Integer> free(StoreId store) {
        return world.database().inStore(store, tx -> {
            Map<String, Integer> free = new java.util.TreeMap<>();
            Offering offering =
                    returns.returns().offering(tx, store, order(tx, store).id()).orElseThrow();
            offering.things().forEach(thing -> free.put(thing.line().reference(), thing.free()));
            return free;
        });
    }

    private static long events(StoreId store) {
        return world.database()
                .inStore(store, tx -> tx.number("select count(*) from kernel.event_log where store_id = ?", store));
    }
}
