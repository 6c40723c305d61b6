package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of the day, over a store with orders and parcels, in a real browser. */
class DailyWorkTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static BrowserContext context;
    private static Page page;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        StoreId store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        StoreId other = ground.open("volt", "Volt Audio");
        ground.hire(other, Role.OWNER, "volt@example.org");
        StoreWithOrders.fill(ground, other, "VA");
        chromium = Chromium.start();
        context = chromium.context();
        page = context.newPage();
        signIn("ada@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static void signIn(String email) {
        page.navigate(ground.url + "/console/sign-in?next=/console/orders");
        page.fill("#email", email);
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
    }

    @CanIgnoreReturnValue
    private static String open(String path) {
        page.navigate(ground.url + path);
        return page.textContent("main");
    }

    @Test
    void orders_are_listed_page_by_page_and_found_by_what_people_know() {
        open("/console/orders");
        assertEquals(50, page.locator("tbody tr").count());
        Away.click(page, "a[rel=next]");
        assertEquals(StoreWithOrders.ORDERS - 50, page.locator("tbody tr").count());
        assertTrue(open("/console/orders?q=buyer5%40example.no").contains("MP-1005"));
        assertEquals(1, page.locator("tbody tr").count());
        open("/console/orders?q=" + StoreWithOrders.DELIVERED_NUMBER);
        assertEquals(StoreWithOrders.DELIVERED, page.textContent("h1"));
        assertTrue(open("/console/orders?q=nobody-at-all").contains("No order fits"));
        assertTrue(open("/console/orders?view=mismatch").contains("MP-1007"));
        assertEquals(1, page.locator("tbody tr").count());
    }

    @Test
    void the_filter_works_while_one_types_and_the_address_keeps_it() {
        open("/console/orders");
        page.fill("[data-filters] input[type=search]", "buyer12@example.no");
        page.waitForURL("**q=buyer12%40example.no**");
        page.waitForCondition(() -> page.locator("tbody tr").count() == 1);
        Away.click(page, ".tag.clear");
        page.waitForCondition(() -> page.locator("tbody tr").count() == 50);
    }

    @Test
    void keys_move_through_the_rows_and_open_one() {
        open("/console/orders");
        String second = page.locator("tbody tr a").nth(0).textContent();
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/console/orders/ord_*");
        assertEquals(second, page.textContent("h1"));
    }

    @Test
    void an_order_tells_its_parcels_promises_money_and_all_that_happened() {
        String text = open("/console/orders?q=" + StoreWithOrders.DELIVERED_NUMBER);
        for (String said : List.of(
                "Delivered", "Fjell wool throw", "Oslo Alnabru", "Order placed", "Promise kept", "Total", "€39.70")) {
            assertTrue(text.contains(said), said + " is missing");
        }
        Away.click(page, ".seg a:has-text('Promises')");
        assertFalse(page.textContent(".tl").contains("Order placed"));
        assertTrue(page.textContent(".tl").contains("Promise kept"));
    }

    @Test
    void csv_holds_what_is_listed_and_nothing_a_spreadsheet_would_calculate() {
        open("/console/orders?view=mismatch");
        APIResponse csv = context.request().get(ground.url + page.getAttribute("a[download]", "href"));
        assertEquals(2, csv.text().lines().count());
        APIResponse all = context.request().get(ground.url + "/console/orders.csv");
        assertEquals(StoreWithOrders.ORDERS + 1, all.text().lines().count());
        assertTrue(all.text().lines().noneMatch(line -> line.matches(".*,\"=.*")));
    }

    @Test
    void a_code_nobody_knows_is_mapped_once_and_counts_from_then_on() {
        assertTrue(open("/console/mapping").contains("storm_hold"));
        Away.click(page, "tbody a");
        page.selectOption("select[name=meaning]", "EXCEPTION.delay_weather");
        Away.click(page, "button:has-text('Map it')");
        assertTrue(page.textContent("main").contains("Parcels with this code are being worked out again"));
        assertTrue(page.textContent("#h-done").contains("Mapped"));
        assertTrue(open("/console/trouble").contains("Late, weather"));
    }

    @Test
    void a_consent_is_recorded_with_its_proof() {
        open("/console/customers?q=buyer20%40example.no");
        Away.click(page, "tbody a");
        page.click("summary:has-text('Record a consent')");
        page.fill("input[name=proof]", "said so by telephone");
        Away.click(page, "button:has-text('Record it')");
        assertTrue(page.textContent("main").contains("said so by telephone"));
    }

    @Test
    void a_customer_is_handed_out_whole_and_erased_only_after_the_word_was_typed() {
        open("/console/customers?q=buyer30%40example.no");
        Away.click(page, "tbody a");
        String address = page.url();
        APIResponse file = context.request().get(ground.url + page.getAttribute("a[download]", "href"));
        assertEquals(200, file.status());
        assertTrue(file.text().contains("buyer30@example.no"));
        page.click("summary:has-text('Remove all personal data')");
        page.fill("input[name=confirm]", "yes");
        Away.click(page, "button:has-text('Erase for good')");
        assertTrue(page.textContent("main").contains("Nothing was erased"));
        assertTrue(page.textContent("main").contains("buyer30@example.no"));
        page.click("summary:has-text('Remove all personal data')");
        page.fill("input[name=confirm]", "ERASE");
        Away.click(page, "button:has-text('Erase for good')");
        page.navigate(address);
        assertFalse(page.textContent("main").contains("buyer30@example.no"));
        String trail = open("/console/audit");
        assertTrue(trail.contains("customer.exported") && trail.contains("customer.erased"), trail);
    }

    @Test
    void what_belongs_to_another_store_is_not_there() {
        List<String> others = new ArrayList<>();
        BrowserContext theirs = chromium.context();
        Page their = theirs.newPage();
        their.navigate(ground.url + "/console/sign-in?next=/console/orders");
        their.fill("#email", "volt@example.org");
        their.fill("#password", ConsoleGround.PASSWORD);
        Away.click(their, "button[type=submit]");
        others.add(their.getAttribute("tbody a", "href"));
        their.navigate(ground.url + "/console/customers");
        others.add(their.getAttribute("tbody a", "href"));
        their.navigate(ground.url + "/console/staff");
        others.add(their.getAttribute("tbody a", "href"));
        theirs.close();
        for (String path : others) {
            assertEquals(404, page.navigate(ground.url + path).status(), path);
        }
        assertFalse(open("/console/orders").contains("VA-"));
    }

    @Test
    void every_page_of_the_day_reads_well_to_everyone() {
        List<String> faults = new ArrayList<>();
        for (String name :
                List.of("today", "orders", "customers", "trouble", "inbox", "mapping", "orders?q=none-such")) {
            open("/console/" + name);
            faults.addAll(PageLook.faultsAtAGlance(page, "daily-" + name.replaceAll("\\W", "-")));
        }
        open("/console/orders?q=" + StoreWithOrders.DELIVERED_NUMBER);
        faults.addAll(PageLook.faultsAtAGlance(page, "daily-order"));
        open("/console/customers");
        Away.click(page, "tbody a");
        faults.addAll(PageLook.faultsAtAGlance(page, "daily-customer"));
        assertEquals(List.of(), faults);
    }
}
