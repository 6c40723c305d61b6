package io.postlude.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.customers.CustomerId;
import io.postlude.customers.PersonalData;
import io.postlude.deliveries.Gestures;
import io.postlude.kernel.Database;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.promises.NewPromise;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.RiskCause;
import io.postlude.promises.RiskPersonalData;
import io.postlude.stores.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queue of promises at risk, worked through by two people in a real browser. */
class AtRiskPagesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 19);
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static Page ada;
    private static Page bo;
    private static StoreId store;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.WAREHOUSE, "bo@example.org");
        ground.hire(store, Role.VIEWER, "vi@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        foresee(store);
        chromium = Chromium.start();
        ada = signIn("ada@example.org");
        bo = signIn("bo@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static Page signIn(String email) {
        BrowserContext context = chromium.context();
        Page page = context.newPage();
        page.navigate(ground.url + "/console/sign-in?next=/console/at-risk");
        page.fill("#email", email);
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
        return page;
    }

    /** Five orders with a promise each; four of them look bad. */
    private static void foresee(StoreId store) {
        Database database = ground.test.database();
        List<OrderId> orders =
                database.inStore(store, tx -> ground.orders.list(tx, store, OrderQuery.newest(5))).rows().stream()
                        .map(order -> order.id())
                        .toList();
        double[] chances = {0.94, 0.61, 0.45, 0.33, 0.1};
        RiskCause[] causes = {
            RiskCause.SILENT, RiskCause.SLOW_LANE, RiskCause.NOT_SHIPPED, RiskCause.CARRIER_PROBLEM, RiskCause.NONE
        };
        for (int i = 0; i < chances.length; i++) {
            OrderId order = orders.get(i);
            LocalDate due = TODAY.plusDays(1 + i);
            double late = chances[i];
            RiskCause cause = causes[i];
            database.runInStore(store, tx -> {
                PromiseId promise = ground.promises
                        .make(
                                tx,
                                List.of(new NewPromise(
                                        store,
                                        order,
                                        null,
                                        PromiseKind.DELIVERY,
                                        PromisedWindow.days(due.minusDays(2), due, ZoneId.of("Europe/Oslo")),
                                        "checkout",
                                        null,
                                        ConsoleGround.NOW.minus(Duration.ofDays(3)))))
                        .getFirst();
                ground.outlooks.foresee(
                        tx,
                        List.of(new Outlook(
                                store,
                                promise,
                                late,
                                new Outlook.Expected(due, due.plusDays(1), due.plusDays(3)),
                                new Outlook.Likelihoods(TODAY, List.of(0.02, 0.04, 0.14, 0.34, 0.3, 0.12, 0.04)),
                                cause,
                                ConsoleGround.NOW.minus(Duration.ofHours(2)),
                                false)));
            });
        }
    }

    @CanIgnoreReturnValue
    private static String open(Page page, String path) {
        page.navigate(ground.url + path);
        return page.textContent("main");
    }

    @Test
    void the_queue_reads_well_to_everyone() {
        Page page = signIn("ada@example.org");
        open(page, "/console/at-risk");
        assertEquals(List.of(), PageLook.faults(page, "at-risk"));
        Away.click(page.locator("tbody a.quiet").first());
        assertEquals(List.of(), PageLook.faults(page, "at-risk-one"));
    }

    @Test
    void the_queue_is_worked_through_by_several_hands() {
        String text = open(ada, "/console/at-risk");
        assertEquals(4, ada.locator("tbody tr").count());
        assertTrue(text.contains("94"), text);
        assertTrue(text.contains("2.3"), "the sum of the chances: " + text);
        assertTrue(text.contains("No scan for longer than usual"));
        assertEquals(4, ada.locator("svg.dist").count());

        Away.click(ada.locator("tbody tr").first().locator("button:has-text('Take')"));
        assertTrue(ada.textContent("main").contains("You"));
        open(bo, "/console/at-risk");
        assertEquals(
                0,
                bo.locator("tbody tr")
                        .first()
                        .locator("button:has-text('Take')")
                        .count());
        bo.check("[data-all]");
        Away.click(bo, "form.bulk button");
        assertTrue(bo.textContent("main").contains("Some are in other hands"));
        assertTrue(open(bo, "/console/at-risk?view=mine").contains("Mine 3"));
        assertEquals(3, bo.locator("tbody tr").count());

        open(ada, "/console/at-risk?view=mine");
        Away.click(ada, "tbody a.quiet");
        assertTrue(ada.textContent("main").contains("94 %"));
        ada.fill("input[name=note]", "Case 4711 at the carrier");
        Away.click(ada, "button:has-text('Write it down')");
        assertTrue(ada.textContent("main").contains("Case 4711"));
        assertNotesGoWithTheirCustomer("Case 4711 at the carrier");
        ada.fill("#again-words", "Both candles");
        Away.click(ada, "button:has-text('Have it sent again')");
        assertTrue(ada.textContent("main").contains("seen to by Ada Lind"));
        assertTrue(open(ada, "/console/at-risk").contains("To be sent again"));
    }

    /** What staff wrote about a person is handed out to them, and gone once they are erased; that it was done stays. */
    private static void assertNotesGoWithTheirCustomer(String note) {
        RiskPersonalData notes = new RiskPersonalData(ground.orders);
        long _ = ground.test.database().<Long>inStore(store, tx -> {
            long deeds = tx.number("select count(*) from promises.risk_deed");
            List<CustomerId> buyers = tx.list("""
                    select o.customer_id from promises.risk_deed d
                    join promises.promise p on p.store_id = d.store_id and p.id = d.promise_id
                    join orders.customer_order o on o.store_id = p.store_id and o.id = p.order_id where d.note = ?""", row -> new CustomerId(row.getLong(1)), note);
            PersonalData.Person person = new PersonalData.Person(buyers, List.of(), List.of());
            PersonalData.Person other = new PersonalData.Person(List.of(new CustomerId(1)), List.of(), List.of());
            assertTrue(notes.export(tx, store, person).toString().contains(note), "told on request");
            notes.erase(tx, store, other);
            assertEquals(1, tx.number("select count(*) from promises.risk_deed where note = ?", note));
            notes.erase(tx, store, person);
            notes.erase(tx, store, person);
            assertEquals(0, tx.number("select count(*) from promises.risk_deed where note = ?", note));
            assertEquals(deeds, tx.number("select count(*) from promises.risk_deed"));
            return deeds;
        });
    }

    @Test
    void sorry_is_said_once_with_the_customers_own_data_and_within_what_the_store_allows() {
        allow(2_500);
        openLetterOfOneUnderWay();
        String text = ada.textContent("main");
        assertTrue(text.contains("Up to €25.00 for one order"), text);
        assertTrue(text.contains("It would"), text);
        ada.fill("#sentence", "I have it on my desk.");
        ada.fill("#amount", "40");
        ada.fill("#code", "SORRY-40");
        Away.click(ada, "button:has-text('Send it')");
        assertTrue(ada.textContent("main").contains("€40.00 is above the €25.00 limit"), ada.textContent("main"));
        assertEquals(0, gestures(), "refused whole");
        assertEquals("I have it on my desk.", ada.inputValue("#sentence"));

        ada.fill("#amount", "10");
        ada.fill("#code", "SORRY-10");
        Away.click(ada, "button:has-text('See it so')");
        var mail = ada.frameLocator("iframe.letter");
        assertThat(mail.locator("body")).containsText("I have it on my desk.");
        assertThat(mail.locator("body")).containsText("SORRY-10");
        assertEquals(0, gestures(), "looked at, not given");
        assertEquals(List.of(), PageLook.faults(ada, "at-risk-letter"));

        // Two clicks before the first answer: the same form twice.
        String path = ada.evaluate("location.pathname").toString().replace("/preview", "");
        String form = "(async () => { const f = document.querySelector('form.g6'); const d = () => fetch('" + path
                + "', {method: 'POST', body: new URLSearchParams(new FormData(f))}).then(r => r.status);"
                + " return (await Promise.all([d(), d(), d()])).join(); })()";
        assertEquals("200,200,200", ada.evaluate(form));
        assertEquals(1, gestures());
        assertEquals(
                1L,
                ground.test
                        .database()
                        .<Long>inStore(
                                store,
                                tx -> tx.number("select count(*) from journeys.touchpoint where kind = 'BY_HAND'")));
        assertTrue(open(ada, "/console/at-risk").contains("Gesture made"));
    }

    /** An apology for what has arrived is not offered, so the first row is not always the one. */
    private static void openLetterOfOneUnderWay() {
        open(ada, "/console/at-risk");
        for (Object letter : (List<?>) ada.locator("tbody a:has-text('Say sorry')")
                .evaluateAll("links => links.map(link => link.getAttribute('href'))")) {
            open(ada, letter.toString());
            if (ada.locator("button:has-text('Send it')").count() > 0) return;
        }
        throw new AssertionError("nobody in the queue waits for anything");
    }

    @Test
    void whoever_packs_may_neither_write_nor_give() {
        open(bo, "/console/at-risk");
        assertEquals(0, bo.locator("a:has-text('Say sorry')").count());
        Away.click(bo.locator("tbody a.quiet").first());
        assertEquals(0, bo.locator("a:has-text('Say sorry')").count());
        assertTrue(open(bo, bo.url().replace(ground.url, "").replaceAll("[?#].*", "") + "/letter")
                        .contains("Your role may not")
                || bo.textContent("body").contains("Your role may not"));
    }

    private static void allow(long minor) {
        ground.test
                .database()
                .runInStore(
                        store,
                        tx -> ground.deliveries
                                .gestures()
                                .setRule(tx, store, new Gestures.Rule(Money.of(minor, "EUR"), 365)));
    }

    private static long gestures() {
        return ground.test.database().<Long>inStore(store, tx -> tx.number("select count(*) from deliveries.gesture"));
    }

    @Test
    void the_threshold_is_the_stores_own_and_nonsense_is_refused() {
        open(ada, "/console/at-risk/rule");
        ada.fill("input[name=threshold]", "35");
        Away.click(ada, "button:has-text('Save')");
        assertEquals("35", ada.inputValue("input[name=threshold]"));
        assertTrue(open(ada, "/console/at-risk").contains("Threshold 35 %"));
        open(ada, "/console/at-risk/rule");
        ada.evaluate("() => document.querySelector('form.form').noValidate = true");
        ada.fill("input[name=threshold]", "300");
        Away.click(ada, "button:has-text('Save')");
        assertTrue(ada.content().contains("between 5 and 95"), ada.content());
        assertFalse(open(bo, "/console/at-risk/rule").contains("Save"));
    }

    @Test
    void whoever_only_looks_cannot_act_and_early_honesty_is_not_claimed() {
        Page vi = signIn("vi@example.org");
        String text = open(vi, "/console/at-risk");
        assertEquals(0, vi.locator("button:has-text('Take')").count());
        assertTrue(text.contains("Too early"));
        assertTrue(open(vi, "/console/at-risk/honest").contains("None settled yet"));
        open(vi, "/console/at-risk/prm_0000000000000");
        assertTrue(
                vi.textContent("body").contains("404") || vi.textContent("body").contains("not"));
    }
}
