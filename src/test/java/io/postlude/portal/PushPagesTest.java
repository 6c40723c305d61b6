package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.postlude.browser.Chromium;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.Providers;
import io.postlude.orders.OrderId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer lets a browser show notices, on the page of an order. */
class PushPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    /** What a browser gives, with a real point of the curve (RFC 8291, appendix A). */
    private static final String SUBSCRIPTION = """
            {"endpoint": "http://127.0.0.1:9/push/%s", "keys": {
              "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
              "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}""";

    private static PortalGround ground;
    private static StoreId store;
    private static OrderId order;
    private static String page;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        store = ground.open("maren-pine");
        order = ground.order(store, "8001");
        page = ground.base + ground.portal.path(store, order);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private static void offer() {
        var outcome = ground.channels
                .providers()
                .add(
                        store,
                        new Providers.Wanted("webpush", "Browsers", Map.of("contact", "post@maren.example")),
                        PortalGround.TEST);
        assertTrue(outcome instanceof Providers.Outcome.Saved, outcome.toString());
    }

    private static HttpResponse<String> post(String path, String body, String origin) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(page + path))
                        .header("Sec-Fetch-Site", origin)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<Boolean> standing() {
        CustomerId buyer = ground.buyer(store, order);
        return ground.database.<List<Consent>>inStore(store, tx -> ground.customers.consents(tx, store, buyer)).stream()
                .filter(one -> one.channel() == Channel.PUSH)
                .map(Consent::given)
                .toList();
    }

    @Test
    void the_yes_and_the_no_stand_in_the_ledger_and_the_button_only_shows_where_it_works() throws Exception {
        assertEquals(204, get("/push").statusCode(), "the store sends no notices yet");
        assertEquals(
                404, post("/push", SUBSCRIPTION.formatted("a"), "same-origin").statusCode());
        offer();
        assertEquals(200, get("/push").statusCode());
        assertEquals(
                403, post("/push", SUBSCRIPTION.formatted("a"), "cross-site").statusCode());
        assertEquals(400, post("/push", "{", "same-origin").statusCode());
        assertEquals(422, post("/push", "{\"endpoint\": \"x\"}", "same-origin").statusCode());
        assertEquals(List.of(), standing());
        assertEquals(
                204, post("/push", SUBSCRIPTION.formatted("a"), "same-origin").statusCode());
        assertEquals(
                204, post("/push", SUBSCRIPTION.formatted("b"), "same-origin").statusCode());
        assertEquals(List.of(true), standing());
        ground.clock.move(java.time.Duration.ofSeconds(1));
        String end = "{\"endpoint\": \"http://127.0.0.1:9/push/%s\"}";
        assertEquals(204, post("/push/end", end.formatted("a"), "same-origin").statusCode());
        assertEquals(List.of(true), standing(), "another browser still takes them");
        assertEquals(204, post("/push/end", end.formatted("b"), "same-origin").statusCode());
        assertEquals(List.of(false), standing());
        inABrowser();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(page + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The push service itself is out of reach here: the browser's last call is answered for it, all before is its own. */
    private static void inABrowser() {
        try (var chromium = Chromium.start();
                var context = chromium.context()) {
            context.grantPermissions(List.of("notifications"));
            Page tab = context.newPage();
            tab.addInitScript("""
                    PushManager.prototype.subscribe = async function (asked) {
                      if (asked.applicationServerKey.length !== 65) throw new Error('no key');
                      return { endpoint: 'http://127.0.0.1:9/push/c', unsubscribe: async () => true, toJSON: () => (%s) };
                    };""".formatted(SUBSCRIPTION.formatted("c")));
            tab.navigate(page + "?lang=en");
            tab.click("#push button:has-text('Tell me here')");
            tab.waitForSelector("#push button:has-text('Stop it here')");
            ground.clock.move(java.time.Duration.ofSeconds(1));
            Object there = tab.waitForFunction(
                            "async at => (await navigator.serviceWorker.getRegistrations()).some(one => one.active?.state === 'activated' && new URL(one.scope).pathname === at)",
                            "/push/" + store.value() + "/")
                    .jsonValue();
            assertEquals(true, there);
            tab.click("#push button:has-text('Stop it here')");
            tab.waitForSelector("#push button:has-text('Tell me here')");
        }
        assertEquals(List.of(false), standing());
        assertFalse(page.isEmpty());
    }
}
