package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import io.postlude.browser.Away;
import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.Language;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.ProductSnapshot;
import io.postlude.returns.Answer;
import io.postlude.returns.Disposition;
import io.postlude.returns.Grade;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From "send something back" to the money, and to the other size on its way; and what everybody can read before. */
class ReturnJourneyTest {
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

    private static String text(Page page) {
        return page.locator("main").innerText().replace('\u00a0', ' ');
    }

    private interface Work {
        Answer run(Tx tx, Returns returns);
    }

    private static ReturnView work(Work work) {
        Answer answer = ground.database.inStore(store, tx -> work.run(tx, ground.returns.returns()));
        if (answer instanceof Answer.Done done) return done.view();
        throw new AssertionError(answer.toString());
    }

    private static Returns.Finding finding(ReturnView view, Grade grade, long deduction, String words) {
        return new Returns.Finding(
                view.pieces().getFirst().id(), grade, Disposition.RESTOCK, true, deduction, Optional.of(words), "mads");
    }

    @Test
    void a_customer_sends_a_throw_back_and_is_told_the_truth_until_the_money_is_there() {
        String path = delivered("3021");
        try (var chromium = Chromium.start();
                var context = chromium.context(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setViewportSize(390, 844));
                var page = context.newPage()) {
            page.navigate(ground.base + path);
            Away.click(page.locator(".actions a[href*='/return?']"));
            page.locator("input[name=item]").check();
            page.locator("input[value=refund]").check();
            page.locator("input[value=drop_off]").check();
            Away.click(page.locator("button[value=look]"));
            assertTrue(text(page).contains("129.00 EUR"), text(page));
            Away.click(page.locator("button[value=commit]"));
            assertTrue(text(page).contains("Ready to send"), text(page));
            ReturnView view = only(path);
            ReturnView _ = work((tx, returns) -> returns.receive(tx, store, view.id(), Returns.Word.all("mads")));
            page.reload();
            assertTrue(text(page).contains("It is here."), text(page));
            ReturnView owed = work((tx, returns) ->
                    returns.grade(tx, store, view.id(), finding(view, Grade.B, 900, "The fringe is cut.")));
            page.reload();
            assertTrue(text(page).contains("120.00 EUR") && text(page).contains("The fringe is cut."), text(page));
            ReturnView _ = work((tx, returns) -> returns.given(
                    tx, store, owed.payouts().getFirst().id(), new Returns.Gift(Optional.empty(), "mads")));
            page.reload();
            assertTrue(text(page).contains("Settled."), text(page));
            assertEquals(Stage.DONE, only(path).stage());
            exchange(page);
            policy(chromium.page());
        }
    }

    /** From the form to the other size on its way: what it was placed as is one click away. */
    private static void exchange(Page page) {
        ground.database.runAcrossStores(tx -> {
            var _ = ground.orders.describe(
                    tx,
                    store,
                    List.of(new ProductSnapshot(
                            "api",
                            "throw",
                            "Wool throw",
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(
                                    new ProductSnapshot.Variant("small", "small", "THROW-small", null, null),
                                    new ProductSnapshot.Variant("large", "large", "THROW-large", null, null)),
                            PortalGround.NOW)));
        });
        OrderId order = ground.order(store, "3022", PortalGround.sized("small"));
        ground.handOver(store, "3022");
        ground.ship(store, order, "JJD3022");
        ground.scan(store, "JJD3022", "DELIVERED.door", PortalGround.NOW.minusSeconds(3_600));
        String path = ground.portal.path(store, order);
        page.navigate(ground.base + path + "/return?lang=en");
        page.locator("input[name=item]").check();
        page.locator("input[value=exchange]").check();
        page.locator("select[name^=variant]").selectOption(new SelectOption().setLabel("large"));
        page.locator("input[value=drop_off]").check();
        Away.click(page.locator("button[value=commit]"));
        assertTrue(text(page).contains("Ready to send"), text(page));
        ReturnView view = only(path);
        ReturnView _ = work((tx, returns) -> returns.receive(tx, store, view.id(), Returns.Word.all("mads")));
        ReturnView owed =
                work((tx, returns) -> returns.grade(tx, store, view.id(), finding(view, Grade.A, 0, "As new.")));
        OrderId other = ground.order(store, "3023", PortalGround.sized("large"));
        ReturnView _ = work((tx, returns) -> returns.given(
                tx, store, owed.payouts().getFirst().id(), new Returns.Gift(Optional.of("3023"), "mads")));
        ground.handOver(store, "3023");
        ground.ship(store, other, "JJD3023");
        ground.scan(store, "JJD3023", "DELIVERED.door", PortalGround.NOW.minusSeconds(600));
        page.reload();
        assertTrue(text(page).contains("Settled."), text(page));
        Away.click(page.locator("dl.sums a"));
        assertTrue(text(page).contains("#3023"), text(page));
        assertTrue(text(page).contains("delivered") || text(page).contains("Delivered"), text(page));
    }

    @Test
    void something_else_is_looked_for_without_script_and_what_it_costs_on_top_is_said() {
        StoreId shop = ground.open("maren-shop");
        ground.database.runInStore(shop, tx -> {
            var _ = ground.returns
                    .returns()
                    .policies()
                    .saveDraft(tx, shop, Json.read(SHOP_POLICY, JsonNode.class), "test");
            assertTrue(ground.returns.returns().policies().publish(tx, shop));
            var _ = ground.orders.describe(tx, shop, List.of(good("Oak stool", "150.00"), good("Pine shelf", "89.50")));
        });
        OrderId order = ground.order(shop, "3501");
        ground.handOver(shop, "3501");
        ground.ship(shop, order, "JJD3501");
        ground.scan(shop, "JJD3501", "DELIVERED.door", PortalGround.NOW.minusSeconds(3_600));
        List<String> faults = new ArrayList<>();
        try (var chromium = Chromium.start();
                var plain = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(false));
                var page = plain.newPage()) {
            page.navigate(ground.base + ground.portal.path(shop, order) + "/return?lang=en");
            page.locator("input[name=item]").check();
            page.locator("input[value=shop]").check();
            shots(page, "shop-form");
            Away.click(page.locator("button[name=shop]"));
            page.fill("input[name=q]", "stool");
            Away.click(page.locator("button:has-text('Search')"));
            page.locator("h3:has-text('Oak stool')").waitFor();
            assertEquals(0, page.locator("h3:has-text('Pine shelf')").count());
            shots(page, "shop-goods");
            Away.click(page.locator("button[name=pick]"));
            page.locator("strong:has-text('Oak stool')").waitFor();
            assertTrue(page.locator("#total").textContent().contains("To pay on top"));
            shots(page, "shop-chosen");
            Away.click(page.locator("button[value=commit]"));
            page.locator("h2:has-text('To pay on top')").waitFor();
            shots(page, "shop-return");
            try (var scripted = chromium.page()) {
                scripted.navigate(page.url());
                faults.addAll(Axe.faults(scripted));
            }
        }
        assertEquals(List.of(), faults);
    }

    private static final String SHOP_POLICY = """
            {"format": 1, "name": "p", "rules": [{"id": "all", "name": "All", "then": {"remedies": [
              {"kind": "shop", "bonus": 10}, {"kind": "refund"}], "methods": ["drop_off"]}}],
             "otherwise": {"refuse": "no_rule"}}""";

    private static ProductSnapshot good(String name, String price) {
        var variant = new ProductSnapshot.Variant(name, null, "SKU " + name, null, new BigDecimal(price));
        return new ProductSnapshot(
                "api", name, name, null, null, null, null, null, List.of(variant), PortalGround.NOW.minusSeconds(60));
    }

    private static void shots(Page page, String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            for (int width : List.of(1280, 390)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                page.setViewportSize(width, 800);
                Path file = Path.of("target/shots/" + name + "-" + scheme + "-" + width + ".png");
                page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file));
            }
        assertTrue(page.locator("main").boundingBox().width <= 390, name + " fits on a telephone");
    }

    /** On a telephone it fits, and everybody can read it. */
    private static void policy(Page page) {
        page.setViewportSize(390, 844);
        page.navigate(ground.base + "/s/maren-pine/returns?lang=de");
        assertEquals(List.of(), Axe.faults(page));
        assertEquals(390, page.evaluate("document.documentElement.scrollWidth"));
    }

    @Test
    void everybody_can_read_what_is_taken_back_in_every_language_and_search_engines_too() throws Exception {
        String english = "";
        for (Language language : Language.values()) {
            String page = get("/s/maren-pine/returns?lang=" + language.code());
            assertTrue(page.contains("lang=\"" + language.code() + "\""), page);
            assertTrue(page.contains("30"), "the days of the usual policy");
            assertFalse(page.contains("terms."), page);
            if (language == Language.EN) english = page;
        }
        assertTrue(english.contains("For any reason") && english.contains("30 days from delivery"), english);
        assertTrue(english.contains("Gift cards and downloads"), english);
        JsonNode markup =
                Json.read(found(english, "<script type=\"application/ld\\+json\">(.+?)</script>"), JsonNode.class);
        assertEquals("MerchantReturnPolicy", markup.path("@type").asText());
        assertEquals(30, markup.path("merchantReturnDays").asInt());
        assertEquals("https://schema.org/FreeReturn", markup.path("returnFees").asText());
        assertEquals(3, markup.path("refundType").size());
        assertTrue(markup.path("url").asText().endsWith("/s/maren-pine/returns"), markup + "");
        assertTrue(
                get(delivered("3018") + "/return?lang=en").contains("30 days from delivery: until "),
                "why, in the customer's words");
        assertTrue(
                get(delivered("3019") + "/return").contains("/s/maren-pine/returns?lang="),
                "linked from the page of a return");
    }

    /** An order whose only thing was delivered this morning; its page's path. */
    private static String delivered(String number) {
        OrderId order = ground.order(store, number);
        ground.handOver(store, number);
        ground.ship(store, order, "JJD" + number);
        ground.scan(store, "JJD" + number, "IN_TRANSIT.generic", PortalGround.NOW.minusSeconds(90_000));
        ground.scan(store, "JJD" + number, "DELIVERED.door", PortalGround.NOW.minusSeconds(3_600));
        return ground.portal.path(store, order);
    }

    private static ReturnView only(String path) {
        long order = ground.portal.links().open(path.substring(3)).orElseThrow().order();
        return ground.database
                .inStore(store, tx -> ground.returns.returns().ofOrder(tx, store, new OrderId(order)))
                .getFirst();
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = CLIENT.send(
                HttpRequest.newBuilder(URI.create(ground.base + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode(), page.body());
        assertFalse(page.body().contains("null"), page.body());
        return page.body();
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern + " in " + text);
        return matcher.group(1);
    }
}
