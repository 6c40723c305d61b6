package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.Reason;
import io.postlude.returns.ShopReturn;
import io.postlude.returns.ShopReturnNews;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A return that was made in the shop, where staff, the customer and programs read it. */
final class ShopReturnPagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TwoStores two;
    private static ShopReturn made;

    @BeforeAll
    static void open() {
        two = new TwoStores();
        StoreId store = two.here.store();
        made = two.ground.database.inStore(store, tx -> {
            var news = new ShopReturnNews(
                    "api",
                    "991",
                    "plain-1",
                    "#991-R1",
                    ShopReturn.State.REQUESTED,
                    null,
                    List.of(new ShopReturn.Item("1", "l1", 1, Reason.TOO_SMALL, "Too short for our bed")),
                    List.of(),
                    Instant.parse("2026-05-05T09:00:00Z"));
            var returns = two.product.returns.shopReturns();
            return returns.find(
                            tx,
                            store,
                            returns.take(tx, store, news).orElseThrow().id())
                    .orElseThrow();
        });
    }

    @AfterAll
    static void close() {
        two.close();
    }

    @Test
    void it_stands_on_top_of_the_queue_and_on_a_page_of_its_own() throws IOException, InterruptedException {
        String queue = console("/console/returns");
        assertTrue(queue.contains("#991-R1") && queue.contains("Asked in the shop"), queue);
        assertFalse(console("/console/returns?view=done").contains("#991-R1"));
        assertTrue(console("/console/returns/shop").contains("#991-R1"));
        String page = console("/console/returns/shop/" + made.id());
        for (String said : List.of("plain throw", "Too small", "Too short for our bed", "Refunded by the shop"))
            assertTrue(page.contains(said), said + " is missing in " + page);
    }

    @Test
    void the_customers_page_says_what_goes_back_why_and_where_it_stands() throws IOException, InterruptedException {
        String page = get(path() + "?lang=en", "Accept", "text/html");
        for (String said : List.of("Return #991-R1", "is being looked at", "1 × plain throw: It is too small"))
            assertTrue(page.contains(said), said + " is missing in " + page);
        String named = "aria-labelledby=\"" + made.id() + "\"><h2 id=\"" + made.id() + "\">Return #991-R1";
        assertTrue(page.contains(named), named + " is missing in " + page);
        assertTrue(get(path() + "?lang=de", "Accept", "text/html").contains("wird geprüft"));
    }

    @Test
    void programs_list_it() throws IOException, InterruptedException {
        String listed = get("/api/v1/shop-returns?state=requested", "Authorization", "Bearer " + two.here.key());
        assertTrue(listed.contains("\"reference\":\"991\"") && listed.contains("\"reason\":\"too_small\""), listed);
        assertFalse(get("/api/v1/shop-returns?state=closed", "Authorization", "Bearer " + two.here.key())
                .contains("991"));
    }

    private static String path() {
        OrderId order = made.order();
        return two.product.portal.path(two.here.store(), order);
    }

    private static String console(String path) throws IOException, InterruptedException {
        return get(path, "Cookie", "postlude_staff=" + two.here.owner().token());
    }

    private static String get(String path, String header, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + two.port + path))
                .header(header, value)
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), path + ": " + response.body());
        return response.body();
    }
}
