package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper in the parcel: what is in it, and a code that leads to a door, as staff print it and as programs read it. */
final class PackingSlipTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
    private static final String GIFTS = """
            {"format": 1, "name": "p", "gifts": %s, "rules": [{"id": "all", "name": "All", "then": {
              "remedies": [{"kind": "credit"}, {"kind": "refund"}], "methods": ["label"]}}],
             "otherwise": {"refuse": "no_rule"}}""";
    private static TwoStores two;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        two = new TwoStores();
        gifts(true);
        put("g1", "\"gift\": true, \"locale\": \"de\"");
        put("n1", "\"tags\": [\"vip\"], \"locale\": \"en\"");
    }

    @AfterAll
    static void close() {
        two.close();
    }

    private static void gifts(boolean taken) {
        StoreId store = two.here.store();
        two.ground.database.runInStore(store, tx -> {
            var policies = two.product.returns.returns().policies();
            var _ = policies.saveDraft(tx, store, Json.read(GIFTS.formatted(taken), JsonNode.class), "test");
            assertTrue(policies.publish(tx, store));
        });
    }

    private static void put(String reference, String more) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(to("/api/v1/orders/" + reference)
                .header("Authorization", "Bearer " + two.here.key())
                .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"number": "#%s", "placedAt": "2026-05-04T09:30:00Z", "currency": "EUR",
                         "customer": {"email": "giver@example.org", "givenName": "Gunda", "familyName": "Geberin"},
                         "items": [{"reference": "1", "title": "Woollen throw", "variant": "oat", "sku": "THROW-1",
                           "quantity": 3, "unitPrice": "77.31"},
                          {"reference": "2", "title": "Care guide as PDF", "quantity": 1, "unitPrice": "5.17",
                           "needsShipping": false}],
                         "shipTo": {"name": "Rita Beschenkte", "line1": "Feldstr. 1", "postcode": "20357",
                           "city": "Hamburg", "country": "DE"}, %s}""".formatted(reference, more))));
        assertEquals(201, answer.statusCode(), answer.body());
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + two.port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> console(String path) throws IOException, InterruptedException {
        return send(
                to(path).header("Cookie", "postlude_staff=" + two.here.owner().token()));
    }

    private static JsonNode api(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(to("/api/v1/orders/" + path).header("Authorization", "Bearer " + two.here.key()));
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.read(answer.body(), JsonNode.class);
    }

    private static String slip(String reference) throws IOException, InterruptedException {
        String id = api(reference).path("id").asText();
        String order = console("/console/orders/" + id).body();
        assertTrue(order.contains("href=\"/console/orders/" + id + "/slip\""), "the order's page leads to it");
        HttpResponse<String> slip = console("/console/orders/" + id + "/slip");
        assertEquals(200, slip.statusCode(), slip.body());
        return slip.body();
    }

    @Test
    void a_gift_says_what_is_in_it_and_nothing_of_who_gave_it_or_what_it_cost() throws Exception {
        String page = slip("g1");
        for (String said :
                List.of("lang=\"de\"", "Lieferschein", "Bestellung #g1", "Woollen throw", "oat", ">3<", "20357"))
            assertTrue(page.contains(said), said + " is missing in " + page);
        assertFalse(page.contains("Care guide"), "nothing of it is in the parcel");
        nothingPersonal(page);
        String link = read(page);
        assertTrue(link.endsWith("/s/here/gift?number=g1"), link);
        String door = opened(link);
        assertTrue(door.contains("value=\"g1\"") && door.contains("name=\"postcode\""), door);
    }

    @Test
    void any_other_order_leads_to_where_number_and_email_are_asked_for() throws Exception {
        String page = slip("n1");
        assertTrue(page.contains("Packing slip") && page.contains("Order #n1"), page);
        assertFalse(page.contains("20357"), "only a gift is proven by it");
        nothingPersonal(page);
        String link = read(page);
        assertTrue(link.endsWith("/s/here/orders?number=n1"), link);
        String door = opened(link);
        assertTrue(door.contains("value=\"n1\"") && door.contains("name=\"email\""), door);
        assertFalse(opened(link.replace("n1", "%22%3E%3Cscript%3E")).contains("<script>"));
    }

    private static void nothingPersonal(String page) {
        for (String secret : List.of(
                "77",
                "231",
                "5.17",
                "5,17",
                "EUR",
                "€",
                "giver",
                "Gunda",
                "Geberin",
                "Beschenkte",
                "Feldstr",
                "/t/",
                "/g/"))
            assertFalse(
                    page.replaceAll("d=\"M[^\"]*\"|/assets/[^\"]*|vb=[^\"]*", "")
                            .contains(secret),
                    secret + " stands in " + page);
    }

    @Test
    void a_gift_that_the_policy_does_not_take_back_has_no_code() throws Exception {
        gifts(false);
        try {
            String page = slip("g1");
            assertFalse(page.contains("/s/here/") || page.contains("<path d=\"M"), page);
            JsonNode said = api("g1/slip");
            assertFalse(said.has("link") || said.has("qr"), said.toString());
            assertTrue(slip("n1").contains("/s/here/orders?number=n1"));
        } finally {
            gifts(true);
        }
    }

    @Test
    void programs_read_the_same_for_their_own_paper() throws Exception {
        JsonNode said = api("g1/slip");
        assertTrue(said.path("gift").asBoolean());
        assertEquals("#g1", said.path("number").asText());
        assertEquals("20357", said.path("postcode").asText());
        assertEquals(1, said.path("items").size());
        assertEquals(3, said.path("items").path(0).path("quantity").asInt());
        assertEquals(said.path("link").asText(), read(said.path("qr").asText()));
        assertFalse(said.toString().contains("77.31"));
        assertEquals(List.of("gift"), tags("g1"));
        assertEquals(List.of("vip"), tags("n1"));
        assertFalse(api("n1").path("gift").asBoolean());
        assertNull(api("n1/slip").get("postcode"));
    }

    private static List<String> tags(String reference) throws IOException, InterruptedException {
        return Json.MAPPER.convertValue(
                api(reference).path("tags"), new com.fasterxml.jackson.core.type.TypeReference<List<String>>() {});
    }

    @Test
    void another_stores_order_has_no_slip_here() throws Exception {
        String theirs = "/console/orders/" + two.there.ids().get("orders").getFirst();
        assertEquals(404, console(theirs + "/slip").statusCode());
    }

    /** The screen may be dark; paper is white, and has no way back to the console on it. */
    @Test
    void it_reads_well_and_prints_black_on_white_without_navigation() throws Exception {
        String path = "/console/orders/" + api("g1").path("id").asText() + "/slip";
        try (Chromium chromium = Chromium.start();
                BrowserContext context = chromium.context()) {
            context.addCookies(List.of(
                    new Cookie("postlude_staff", two.here.owner().token()).setUrl("http://127.0.0.1:" + two.port)));
            Page page = context.newPage();
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.setViewportSize(390, 844);
            page.navigate("http://127.0.0.1:" + two.port + path);
            assertEquals(List.of(), Axe.faults(page));
            assertEquals(390, page.evaluate("document.documentElement.scrollWidth"));
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setMedia(Media.PRINT).setColorScheme(ColorScheme.DARK));
            assertEquals(
                    "rgb(255, 255, 255) rgb(0, 0, 0)",
                    page.evaluate("(s => s.backgroundColor + ' ' + s.color)(getComputedStyle(document.body))"));
            assertTrue(page.locator("section.back svg").boundingBox().width > 120, "large enough to be scanned");
        }
    }

    private static String opened(String link) throws IOException, InterruptedException {
        HttpResponse<String> door = send(to(link.substring(link.indexOf("/s/"))));
        assertEquals(200, door.statusCode(), door.body());
        return door.body();
    }

    /** What a telephone's camera would read. */
    private static String read(String svg) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"[^>]*>(?:<rect[^>]*>)?<path[^>]*d=\"M")
                .matcher(svg);
        assertTrue(size.find(), svg);
        int units = Integer.parseInt(size.group(1));
        int scale = 4;
        int[] pixels = new int[units * scale * units * scale];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher dark = MODULE.matcher(svg);
        while (dark.find())
            for (int y = 0; y < scale; y++)
                for (int x = 0; x < scale; x++)
                    pixels[
                            (Integer.parseInt(dark.group(2)) * scale + y) * units * scale
                                    + Integer.parseInt(dark.group(1)) * scale
                                    + x] = 0;
        LuminanceSource source = new RGBLuminanceSource(units * scale, units * scale, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)))
                .getText();
    }
}
