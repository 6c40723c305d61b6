package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door: what is let in, what is not, and how it is told so. */
class HooksTest {
    private static ConnectorsWorld world;
    private static StoreId store;
    private static Connection shop;

    @BeforeAll
    static void start() {
        world = new ConnectorsWorld();
        store = world.openStore("front-door");
        shop = world.connect(store, Source.SHOPIFY);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void an_unknown_token_a_wrong_source_and_another_shop_are_not_found() {
        byte[] body = bytes("{}");
        Map<String, String> signed = Signing.headers(Source.SHOPIFY, body, ConnectorsWorld.SECRET);
        assertEquals(
                404,
                world.send("POST", "/hooks/shopify/no-such-token", body, signed).statusCode());
        assertEquals(
                404,
                world.send("POST", "/hooks/magento/" + shop.pathToken(), body, signed)
                        .statusCode());
        assertEquals(
                404,
                world.send("POST", "/hooks/easypost/" + shop.pathToken(), body, signed)
                        .statusCode());
        Map<String, String> elsewhere = new HashMap<>(signed);
        elsewhere.put("X-Shopify-Shop-Domain", "another.myshopify.com");
        assertEquals(
                404,
                world.send("POST", ConnectorsWorld.path(shop), body, elsewhere).statusCode());
        assertEquals(
                405,
                world.send("GET", ConnectorsWorld.path(shop), null, Map.of()).statusCode());
    }

    @Test
    void a_switched_off_connection_is_not_found() {
        Connection off = world.connect(store, Source.EASYPOST);
        var _ = world.stores.connections().disable(store, off.id(), ConnectorsWorld.TESTER);
        assertEquals(404, world.deliver(off, "", bytes("{}")).statusCode());
    }

    @Test
    void a_missing_or_wrong_signature_is_refused_counted_and_leaves_nothing() {
        byte[] body = bytes("{\"id\": 77}");
        int before = world.inbox(store).size();
        double counted = world.counted("shopify", "401");
        assertEquals(
                401,
                world.send("POST", ConnectorsWorld.path(shop), body, Map.of()).statusCode());
        var wrong = world.send(
                "POST", ConnectorsWorld.path(shop), body, Signing.headers(Source.SHOPIFY, body, "guessed-secret"));
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("/problems/wrong-signature"), wrong.body());
        assertEquals(before, world.inbox(store).size());
        assertEquals(counted + 2, world.counted("shopify", "401"));
    }

    @Test
    void a_body_over_the_limit_is_refused_whether_or_not_its_length_is_told() {
        byte[] body = new byte[ConnectorsWorld.BODY_LIMIT_BYTES + 1];
        assertEquals(413, world.deliver(shop, "orders/create", body).statusCode());
        var untold = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        assertEquals(
                413,
                world.publish("POST", ConnectorsWorld.path(shop), untold, Map.of())
                        .statusCode());
    }

    @Test
    void broken_json_of_a_proven_sender_is_kept_answered_and_left_to_a_person() {
        StoreId own = world.openStore("broken-json");
        Connection door = world.connect(own, Source.SHOPIFY);
        assertEquals(
                200,
                world.deliver(door, "orders/create", bytes("{\"id\": 12, \"name\": "))
                        .statusCode());
        world.work();
        InboxEntry entry = world.inbox(own).getFirst();
        assertEquals(InboxState.FAILED, entry.state());
        assertEquals("The body is not JSON: it breaks at line 1, column 20.", entry.result());
        InboxEntry whole = world.connectors.inbox().find(own, entry.id()).orElseThrow();
        assertEquals("{\"id\": 12, \"name\": ", whole.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a negative price      | {'id':1,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[{'id':2,'quantity':1,'price':'-3'}]} | FAILED | /line_items/0/price must not be negative
            an unknown currency   | {'id':2,'currency':'QQQ','created_at':'2026-04-30T10:00:00Z'} | FAILED | /currency is not a currency of ISO 4217, such as EUR
            no decimals           | {'id':3,'currency':'JPY','created_at':'2026-04-30T10:00:00Z','total_price':'1200','total_line_items_price':'1200','line_items':[{'id':2,'quantity':1,'price':'1200'}]} | DONE |
            three decimals        | {'id':4,'currency':'KWD','created_at':'2026-04-30T10:00:00Z','total_price':'1.250','total_line_items_price':'1.250','line_items':[{'id':2,'quantity':1,'price':'1.25'}]} | DONE |
            a time without a zone | {'id':5,'currency':'EUR','created_at':'2026-04-30T10:00:00'} | FAILED | /created_at needs a date, a time and a zone, such as 2026-05-01T10:00:00Z
            the far future        | {'id':6,'currency':'EUR','created_at':'9999-12-31T10:00:00Z'} | FAILED | /created_at lies in the future
            an emoji              | {'id':7,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[],'customer':{'id':9,'first_name':'\ud83e\udd84 \ud83c\udffd','email':'uni@example.com'}} | DONE |
            right to left         | {'id':8,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[],'customer':{'id':10,'first_name':'\u0645\u0631\u064a\u0645','email':'maryam@example.com'}} | DONE |
            a NUL                 | {'id':9,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[],'note':'a\\u0000b'} | DONE |
            half a pair           | {'id':10,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','line_items':[],'note':'\\ud83e'} | DONE |
            no id                 | {'currency':'EUR','created_at':'2026-04-30T10:00:00Z'} | FAILED | /id is needed
            a huge number         | {'id':11,'currency':'EUR','created_at':'2026-04-30T10:00:00Z','total_price':1e999999} | FAILED | /total_price is too large or too fine a number
            """)
    void bad_input_of_a_proven_sender_is_answered_kept_and_explained(
            String name, String body, InboxState state, String reason) {
        assertEquals(
                200,
                world.deliver(shop, "orders/create", bytes(body.replace('\'', '"')))
                        .statusCode());
        world.work();
        InboxEntry entry = world.inbox(store).getFirst();
        assertEquals(state, entry.state(), entry.result());
        if (reason != null) assertTrue(entry.result().contains(reason), entry.result());
    }

    @Test
    void ten_thousand_items_are_taken_and_one_more_is_explained() {
        assertEquals(InboxState.DONE, ofItems(10_000, 1).state());
        InboxEntry refused = ofItems(10_001, 2);
        assertEquals(InboxState.FAILED, refused.state());
        assertEquals("/line_items has 10001 entries; at most 10000 are taken", refused.result());
    }

    private static InboxEntry ofItems(int count, int id) {
        StringBuilder body = new StringBuilder("{\"id\":\"many-" + id
                + "\",\"currency\":\"EUR\",\"created_at\":\"2026-04-30T10:00:00Z\",\"line_items\":[");
        for (int i = 0; i < count; i++)
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":" + i + ",\"quantity\":1,\"price\":\"1.00\",\"title\":\"x\"}");
        assertEquals(
                200,
                world.deliver(shop, "orders/create", bytes(body.append("]}").toString()))
                        .statusCode());
        world.work();
        return world.inbox(store).getFirst();
    }

    @Test
    void the_same_delivery_again_is_answered_and_kept_once() {
        StoreId own = world.openStore("repeated");
        Connection door = world.connect(own, Source.AFTERSHIP);
        byte[] body = Payloads.read("aftership/webhook_tracking_update_v4_usps.json");
        for (int i = 0; i < 3; i++)
            assertEquals(200, world.deliver(door, "", body).statusCode());
        assertEquals(1, world.inbox(own).size());
        assertEquals(
                "bca2a741-8613-4694-bfb4-2ceb0016ee4f",
                world.inbox(own).getFirst().deliveryId());
    }

    @Test
    void contradictory_news_ends_with_the_newest_whichever_came_last() {
        StoreId own = world.openStore("contradiction");
        Connection door = world.connect(own, Source.SHOPIFY);
        for (String when : List.of("12:00", "11:00")) {
            String body =
                    "{'id':1,'name':'#1','currency':'EUR','created_at':'2026-04-30T10:00:00Z','updated_at':'2026-04-30T"
                            + when + ":00Z','note':'of " + when + "','line_items':[]}";
            world.deliver(door, "orders/updated", bytes(body.replace('\'', '"')));
        }
        world.work();
        var id = world.database()
                .inStore(own, tx -> world.orders.byReference(tx, own, "shopify", "1"))
                .orElseThrow();
        var view = world.database()
                .inStore(own, tx -> world.orders.order(tx, own, id))
                .orElseThrow();
        assertEquals("of 12:00", view.context().note());
    }

    @Test
    void a_number_of_no_carrier_waits_without_harm() {
        StoreId own = world.openStore("no-carrier");
        Connection door = world.connect(own, Source.EASYPOST);
        world.deliver(
                door,
                "",
                bytes(
                        "{\"id\":\"evt_9\",\"result\":{\"tracking_code\":\"not a number!\",\"tracking_details\":[{\"status\":\"in_transit\",\"datetime\":\"2026-04-30T10:00:00Z\"}]}}"));
        world.deliver(door, "", bytes("{\"id\":\"evt_10\",\"result\":{\"tracking_code\":\"---\"}}"));
        world.work();
        List<InboxEntry> inbox = world.inbox(own);
        assertEquals(
                "/result/tracking_code holds neither letter nor digit",
                inbox.getFirst().result());
        assertEquals(InboxState.DONE, inbox.getLast().state());
    }

    @Test
    void woocommerces_first_ping_is_answered_and_nothing_else_unsigned() {
        Connection woo = world.connect(store, Source.WOOCOMMERCE);
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        int before = world.inbox(store).size();
        assertEquals(
                200,
                world.send("POST", ConnectorsWorld.path(woo), bytes("webhook_id=142"), form)
                        .statusCode());
        assertEquals(
                401,
                world.send("POST", ConnectorsWorld.path(woo), bytes("webhook_id=142&x=1"), form)
                        .statusCode());
        assertEquals(
                401,
                world.send("POST", ConnectorsWorld.path(shop), bytes("webhook_id=142"), form)
                        .statusCode());
        assertEquals(before, world.inbox(store).size());
    }

    @Test
    void the_former_secret_counts_until_its_time_is_over() {
        StoreId own = world.openStore("rotation");
        Connection door = world.connect(own, Source.SHOPIFY);
        var _ = world.stores.connections().rotate(own, door.id(), "the-new-secret", ConnectorsWorld.TESTER);
        assertEquals(
                200, world.deliver(door, "orders/edited", bytes("{\"a\":1}")).statusCode());
        world.clock.move(Duration.ofHours(25));
        assertEquals(
                401, world.deliver(door, "orders/edited", bytes("{\"a\":2}")).statusCode());
        byte[] body = bytes("{\"a\":3}");
        Map<String, String> signed = Signing.headers(Source.SHOPIFY, body, "the-new-secret");
        assertEquals(
                200,
                world.send("POST", ConnectorsWorld.path(door), body, signed).statusCode());
    }

    @Test
    void two_stores_do_not_see_each_other() {
        StoreId one = world.openStore("one");
        StoreId other = world.openStore("other");
        Connection ofOne = world.connect(one, Source.EASYPOST);
        Connection ofOther = world.connect(other, Source.EASYPOST);
        byte[] body = Payloads.read("easypost/webhook_tracker_updated_fedex.json");
        assertEquals(200, world.deliver(ofOne, "", body).statusCode());
        assertEquals(1, world.inbox(one).size());
        assertEquals(0, world.inbox(other).size());
        assertEquals(
                200, world.deliver(ofOther, "", body).statusCode(), "the same delivery id in another store is its own");
        assertEquals(1, world.inbox(other).size());
        InboxId id = world.inbox(one).getFirst().id();
        assertTrue(world.connectors.inbox().find(other, id).isEmpty());
        world.work();
        assertEquals(0, world.connectors.inbox().replay(other, List.of(id)));
    }

    @Test
    void a_running_worker_takes_what_comes_at_once() {
        try (ConnectorsWorld running = new ConnectorsWorld()) {
            StoreId own = running.openStore("awake");
            Connection door = running.connect(own, Source.SHOPIFY);
            running.connectors.start();
            running.deliver(door, "orders/create", Payloads.read("shopify/webhook_orders_create.json"));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (running.inbox(own).getFirst().state() == InboxState.RECEIVED && System.nanoTime() < deadline)
                Thread.onSpinWait();
            assertEquals(InboxState.DONE, running.inbox(own).getFirst().state());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
