package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The map as a marketer meets it: how many live through each stage, what is said there, and what of it is known to help. */
class JourneyMapTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static Page page;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        StoreId store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.MARKETER, "mara@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        chromium = Chromium.start();
        page = chromium.page();
        page.navigate(ground.url + "/console/journeys");
        page.fill("#email", "mara@example.org");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button:has-text('Sign in')");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static String stage(String id) {
        return page.textContent("section[aria-labelledby='st-" + id + "']").replaceAll("\\s+", " ");
    }

    private static void show(String part) {
        page.navigate(ground.url + "/console/journeys" + part);
    }

    @Test
    void stages_say_how_many_live_through_them_and_where_nothing_is_said() {
        show("");
        assertTrue(
                stage("ordered").startsWith("Ordered" + StoreWithOrders.ORDERS + "orders, 90 days"), stage("ordered"));
        assertTrue(stage("delivered").contains("1parcels arrived"), stage("delivered"));
        assertTrue(stage("using").contains("1orders in use"), stage("using"));
        assertTrue(stage("coming_back").contains("Nothing is said here"), stage("coming_back"));
        assertTrue(stage("ordered").contains("Required, always sent"));
        show("?show=gaps");
        assertFalse(stage("ordered").contains("Required, always sent"));
        assertTrue(stage("coming_back").contains("Nothing is said here"));
    }

    @Test
    void a_live_journey_says_whether_its_effect_is_known_and_one_without_a_holdout_how_to_measure_it() {
        show("");
        Away.click(page, "button:has-text('Start: Review request')");
        page.waitForURL("**/console/journeys/jrn_*");
        String journey = page.url().replaceFirst("\\?.*", "");
        show("");
        assertTrue(stage("loving").contains("Draft, lets nobody in"), stage("loving"));
        page.navigate(journey);
        page.click("a.btn.primary:has-text('Publish v1')");
        page.click("aside button:has-text('Publish version 1')");
        page.waitForSelector(".note:has-text('Published')");
        show("?show=unproven");
        assertTrue(stage("loving").contains("Cannot tell yet"), stage("loving"));
        assertTrue(page.textContent("main").contains("1 cannot tell yet, 0 are not measured"));
        page.navigate(journey + "?panel=settings");
        page.fill("aside input[name=holdout_percent]", "0");
        page.click("aside button:has-text('Save')");
        page.waitForSelector("a.btn.primary:has-text('Publish v2')");
        show("?show=unproven");
        assertTrue(stage("loving").contains("Not measuredAdd a holdout"), stage("loving"));
        Away.click(page, "a:has-text('Add a holdout')");
        assertEquals(1, page.locator("aside input[name=holdout_percent]").count());
    }
}
