package io.postlude.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.ChoiceRule;
import io.postlude.deliveries.Enquiries;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.PromiseRule;
import io.postlude.deliveries.Replacements;
import io.postlude.deliveries.Requests;
import io.postlude.journeys.LettersByHand;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.stores.PersonId;
import io.postlude.stores.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a store does for customers who wait: its rules, their wishes and questions, the carriers it asks, the words it sends. */
class ServicePagesTest {
    private static ConsoleGround ground;
    private static Chromium chromium;
    private static StoreId store;
    private static OrderSummary order;
    private static Page ada;
    private static Page vi;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.VIEWER, "vi@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        JudgedForecasts.fill(ground, store);
        order = in(tx -> ground.orders.list(tx, store, OrderQuery.newest(3)))
                .rows()
                .getFirst();
        chromium = Chromium.start();
        ada = signIn("ada@example.org");
        vi = signIn("vi@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static <T> T in(Function<Tx, T> work) {
        return ground.test.database().inStore(store, work::apply);
    }

    private static long count(String of) {
        return ground.test.database().<Long>inStore(store, tx -> tx.number("select count(*) from " + of));
    }

    private static Page signIn(String email) {
        Page page = chromium.page();
        page.navigate(ground.url + "/console/sign-in?next=/console/account");
        page.fill("#email", email);
        page.fill("#password", ConsoleGround.PASSWORD);
        Away.click(page, "button[type=submit]");
        return page;
    }

    @CanIgnoreReturnValue
    private static String open(Page page, String path) {
        page.navigate(ground.url + path);
        return page.textContent("main");
    }

    private static List<String> audited() {
        return ground.test
                .database()
                .inStore(
                        store,
                        tx -> tx.list(
                                "select action from stores.audit_entry where store_id = ?",
                                row -> row.getString(1),
                                store));
    }

    @Test
    void an_owner_says_what_customers_may_choose_what_may_be_given_and_what_a_question_costs() {
        open(ada, "/console/service");
        ada.uncheck("input[value=pickup]");
        ada.selectOption("#choices-cancel", "unsent");
        Away.click(ada, "button:has-text('Save the choices')");
        assertEquals(
                new ChoiceRule(true, false, ChoiceRule.Cancel.UNSENT),
                in(tx -> ground.deliveries.choiceRule(tx, store)));

        ada.fill("#promises-hours", "0");
        Away.click(ada, "button:has-text('Save the terms')");
        assertTrue(ada.content().contains("Enter 1 to 200 hours"), ada.content());
        ada.fill("#promises-hours", "4");
        ada.fill("#promises-refund", "3");
        Away.click(ada, "button:has-text('Save the terms')");
        assertEquals(new PromiseRule(4, 3), in(tx -> ground.deliveries.promiseRule(tx, store)));
        assertTrue(ada.textContent("main").contains("an answer within 4 opening hours"), ada.textContent("main"));

        ada.fill("#goodwill-limit", "a lot");
        Away.click(ada, "button:has-text('Save the limit')");
        assertTrue(ada.content().contains("Enter an amount such as 25"), ada.content());
        ada.fill("#goodwill-limit", "25");
        Away.click(ada, "button:has-text('Save the limit')");
        assertEquals("25", ada.inputValue("#goodwill-limit"));

        ada.fill("#cost-cost", "4,50");
        Away.click(ada, "button:has-text('Save the cost')");
        assertEquals("4.50", ada.inputValue("#cost-cost"));
        assertTrue(audited()
                .containsAll(
                        List.of("service.choices", "service.promises", "service.goodwill", "service.contact-cost")));
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "service"));
        assertFalse(open(vi, "/console/service").contains("Save the"));
        assertEquals(403, post(vi, "/console/service/cost", "cost=0"));
    }

    private static int post(Page page, String path, String form) {
        Object status = page.evaluate(
                "async () => (await fetch('" + ground.url + path
                        + "', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: '"
                        + form
                        + "&_token=' + encodeURIComponent(document.querySelector('input[name=_token]')?.value ?? '')})).status");
        return ((Number) status).intValue();
    }

    @Test
    void what_was_asked_elsewhere_is_entered_by_hand_once_and_counts_per_thousand_parcels() {
        String before = open(ada, "/console/contacts");
        assertTrue(before.contains("Per 1,000"), before);
        ada.fill("#hand-order", "no such order");
        Away.click(ada, "button:has-text('Write it down')");
        assertTrue(ada.content().contains("No order has that number"));
        ada.fill("#hand-order", order.number());
        ada.selectOption("#hand-cause", "late");
        ada.selectOption("#hand-channel", "phone");
        ada.fill("#hand-minutes", "12");
        ada.fill("#hand-words", "Where does it stay?");
        Away.click(ada, "button:has-text('Write it down')");
        String after = ada.textContent("main");
        assertTrue(after.contains("It is late"), after);
        assertTrue(after.contains("Where does it stay?"), after);
        assertEquals(1L, count("deliveries.contact where minutes = 12 and cause = 'LATE'"));
        assertEquals(List.of(), PageLook.faults(ada, "contacts"));
        assertTrue(csv("/console/contacts.csv").contains("\"late\",\"phone\",\"1\""), csv("/console/contacts.csv"));
        assertTrue(open(ada, "/console/today").contains("“Where is my order”"));
        assertFalse(
                open(vi, "/console/contacts").contains("Where does it stay?"), "whoever may see customers reads words");
        assertEquals(403, post(vi, "/console/contacts", "cause=late"));
    }

    private static String csv(String path) {
        APIResponse response = ada.context().request().get(ground.url + path);
        assertEquals(200, response.status());
        return response.text();
    }

    @Test
    void promises_are_compared_by_kind_carrier_lane_and_week_and_add_up() {
        settle();
        String text = open(ada, "/console/promises");
        assertTrue(text.contains("Carriers compared"), text);
        assertTrue(text.contains("PostNord"), text);
        assertTrue(text.contains("Packed, nine of ten"), text);
        String csv = csv("/console/promises.csv");
        long kinds = sum(csv, line -> line.contains("\"all\"") && line.contains("\"delivery\""));
        long lanes = sum(csv, line -> !line.contains("\"all\""));
        assertEquals(kinds, lanes, csv);
        assertTrue(kinds > 0, csv);
        assertEquals(List.of(), PageLook.faults(ada, "promises"));
    }

    /** Kept and broken of those lines. */
    private static long sum(String csv, java.util.function.Predicate<String> wanted) {
        return csv.lines()
                .skip(1)
                .filter(wanted)
                .mapToLong(line -> {
                    String[] cells = line.replace("\"", "").split(",", -1);
                    return Long.parseLong(cells[6]) + Long.parseLong(cells[7]);
                })
                .sum();
    }

    /** A promise for each judged parcel, kept where it came in time; and one that no parcel ever left for. */
    private static void settle() {
        ground.test
                .database()
                .runInStore(
                        store,
                        tx -> tx.execute("""
                insert into promises.promise (store_id, id, order_id, shipment_id, kind, due_by, made_where, made_at, state, settled_at)
                select store_id, shipment_id + 500000000, order_id, shipment_id, 'DELIVERY', promised_by, 'test', start_at,
                  case when delivered_at <= promised_by then 'KEPT' else 'BROKEN' end, delivered_at
                from insights.forecast_outcome where store_id = ? and stage = 'HAND_OVER' and promised_by is not null
                  and promised_by < ?
                union all select ?, 499999999, 1, null, 'DELIVERY', ?::timestamptz - interval '3 days', 'test',
                  ?::timestamptz - interval '9 days', 'BROKEN', null
                on conflict do nothing""", store, ConsoleGround.NOW, store, ConsoleGround.NOW, ConsoleGround.NOW));
    }

    @Test
    void every_message_is_looked_at_before_it_is_sent() {
        open(ada, "/console/touchpoints");
        Away.click(ada, "a:has-text('See every message')");
        assertTrue(ada.textContent("main").contains("a made-up order, in English"), ada.textContent("main"));
        var mail = ada.frameLocator("iframe.letter");
        assertThat(mail.locator("body")).containsText("Wool throw");
        ada.selectOption("select[name=kind]", "delivered");
        ada.selectOption("select[name=language]", "de");
        Away.click(ada, "button:has-text('Show')");
        assertTrue(ada.textContent("main").contains("in German"));
        assertTrue(ada.locator("h2#h-mail").textContent().startsWith("Zugestellt")
                || !ada.locator("h2#h-mail").textContent().isBlank());
        Away.click(ada, "a:has-text('Dark')");
        assertTrue(ada.frameLocator("iframe.letter")
                .locator("body")
                .evaluate("body => getComputedStyle(body).backgroundColor")
                .toString()
                .matches("rgb\\(([0-5]?\\d, ){2}[0-5]?\\d\\)"));
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "preview"));
        Away.click(ada, "main a:has-text('Text')");
        assertTrue(ada.locator("pre.raw").textContent().contains("EXAMPLE-1"));
        open(ada, PreviewDesk.PATH + "?kind=order_confirmed&order=" + order.number());
        assertTrue(ada.textContent("main").contains("as it stands now"), ada.textContent("main"));
        assertThat(ada.frameLocator("iframe.letter").locator("body")).containsText(order.number());
        assertEquals(0L, count("journeys.touchpoint"), "nothing was decided");
    }

    @Test
    void the_pages_of_touchpoints_explain_each_decision() {
        String text = open(ada, "/console/touchpoints");
        assertTrue(text.contains("Decided"), text);
        var wish =
                new LettersByHand.Wish(order.id(), null, "look", new LettersByHand.Said("Ada", "Hello there.", null));
        var told = in(tx -> ground.journeys.byHand().send(tx, store, wish)).orElseThrow();
        text = open(ada, "/console/touchpoints?kind=by_hand");
        assertTrue(text.contains("Written by staff"), text);
        Away.click(ada, "tbody th a");
        assertTrue(ada.textContent("main").contains(order.number()));
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "touchpoint"));
        ground.test
                .database()
                .runInStore(store, tx -> tx.execute("delete from journeys.touchpoint where id = ?", told.id()));
        String rules = open(ada, "/console/brand/messages");
        assertTrue(rules.contains("Written by staff"), rules);
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "what-is-written"));
    }

    @Test
    void wishes_are_seen_to_by_those_who_may_and_stand_in_the_audit() {
        var request = in(tx -> ground.deliveries
                .requests()
                .ask(tx, store, new Requests.Wish(order.id(), order.customer(), Choice.CANCEL, "Too late for me")));
        PersonId me = ground.stores.staff().members(store).getFirst().id();
        var again = in(tx -> ground.deliveries
                        .replacements()
                        .want(
                                tx,
                                store,
                                new Replacements.Wish("k", order.id(), order.customer(), null, "One candle", me, me)))
                .orElseThrow();
        String text = open(ada, "/console/wishes");
        assertTrue(text.contains("Too late for me") && text.contains("One candle"), text);
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "wishes"));
        open(vi, "/console/service");
        assertEquals(403, post(vi, "/console/wishes/done", "request=" + request.id()));
        Away.click(ada, "button:has-text('Seen to')");
        assertTrue(ada.textContent("main").contains("Seen to"));
        ada.fill("#again-reference", "MP-2001");
        Away.click(ada, "button:has-text('Settle it')");
        assertTrue(
                audited().containsAll(List.of("wish.seen-to", "replacement.sent")),
                audited().toString());
        assertEquals(
                "MP-2001",
                in(tx -> ground.deliveries.replacements().replacement(tx, store, again))
                        .orElseThrow()
                        .reference());
    }

    @Test
    void carriers_are_asked_again_on_the_day_and_their_answer_closes_it() {
        open(ada, "/console/enquiries");
        ada.fill("#carriers-carrier", "dhl");
        ada.fill("#carriers-email", "claims@dhl.example");
        Away.click(ada, "button:has-text('Keep the address')");
        assertTrue(ada.textContent("main").contains("claims@dhl.example"));
        PersonId me = ground.stores.staff().members(store).getFirst().id();
        var id = in(tx -> ground.deliveries
                        .enquiries()
                        .open(
                                tx,
                                store,
                                new Enquiries.Question(
                                        "k",
                                        new Enquiries.About(order.id(), order.customer(), null, "dhl", "JJD7"),
                                        "Where is it?",
                                        me,
                                        null,
                                        LocalDate.of(2026, 11, 18))))
                .orElseThrow();
        assertTrue(open(ada, "/console/today").contains("1 carrier has not answered yet."));
        assertTrue(open(ada, "/console/enquiries").contains("JJD7"));
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "enquiries"));
        open(ada, "/console/enquiries/" + id);
        ada.fill("#again-followUp", "2026-11-24");
        Away.click(ada, "button:has-text('Remind on that day')");
        assertFalse(open(ada, "/console/today").contains("not answered yet"));
        open(ada, "/console/enquiries/" + id);
        ada.fill("#answer-answer", "Found in Alnabru");
        Away.click(ada, "button:has-text('Close it with this')");
        assertTrue(ada.textContent("main").contains("Found in Alnabru"));
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "enquiry"));
    }

    @Test
    void a_segment_is_written_as_sentences_counted_and_kept() {
        try (LogReaders readers = new LogReaders(
                ground.test.database(),
                ground.log,
                Nodes.join(ground.test.database()),
                List.of(ground.segments.reader()))) {
            readers.drain();
        }
        open(ada, "/console/segments/new");
        ada.fill("#name", "Has bought");
        ada.fill("input[name=v0-0]", "1");
        ada.fill("input[name=v0-1]", "3000");
        assertThat(ada.locator("#look")).containsText("customer");
        assertThat(ada.locator("#look b")).not().hasText("0 customers");
        ada.selectOption("#more", "country");
        Away.click(ada, "button[value=add]");
        ada.fill("input[name=v1-0]", "ZZ");
        Away.click(ada, "button[value=text]");
        assertThat(ada.locator("#condition")).hasValue("orders_in(3000) >= 1 && customer.country == \"ZZ\"");
        ada.fill("#condition", "orders_in(3000) >");
        Away.click(ada, "button[value=save]");
        assertThat(ada.locator("[role=alert]")).containsText("at character");
        ada.fill("#condition", "orders_in(3000) >= 1");
        Away.click(ada, "button[value=sentences]");
        assertThat(ada.locator("input[name=v0-1]")).hasValue("3000");
        Away.click(ada, "button[value=save]");
        assertThat(ada.locator("h1")).hasText("Has bought");
        ground.segments.passAcrossStores();
        ada.reload();
        assertThat(ada.locator("#h-in")).isVisible();
        assertThat(ada.locator("table caption").first()).containsText("In it now");
        long members = count("segments.membership where left_at is null");
        assertTrue(members > 0);
        String csv = ada.context()
                .request()
                .get(ada.url().replaceAll("\\?.*", "") + "/members.csv")
                .text();
        assertEquals(members + 1, csv.lines().count());
        open(ada, "/console/customers?segment=has-bought");
        assertEquals(Math.min(50, members), ada.locator("tbody tr").count());
        assertEquals(403, vi.navigate(ground.url + "/console/segments").status());
    }
}
