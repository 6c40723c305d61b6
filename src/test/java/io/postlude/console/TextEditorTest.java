package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Role;
import io.postlude.texts.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A marketer writes a text in a real browser: sees it, tries it, saves it, takes it back. */
class TextEditorTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static HttpServer shop;
    private static int stores;
    private StoreId store;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void open() throws IOException {
        ground = new ConsoleGround();
        chromium = Chromium.start();
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        shop.createContext("/there", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        shop.start();
    }

    @AfterAll
    static void close() {
        shop.stop(0);
        chromium.close();
        ground.close();
    }

    @BeforeEach
    void enter() {
        store = ground.open("text-" + ++stores, "Store " + stores);
        ground.hire(store, Role.MARKETER, "mara@text" + stores + ".example");
        start(true, "thank-you");
    }

    private void start(boolean script, String text) {
        context = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(script));
        page = context.newPage();
        page.navigate(ground.url + "/console/texts/" + text);
        page.fill("#email", "mara@text" + stores + ".example");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button:has-text('Sign in')");
        page.waitForURL("**/console/texts/" + text);
    }

    @AfterEach
    void leave() {
        context.close();
    }

    private Texts.Found text(String key) {
        return ground.test
                .database()
                .inStore(store, tx -> ground.texts.find(tx, store, key).orElseThrow());
    }

    private com.microsoft.playwright.FrameLocator letter() {
        return page.frameLocator("iframe[name=letter]");
    }

    @Test
    void what_is_typed_is_drawn_and_saved_as_a_version_of_its_own() {
        letter().locator("h1").waitFor();
        page.fill("#heading", "Thank you, {{ customer.given_name }}");
        letter().locator("h1:has-text('Thank you, Anna')").waitFor();
        Away.click(page, "button:has-text('Save')");
        page.waitForSelector(".note:has-text('Saved')");
        assertEquals(1, text("thank-you").version());
        assertEquals(
                "Thank you, {{ customer.given_name }}",
                text("thank-you").document().languages().get("en").heading());
        Away.click(page, ".seg a:has-text('DE')");
        page.waitForURL("**language=de");
        page.fill("#subject", "Danke");
        Away.click(page, "button:has-text('Save')");
        page.waitForSelector(".note:has-text('Saved')");
        assertEquals("Danke", text("thank-you").document().languages().get("de").subject());
        assertEquals(
                "Thank you, {{ customer.given_name }}",
                text("thank-you").document().languages().get("en").heading());
    }

    @Test
    void a_text_that_cannot_be_written_says_so_in_the_frame_and_beside_its_field_and_is_not_saved() {
        page.fill("#subject", "Hello {{ customer.nickname }}");
        letter().locator("li:has-text('nickname')").waitFor();
        Away.click(page, "button:has-text('Save')");
        page.waitForSelector("#subject-err:has-text('nickname')");
        assertEquals("Hello {{ customer.nickname }}", page.inputValue("#subject"));
        assertEquals(0, text("thank-you").version());
    }

    @Test
    void it_is_seen_in_dark_and_with_a_real_orders_values() {
        String taken = "T" + stores + "-1004";
        StoreWithOrders.fill(ground, store, "T" + stores);
        page.selectOption("select[name=scheme]", "dark");
        page.fill("#subject", "About {{ order.number }}");
        letter().locator("div:has-text('About 1042')").first().waitFor();
        // Dark is drawn whatever the system says.
        page.waitForCondition(() -> page.frames().getLast().content().contains("@media all"));
        page.fill("input[name=order]", taken);
        letter().locator("div:has-text('About " + taken + "')").first().waitFor();
        assertFalse(page.frames().getLast().content().contains("1042"));
    }

    @Test
    void one_sends_it_to_oneself_as_it_is_entered_and_only_once() {
        page.fill("#subject", "As entered");
        Away.click(page, "button:has-text('Send to me')");
        page.waitForSelector(".note:has-text('Sent to you')");
        assertEquals("As entered", page.inputValue("#subject"));
        assertEquals(0, text("thank-you").version());
        List<String> mails = ground.test
                .database()
                .inStore(
                        store,
                        tx -> tx.list(
                                "select recipient || ' ' || subject from messaging.message where store_id = ? and kind = 'text_trial'",
                                row -> row.getString(1),
                                store));
        assertEquals(List.of("mara@text" + stores + ".example [Trial] As entered"), mails);
    }

    @Test
    void a_short_form_is_seen_as_it_is_entered_with_what_it_takes() {
        page.selectOption("select[name=as]", "sms");
        letter().locator("p:has-text('1 part')").waitFor();
        page.fill("#sms", "Welcome, {{ customer.given_name }} ✓ {{ link }}");
        letter().locator("div:has-text('Welcome, Anna ✓')").waitFor();
        letter().locator("p:has-text('outside the SMS alphabet')").waitFor();
        page.fill("input[name=number]", "+4915112345678");
        page.click("button:has-text('Send to me')");
        page.waitForSelector(".note:has-text('Enter a provider under Channels')");
        assertEquals("sms", page.inputValue("select[name=as]"));
        assertEquals(List.of(), PageLook.faults(page, "text-short"));
    }

    @Test
    void links_are_looked_at_before_anybody_else_follows_them() {
        String base = "http://localhost:" + shop.getAddress().getPort();
        page.fill("#body", "Look at " + base + "/there and " + base + "/gone today.");
        Away.click(page, "button:has-text('Check the links')");
        page.waitForSelector("#h-links");
        String facts = page.textContent("section:has(#h-links)");
        assertTrue(facts.contains("/there") && facts.contains("it answers"), facts);
        assertTrue(facts.contains("there is no such page"), facts);
        assertTrue(facts.contains("one of our own pages"), facts);
    }

    @Test
    void versions_are_compared_and_the_original_can_be_restored() {
        page.fill("#heading", "Quite another heading");
        Away.click(page, "button:has-text('Save')");
        page.waitForSelector(".note:has-text('Saved')");
        Away.click(page, "a:has-text('The original')");
        page.waitForSelector(".diff");
        assertTrue(page.textContent(".diff").contains("Quite another heading"));
        assertEquals(List.of(), PageLook.faults(page, "text-editor"));
        Away.click(page, "button:has-text('Restore the original')");
        page.waitForSelector(".note:has-text('Saved')");
        assertEquals(2, text("thank-you").version());
        assertFalse(text("thank-you").source().contains("Quite another"));
    }

    @Test
    void a_language_is_begun_and_taken_out_and_a_text_of_ones_own_is_made_without_script() {
        context.close();
        start(false, "thank-you");
        page.navigate(ground.url + "/console/texts");
        page.fill("#new-name", "Winter news");
        Away.click(page, "button:has-text('Begin')");
        assertEquals("Winter news", page.inputValue("#name"));
        Away.click(page, "button:has-text('German')");
        assertEquals(
                List.of("de", "en"),
                List.copyOf(text("winter-news").document().languages().keySet()));
        Away.click(page, "button:has-text('Take German out')");
        assertEquals(
                List.of("en"),
                List.copyOf(text("winter-news").document().languages().keySet()));
        page.selectOption("select[name=scheme]", "dark");
        page.click("button:has-text('Show')");
        letter().locator("h1:has-text('Winter news')").waitFor();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @Test
    void two_who_write_at_once_do_not_overwrite_each_other() {
        Page other = context.newPage();
        other.navigate(page.url());
        other.fill("#subject", "First");
        Away.click(other, "button:has-text('Save')");
        other.waitForSelector(".note:has-text('Saved')");
        page.fill("#subject", "Second");
        Away.click(page, "button:has-text('Save')");
        page.waitForSelector(".note:has-text('meanwhile')");
        assertEquals("Second", page.inputValue("#subject"));
        assertEquals("First", text("thank-you").document().languages().get("en").subject());
    }
}
