package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.StoreId;
import io.postlude.messaging.Messages.Sketch;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.stores.DemoBrands;
import io.postlude.stores.SettingsOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortalTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static PortalGround ground;
    private static StoreId store;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        store = ground.open("maren-pine");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void a_page_tells_the_order_and_changes_with_each_scan() throws Exception {
        OrderId order = ground.order(store, "1001");
        String path = ground.portal.path(store, order);
        HttpResponse<String> placed = get(path);
        assertEquals(200, placed.statusCode());
        assertTrue(placed.body().contains("We have your order"), placed.body());
        assertTrue(placed.body().contains("Wool throw &lt;b&gt;&amp;"), "escaped");
        assertTrue(placed.body().contains("Anna K., 20357 Hamburg"), placed.body());
        assertFalse(placed.body().contains("Kessler"), "no more of the name than needed");

        ground.ship(store, order, "JJSE220547180933");
        ground.scan(store, "JJSE220547180933", "IN_TRANSIT.departed_facility", PortalGround.NOW.minusSeconds(3_600));
        until(() -> get(path).body().contains("Left Malmö"));
        assertFalse(get(path).body().contains("RAW CARRIER TEXT"));
        ground.scan(store, "JJSE220547180933", "DELIVERED.door", PortalGround.NOW.minusSeconds(60));
        until(() -> get(path).body().contains("At your door"));
    }

    @Test
    void the_second_look_comes_from_memory_with_the_same_bytes_and_the_third_costs_nothing() throws Exception {
        String path = ground.portal.path(store, ground.order(store, "1002"));
        HttpResponse<String> first = get(path);
        HttpResponse<String> second = get(path);
        assertEquals(first.body(), second.body());
        String tag = second.headers().firstValue("ETag").orElseThrow();
        assertEquals(tag, first.headers().firstValue("ETag").orElseThrow());
        assertEquals(304, get(path, "If-None-Match", tag).statusCode());
        for (HttpResponse<String> response : List.of(first, second)) {
            assertTrue(response.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .contains("default-src 'none'"));
            assertEquals(
                    "no-referrer",
                    response.headers().firstValue("Referrer-Policy").orElse(""));
            assertEquals(
                    "private, no-cache",
                    response.headers().firstValue("Cache-Control").orElse(""));
        }
    }

    @Test
    void who_takes_gzip_gets_the_same_page_compressed() throws Exception {
        String path = ground.portal.path(store, ground.order(store, "1003"));
        String plain = get(path).body();
        for (int look = 0; look < 2; look++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(ground.base + path))
                    .header("Accept-Encoding", "gzip")
                    .build();
            var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(
                    "gzip", response.headers().firstValue("Content-Encoding").orElseThrow());
            try (var in = new GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
                assertEquals(plain, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void a_page_speaks_the_language_asked_for() throws Exception {
        String path = ground.portal.path(store, ground.order(store, "1004"));
        assertTrue(get(path + "?lang=de").body().contains("<html lang=\"de\""));
        assertTrue(get(path + "?lang=pt").body().contains("Recebemos seu pedido"));
        assertTrue(get(path + "?lang=xx").body().contains("<html lang=\"en\""));
    }

    @Test
    void a_token_that_was_changed_anywhere_opens_nothing() throws Exception {
        String path = ground.portal.path(store, ground.order(store, "1005"));
        for (int at = 3; at < path.length(); at++) {
            char other = path.charAt(at) == 'A' ? 'B' : 'A';
            String changed = path.substring(0, at) + other + path.substring(at + 1);
            assertEquals(404, get(changed).statusCode(), changed);
        }
        for (String wrong :
                List.of("/t/", "/t/x", "/t/..", path + "x", path + "/nothing", "/l/abc", "/s/nobody/orders")) {
            assertEquals(404, get(wrong).statusCode(), wrong);
        }
        assertTrue(get("/t/x", "Accept", "text/html").body().contains("There is nothing"));
    }

    @Test
    void a_new_brand_shows_at_once() throws Exception {
        StoreId other = ground.open("other");
        String path = ground.portal.path(other, ground.order(other, "7"));
        assertTrue(get(path).body().contains("Maren &amp; Pine"));
        SettingsOutcome saved = ground.stores.saveBrand(
                other, ground.stores.get(other).version(), DemoBrands.volt9(), PortalGround.TEST);
        assertTrue(saved instanceof SettingsOutcome.Saved, saved.toString());
        until(() -> get(path).body().contains("VOLT/9"));
        String body = get(path).body();
        String css = body.substring(body.indexOf("/s/other/brand-"));
        HttpResponse<String> sheet = get(css.substring(0, css.indexOf('"')));
        assertTrue(sheet.body().contains("--mark: #d4ff1f"), sheet.body());
        assertTrue(sheet.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
    }

    @Test
    void words_like_today_do_not_outlive_the_day() throws Exception {
        try (var own = new PortalGround()) {
            StoreId shop = own.open("own");
            OrderId order = own.order(shop, "1");
            own.ship(shop, order, "JJSE220547180944");
            own.scan(shop, "JJSE220547180944", "IN_TRANSIT.departed_facility", PortalGround.NOW.minusSeconds(3_600));
            String path = own.portal.path(shop, order);
            assertTrue(body(own.base + path).contains("today at"));
            own.clock.move(Duration.ofDays(1));
            assertTrue(body(own.base + path).contains("yesterday at"));
        }
    }

    @Test
    void the_promised_days_go_into_a_calendar() throws Exception {
        String path = ground.portal.path(store, ground.order(store, "1006"));
        HttpResponse<String> entry = get(path + "/calendar.ics");
        assertTrue(entry.headers().firstValue("Content-Type").orElse("").startsWith("text/calendar"));
        assertTrue(entry.body().contains("DTSTART;VALUE=DATE:20261112"), entry.body());
        assertTrue(entry.body().contains("DTEND;VALUE=DATE:20261115"), entry.body());
        assertTrue(entry.body().contains("UID:"), entry.body());
    }

    @Test
    void an_open_page_hears_of_a_change() throws Exception {
        OrderId order = ground.order(store, "1007");
        String path = ground.portal.path(store, order);
        var stream = CLIENT.send(
                HttpRequest.newBuilder(URI.create(ground.base + path + "/live")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String first = data(lines);
            assertTrue(get(path).body().contains("data-state=\"" + first + "\""));
            ground.ship(store, order, "JJSE220547180955");
            ground.scan(store, "JJSE220547180955", "IN_TRANSIT.generic", PortalGround.NOW.minusSeconds(3_600));
            assertNotEquals(first, data(lines));
        }
    }

    @Test
    void search_engines_may_find_where_to_look_up_an_order_and_no_order() throws Exception {
        HttpResponse<String> lookup = get("/s/maren-pine/orders");
        assertEquals("all", lookup.headers().firstValue("X-Robots-Tag").orElseThrow());
        assertTrue(lookup.body().contains("<meta name=\"description\""));
        assertFalse(lookup.body().contains("noindex"));
        HttpResponse<String> order = get(ground.portal.path(store, ground.order(store, "1099")));
        assertEquals("noindex", order.headers().firstValue("X-Robots-Tag").orElseThrow());
        assertTrue(order.body().contains("<meta name=\"robots\" content=\"noindex\">"));
    }

    @Test
    void looking_up_an_order_answers_the_same_whether_or_not_it_exists_and_mails_only_its_owner() throws Exception {
        StoreId shop = ground.open("lookup");
        OrderId order = ground.order(shop, "55");
        HttpResponse<String> right = post("/s/lookup/orders", "number=%2355&email=ANNA%40example.org");
        HttpResponse<String> wrong = post("/s/lookup/orders", "number=56&email=anna%40example.org");
        HttpResponse<String> stranger = post("/s/lookup/orders", "number=55&email=eve%40example.org");
        for (HttpResponse<String> response : List.of(wrong, stranger)) {
            assertEquals(right.statusCode(), response.statusCode());
            assertEquals(
                    right.headers().firstValue("Location"), response.headers().firstValue("Location"));
            assertEquals(right.body(), response.body());
        }
        until(() -> !mails(shop).isEmpty());
        assertEquals(1, mails(shop).size());
        var letter = ground.database.<io.postlude.messaging.Messages.Letter>inStore(
                shop,
                tx -> ground.messages
                        .letter(tx, shop, mails(shop).getFirst().id())
                        .orElseThrow());
        assertEquals("ANNA@example.org", mails(shop).getFirst().recipient());
        String link = letter.text()
                .substring(letter.text().indexOf("https://post.example/l/"))
                .split("\\s")[0];
        HttpResponse<String> opened = get(link.replace("https://post.example", ""));
        assertEquals(303, opened.statusCode());
        assertEquals(
                ground.portal.path(shop, order),
                opened.headers().firstValue("Location").orElse(""));
    }

    private static List<Sketch> mails(StoreId shop) {
        return ground.database.inStore(shop, tx -> ground.messages.newest(tx, shop, null));
    }

    @Test
    void what_cannot_be_a_number_or_an_address_is_sent_back_with_the_fix() throws Exception {
        HttpResponse<String> back = post("/s/maren-pine/orders", "number=%3Cscript%3E&email=anna&lang=de");
        assertEquals(422, back.statusCode());
        assertTrue(back.body().contains("aria-invalid=\"true\""), back.body());
        assertTrue(back.body().contains("Fehlt ein Teil?"), back.body());
        assertFalse(back.body().contains("<script>"), "escaped");
    }

    @Test
    void files_may_be_kept_for_ever_under_their_fingerprint() throws Exception {
        var assets = new Assets();
        HttpResponse<String> css = get(assets.path() + "/portal.css");
        assertEquals(200, css.statusCode());
        assertTrue(css.headers().firstValue("Cache-Control").orElse("").contains("immutable"));
        assertEquals(
                404,
                get("/assets/portal/" + assets.version() + "/../words/en.properties")
                        .statusCode());
        assertEquals(404, get("/assets/portal/nothing.css").statusCode());
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return line == null ? "the stream ended" : line.substring("data: ".length());
    }

    @Test
    void which_size_others_kept_stands_beside_the_thing_while_it_can_still_go_back() {
        OrderId order = ground.order(store, "3041", PortalGround.sized("narrow"));
        OrderId other = ground.order(store, "3042", PortalGround.sized("wide"));
        OrderView.Line narrow = line(order);
        ground.database.runInStore(
                store,
                tx -> tx.execute(
                        """
                        insert into returns.size_fit values (?, ?, ?, 40, 22, 1, 'LARGER', ?, 22, 'MOST')""",
                        store,
                        narrow.product(),
                        narrow.variant(),
                        line(other).variant()));
        String path = ground.portal.path(store, order);
        String said = "Most people who took narrow kept wide in the end: 22 of 40.";
        assertTrue(get(path).body().contains(said), "before it is sent");
        assertTrue(get(path + "?lang=de")
                .body()
                .contains("Die meisten, die narrow genommen haben, haben am Ende wide behalten: 22 von 40."));
        assertFalse(get(ground.portal.path(store, other)).body().contains("in the end"), "nothing to say of that size");
        ground.handOver(store, "3041");
        ground.ship(store, order, "JJD3041");
        ground.scan(store, "JJD3041", "IN_TRANSIT.generic", PortalGround.NOW.minusSeconds(90_000));
        ground.scan(store, "JJD3041", "DELIVERED.door", PortalGround.NOW.minusSeconds(3_600));
        var sizes = ground.returns.returns().learnt().sizes().fits();
        ground.database.runInStore(store, tx -> sizes.silence(tx, store, "ada"));
        until(() -> !get(path).body().contains(said));
        ground.database.runInStore(store, tx -> sizes.speak(tx, store));
        until(() -> get(path).body().contains(said));
        ground.database.runInStore(
                store, tx -> tx.execute("update returns.size_fit set variant_id = 0, better_variant_id = null"));
        ground.database.runInStore(store, tx -> sizes.speak(tx, store));
        until(() -> get(path).body().contains("Runs small: 22 of 40 people kept a larger size in the end."));
    }

    private static OrderView.Line line(OrderId order) {
        return ground.database
                .inStore(store, tx -> ground.orders.order(tx, store, order))
                .orElseThrow()
                .lines()
                .getFirst();
    }

    private static HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(ground.base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String body(String url) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static HttpResponse<String> post(String path, String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(ground.base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it did not happen within a minute");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
