package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Role;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The forecast's page over a year's deliveries, one lane of which has slowed down. */
class ForecastPagesTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static Page ada;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        StoreId store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        JudgedForecasts.fill(ground, store);
        StoreId fresh = ground.open("fresh", "Fresh");
        ground.hire(fresh, Role.OWNER, "new@example.org");
        chromium = Chromium.start();
        ada = signIn("ada@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static Page signIn(String email) {
        Page page = chromium.page();
        page.navigate(ground.url + "/console/sign-in?next=/console/forecast");
        page.fill("#email", email);
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
        return page;
    }

    @CanIgnoreReturnValue
    private static String open(Page page, String path) {
        page.navigate(ground.url + path);
        return page.textContent("main").replaceAll("\\s+", " ");
    }

    @Test
    void the_page_reads_well_to_everyone() {
        Page page = signIn("ada@example.org");
        open(page, "/console/forecast");
        assertEquals(List.of(), PageLook.faults(page, "forecast"));
        open(page, "/console/today");
        assertEquals(List.of(), PageLook.faultsAtAGlance(page, "today-forecast"));
    }

    @Test
    void every_figure_says_of_how_many_and_how_sure() {
        String text = open(ada, "/console/forecast");
        assertTrue(text.contains("90 % window holds"), text);
        assertTrue(text.contains("of " + JudgedForecasts.PARCELS + " parcels"), text);
        assertTrue(text.contains("the shop’s own promise"), text);
        assertEquals(4, ada.locator(".trio svg.chart, .pair svg.chart").count());
        assertTrue(text.contains("3 other lanes"), "thin lanes stand together: " + text);
    }

    @Test
    void a_lane_that_slowed_down_is_named_with_the_day_it_began_and_leads_to_the_queue() {
        String text = open(ada, "/console/forecast");
        assertTrue(text.contains("Bring, Norway – Norway, Vestland runs 2."), text);
        assertTrue(text.matches(".*late since (Sun 1|Mon 2|Tue 3) Nov\\..*"), text);
        assertEquals(1, ada.locator(".note.broken").count());
        Away.click(ada, ".note.broken a.btn");
        assertTrue(ada.url().endsWith("/console/at-risk"), ada.url());
    }

    @Test
    void stage_span_and_carriers_are_chosen_by_links_that_keep_each_other() {
        open(ada, "/console/forecast");
        Away.click(ada, "text=When ordered");
        assertTrue(ada.textContent("main").contains("Too early to judge forecasts"));
        assertTrue(ada.textContent("main").contains("0 of 30 needed"));
        open(ada, "/console/forecast?weeks=4");
        Away.click(ada, "[aria-label=By] a:has-text('Carrier')");
        assertTrue(ada.url().contains("weeks=4") && ada.url().contains("by=carrier"), ada.url());
        assertTrue(ada.textContent("main").contains("all its lanes"));
    }

    @Test
    void our_own_part_and_the_model_are_told_beside_it() {
        String text = open(ada, "/console/forecast");
        assertTrue(text.contains("from order to hand-over"), text);
        assertTrue(text.contains("Version 7"), text);
        assertTrue(text.contains("1.4 s"), text);
        assertTrue(text.contains("Carriers compared"), text);
    }

    @Test
    void a_fresh_store_is_told_what_is_missing() {
        Page page = signIn("new@example.org");
        String text = open(page, "/console/forecast");
        assertTrue(text.contains("0 of 30 needed"), text);
        assertTrue(text.contains("Nothing learned yet"), text);
        assertFalse(text.contains("NaN"), text);
        assertEquals(List.of(), PageLook.faultsAtAGlance(page, "forecast-empty"));
    }
}
