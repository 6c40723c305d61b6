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
import io.postlude.kernel.StoreId;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.MessageId;
import io.postlude.messaging.OutgoingMail;
import io.postlude.messaging.PasswordMail;
import io.postlude.stores.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What is done once a week: customers' rights, mails that got stuck, who the store is and when it works. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OfficeWorkTest {
    private static ConsoleGround ground;
    private static StoreId store;
    private static Chromium chromium;
    private static BrowserContext context;
    private static Page page;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        chromium = Chromium.start();
        context = chromium.context();
        page = context.newPage();
        page.navigate(ground.url + "/console/sign-in?next=/console/orders");
        page.fill("#email", "ada@example.org");
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    @CanIgnoreReturnValue
    private static String open(String path) {
        page.navigate(ground.url + path);
        return main();
    }

    private static void assertSaid(String... texts) {
        for (String text : texts) assertTrue(main().contains(text), main());
    }

    private static String main() {
        return page.textContent("main");
    }

    private static void request(long id, String kind, String reference, String customer) {
        ground.test
                .database()
                .runInStore(
                        store,
                        tx -> tx.execute(
                                """
                insert into connectors.privacy_request
                  (store_id, id, source, kind, reference, customer_reference, requested_at, due_at)
                values (?, ?, 'shopify', ?, ?, nullif(?, ''), ?, ?)""",
                                store,
                                id,
                                kind,
                                reference,
                                customer,
                                ConsoleGround.NOW.minus(Duration.ofDays(26)),
                                ConsoleGround.NOW.plus(Duration.ofDays(4))));
    }

    private static MessageId mail(String kind, String to, String subject, String state) {
        OutgoingMail mail = new OutgoingMail(
                store,
                kind,
                subject,
                new OutgoingMail.Envelope(Mailbox.of("post@maren.example"), null, Mailbox.of(to)),
                null,
                new OutgoingMail.Content(
                        subject,
                        "<!doctype html><html lang=en><body style=\"font-family:Georgia\"><h1>Your parcel</h1><p>Follow it here.",
                        "Your parcel. Follow it here.",
                        Map.of()),
                OutgoingMail.WhenInDoubt.ASK,
                Duration.ofHours(1));
        return ground.test.database().inStore(store, tx -> {
            MessageId id = ground.messages.queue(tx, mail).id();
            tx.execute(
                    "update messaging.message set state = ?, attempts = 5, last_error = '550 no such mailbox' where store_id = ? and id = ?",
                    state,
                    store,
                    id);
            return id;
        });
    }

    @Test
    @Order(1)
    void a_stuck_mail_says_why_and_is_sent_again_or_let_go() {
        MessageId lost = mail("lookup_link", "ingrid@buyer.example", "Your link to order MP-1001", "GAVE_UP");
        MessageId doubt = mail("lookup_link", "jonas@buyer.example", "Your link to order MP-1009", "IN_DOUBT");
        String list = open("/console/messages?view=stuck");
        assertTrue(list.contains("550 no such mailbox") && list.contains("In doubt"), list);
        assertEquals(2, page.locator("tbody tr").count());
        assertTrue(open("/console/messages?q=ingrid").contains("MP-1001"));
        assertEquals(1, page.locator("tbody tr").count());
        assertTrue(open("/console/messages?q=nobody").contains("No message fits"));
        open("/console/messages/" + lost);
        assertThat(page.frameLocator("iframe").locator("h1")).hasText("Your parcel");
        Away.click(page, "button:has-text('Send again')");
        assertSaid("Queued again");
        assertSaid("Waiting");
        open("/console/messages/" + doubt);
        Away.click(page, "button:has-text('Let go')");
        assertSaid("Nobody has to look at it any more");
        assertTrue(open("/console/messages?view=stuck").contains("No message is stuck"));
        String trail = open("/console/audit");
        assertTrue(trail.contains("message.sent-again") && trail.contains("message.let-go"), trail);
    }

    @Test
    @Order(2)
    void a_mail_that_opens_an_account_is_shown_to_nobody_and_one_past_its_use_is_not_sent_again() {
        MessageId secret = mail(PasswordMail.KIND, "ada@example.org", "A new password", "GAVE_UP");
        assertTrue(open("/console/messages/" + secret).contains("opens a colleague’s account"));
        assertFalse(main().contains("Follow it here"));
        assertEquals(
                404,
                page.navigate(ground.url + "/console/messages/" + secret + "/body")
                        .status());
        ground.clock.move(Duration.ofHours(2));
        assertTrue(open("/console/messages/" + secret).contains("cannot be sent again"));
        assertEquals(0, page.locator("button:has-text('Send again')").count());
    }

    @Test
    @Order(3)
    void a_data_request_is_answered_with_the_customer_s_data() {
        String known = ground.test
                .database()
                .inStore(
                        store,
                        tx -> tx.first(
                                        "select substr(key, 3) from customers.identity where store_id = ? and key like 's:%' order by key limit 1",
                                        row -> row.getString(1), store)
                                .orElse("shopify:none"));
        request(901, "DATA", "R-901", known.substring(known.indexOf(':') + 1));
        assertTrue(open("/console/requests").contains("Their data"));
        assertSaid("shopify, asked");
        Away.click(page, "button:has-text('Answered')");
        assertSaid("The request is closed");
        assertSaid("by Ada Lind");
        assertTrue(open("/console/audit").contains("privacy-request.answered"));
    }

    @Test
    @Order(4)
    void the_customers_of_a_shop_that_left_go_when_the_owner_typed_the_word() {
        request(902, "SHOP_ERASURE", "maren.myshopify.com", "");
        String before = open("/console/requests");
        assertTrue(before.contains("Erase all customers of maren.myshopify.com"), before);
        page.fill("input[name=confirm]", "yes");
        Away.click(page, "button:has-text('Erase them for good')");
        assertTrue(main().contains("Nothing was erased"));
        page.fill("input[name=confirm]", "ERASE");
        Away.click(page, "button:has-text('Erase them for good')");
        assertSaid("Being erased");
        long left = people();
        assertTrue(left > 0);
        ground.connectors.eraseLeftShopsAcrossStores();
        assertEquals(0, people());
        assertTrue(open("/console/requests").contains(left + " people erased"), main());
        String trail = open("/console/audit");
        assertTrue(trail.contains("shop-erasure.ordered") && trail.contains("shop.erased"), trail);
        ground.connectors.eraseLeftShopsAcrossStores();
        assertTrue(open("/console/customers").contains("Nobody has bought yet"), main());
    }

    private static long people() {
        return ground.test
                .database()
                .inStore(
                        store,
                        tx -> tx.number(
                                "select count(*) from customers.customer where store_id = ? and erased_at is null",
                                store));
    }

    @Test
    @Order(5)
    void the_store_is_renamed_its_week_changed_and_what_does_not_fit_is_said_beside_the_field() {
        open("/console/settings");
        assertFalse(page.isVisible("input[name=currency]"), "orders stand in it");
        page.fill("input[name=name]", "Maren & Daughters");
        page.fill("input[name=locale]", "Klingon");
        Away.click(page, "button:has-text('Save the store')");
        assertSaid("Give a language and country, such as de-DE.");
        page.fill("input[name=locale]", "de-DE");
        page.selectOption("select[name=zone]", "Europe/Berlin");
        Away.click(page, "button:has-text('Save the store')");
        assertSaid("It holds from now on");
        assertEquals("Maren & Daughters", ground.stores.stores().get(store).name());
        page.fill("input[name=monday]", "nine to five");
        page.fill("textarea[name=ownDays]", "2026-12-24 closed Christmas Eve\n2026-13-01 closed never");
        Away.click(page, "button:has-text('Save the calendar')");
        assertSaid("Hours such as 09:00–17:00", "there is no day 2026-13-01");
        page.fill("input[name=monday]", "10:00 - 18:30");
        page.fill("input[name=saturday]", "10:00–14:00");
        page.fill("input[name=region]", "XX");
        page.fill("textarea[name=ownDays]", "2026-12-24 closed Christmas Eve\n2026-12-20 open Sunday shift");
        Away.click(page, "button:has-text('Save the calendar')");
        assertSaid("Give a country whose holidays are known");
        page.fill("input[name=region]", "de-hh");
        Away.click(page, "button:has-text('Save the calendar')");
        assertSaid("It holds from now on");
        var calendar = ground.stores.stores().get(store).calendar();
        assertEquals("DE-HH", calendar.region());
        assertEquals(6, calendar.week().size());
        assertEquals(2, calendar.ownDays().size());
        assertSaid("Next day off");
    }

    @Test
    @Order(6)
    void lettering_is_chosen_with_the_brand() {
        open("/console/brand");
        page.selectOption("select[name=display]", "ARCHIVO");
        page.fill("input[name=weight]", "1200");
        Away.click(page, "button:has-text('Save the brand')");
        assertSaid("A number from 100 to 900.");
        page.fill("input[name=weight]", "700");
        Away.click(page, "button:has-text('Save the brand')");
        assertSaid("The brand is saved");
        assertEquals(
                700,
                ground.stores.stores().get(store).brand().look().lettering().weight());
    }

    @Test
    @Order(7)
    void people_are_listed_by_name_both_ways_page_by_page() {
        StoreId other = ground.open("volt", "Volt Audio");
        ground.hire(other, Role.OWNER, "volt@example.org");
        StoreWithOrders.fill(ground, other, "VA");
        try (BrowserContext theirs = chromium.context()) {
            Page their = theirs.newPage();
            their.navigate(ground.url + "/console/sign-in?next=/console/customers");
            their.fill("#email", "volt@example.org");
            their.fill("#password", ConsoleGround.PASSWORD);
            Away.click(their, "button[type=submit]");
            Away.click(their, "th a:has-text('Customer')");
            assertEquals("ascending", their.getAttribute("th:has-text('Customer')", "aria-sort"));
            List<String> up = names(their);
            Away.click(their, "th a:has-text('Customer')");
            List<String> down = names(their);
            assertEquals(up.reversed(), down);
            assertEquals(StoreWithOrders.ORDERS, up.size());
        }
    }

    private static List<String> names(Page their) {
        List<String> names = new ArrayList<>(
                their.locator("tbody th a").evaluateAll("all => all.map(a => a.href)") instanceof List<?> all
                        ? all.stream().map(Object::toString).toList()
                        : List.of());
        if (their.locator("a[rel=next]").count() > 0) {
            Away.click(their, "a[rel=next]");
            names.addAll(names(their));
        }
        return names;
    }

    @Test
    @Order(8)
    void these_pages_read_well_to_everyone() {
        request(903, "SHOP_ERASURE", "volt.myshopify.com", "");
        request(904, "DATA", "R-904", "5551");
        MessageId lost = mail("lookup_link", "aino@buyer.example", "Your link to order MP-1044", "GAVE_UP");
        List<String> faults = new ArrayList<>();
        for (String name : List.of("messages", "messages/" + lost, "requests", "settings", "brand")) {
            open("/console/" + name);
            faults.addAll(PageLook.faultsAtAGlance(
                    page, "office-" + name.replaceAll("\\W.*", "") + (name.contains("/") ? "-one" : "")));
        }
        assertEquals(List.of(), faults);
    }
}
