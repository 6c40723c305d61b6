package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PortalBrowserTest {
    private static final String[] RULES = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};
    private static final List<String> BRANDS = List.of("maren-pine", "volt-9");
    private static final List<Language> LANGUAGES = List.of(Language.values());
    private static Chromium chromium;
    private static ExampleServer server;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        server = new ExampleServer();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    /** Every fourth page, beginning with this one. */
    private static List<String> quarter(int first) {
        List<String> all = allPages();
        return IntStream.range(0, all.size())
                .filter(at -> at % 4 == first)
                .mapToObj(all::get)
                .toList();
    }

    private static List<String> allPages() {
        return Stream.concat(ExampleServer.states().keySet().stream(), ExampleServer.OTHER_PAGES.stream())
                .toList();
    }

    /**
     * Each state once, by day or by night, in one brand or the other, narrow or wide; the language turns too.
     */
    @Test
    void axe_finds_nothing_in_any_state_of_either_brand_by_day_or_night_narrow_or_wide() {
        var found = new ArrayList<String>();
        int combination = 0;
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (String brand : BRANDS) {
                try (BrowserContext context = context(scheme, 390)) {
                    Page page = context.newPage();
                    int turn = 0;
                    for (String state : quarter(combination++)) {
                        boolean wide = (turn % 2 == 0) == scheme.equals(ColorScheme.LIGHT);
                        page.setViewportSize(wide ? 1200 : 390, 900);
                        page.navigate(server.url(brand, LANGUAGES.get(turn++ % LANGUAGES.size()), state));
                        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })");
                        Axe.faults(page, RULES)
                                .forEach(fault -> found.add(brand + " " + scheme + " " + state + ": " + fault));
                    }
                }
            }
        }
        assertEquals(List.of(), found.stream().limit(8).toList());
    }

    @Test
    void nothing_scrolls_sideways_at_320_pixels_in_any_language() {
        var found = new ArrayList<String>();
        for (String brand : BRANDS) {
            try (BrowserContext context = context(ColorScheme.LIGHT, 320)) {
                Page page = context.newPage();
                for (String state : allPages()) {
                    for (Language language : List.of(brand.equals("volt-9") ? Language.DE : Language.FR)) {
                        page.navigate(server.url(brand, language, state));
                        Object over = page.evaluate("document.documentElement.scrollWidth - innerWidth");
                        if (((Number) over).intValue() > 0) {
                            found.add(brand + " " + language + " " + state + " by " + over);
                        }
                    }
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void a_page_asks_no_other_server_and_breaks_no_rule_of_its_own() {
        var said = new ArrayList<String>();
        try (BrowserContext context = context(ColorScheme.LIGHT, 1200)) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (!message.text().contains("/live")) {
                    said.add(message.text());
                }
            });
            page.onRequest(request -> {
                if (!request.url().startsWith("http://127.0.0.1:")
                        && !request.url().startsWith("data:")) {
                    said.add(request.url());
                }
            });
            page.navigate(server.url("maren-pine", Language.EN, "several"));
            page.waitForFunction("document.fonts.status === 'loaded' && document.fonts.size >= 2");
            assertEquals(
                    "Hedvig Letters Serif",
                    String.valueOf(
                            page.evaluate(
                                    "getComputedStyle(document.querySelector('h1')).fontFamily.split(',')[0].replaceAll('\"', '')")));
        }
        assertEquals(List.of(), said);
    }

    @Test
    void without_script_everything_is_there_and_only_the_copy_button_is_not() {
        try (BrowserContext context = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.navigate(server.url("volt-9", Language.EN, "moving"));
            assertTrue(
                    page.locator("h1").innerText().contains("THURSDAY"),
                    page.locator("h1").innerText());
            assertTrue(page.locator(".actions a").count() >= 3);
            assertTrue(page.locator(".scans li").first().isVisible());
            assertTrue(!page.locator(".copy").isVisible());
            page.locator("summary").first().click();
            assertTrue(!page.locator(".scans li").first().isVisible(), "a fold closes without script");
        }
    }

    @Test
    void the_keyboard_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 1200)) {
            Page page = context.newPage();
            page.navigate(server.url("maren-pine", Language.EN, "several"));
            Object wanted = page.evaluate("[...document.querySelectorAll('a, button:not([hidden]), summary')]"
                    + ".filter(one => one.checkVisibility()).length");
            var rings = new ArrayList<String>();
            for (int at = 0; at < ((Number) wanted).intValue(); at++) {
                page.keyboard().press("Tab");
                Object ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle + ' '"
                        + " + document.activeElement.tagName");
                if (!String.valueOf(ring).startsWith("solid")) {
                    rings.add(at + ": " + ring);
                }
            }
            assertEquals(List.of(), rings);
        }
    }

    @Test
    void the_present_state_is_said_when_the_connection_is_gone() {
        try (BrowserContext context = context(ColorScheme.LIGHT, 390)) {
            Page page = context.newPage();
            page.navigate(server.url("maren-pine", Language.EN, "moving"));
            assertTrue(!page.locator("#offline").isVisible());
            context.setOffline(true);
            page.waitForFunction("!document.getElementById('offline').hidden");
            assertTrue(page.locator("#offline").innerText().contains("09:40"));
        }
    }

    private static BrowserContext context(ColorScheme scheme, int width) {
        return chromium.context(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE));
    }
}
