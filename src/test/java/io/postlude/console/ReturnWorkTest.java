package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.claims.ClaimAnswer;
import io.postlude.claims.ClaimAsk;
import io.postlude.claims.ClaimKind;
import io.postlude.claims.ClaimState;
import io.postlude.claims.ClaimView;
import io.postlude.claims.ClaimWish;
import io.postlude.claims.Outcome;
import io.postlude.deliveries.Language;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.orders.OrderView;
import io.postlude.returns.Answer.Done;
import io.postlude.returns.Ask;
import io.postlude.returns.Asker;
import io.postlude.returns.Disposition;
import io.postlude.returns.Method;
import io.postlude.returns.Reason;
import io.postlude.returns.Remedy;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Returns;
import io.postlude.returns.Stage;
import io.postlude.returns.Travel;
import io.postlude.returns.Verdict;
import io.postlude.returns.Wish;
import io.postlude.stores.Role;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Returns as staff work with them: the warehouse receives, agents decide and give, the owner writes the policy. */
class ReturnWorkTest {
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static ConsoleGround ground;
    private static Chromium chromium;
    private static StoreId store;
    private static List<OrderSummary> orders;
    private static Page ada;
    private static Page mads;
    private static int asked;

    @BeforeAll
    static void open() {
        ground = new ConsoleGround();
        store = ground.open("maren-pine", "Maren & Pine");
        ground.hire(store, Role.OWNER, "ada@example.org");
        ground.hire(store, Role.WAREHOUSE, "mads@example.org");
        StoreWithOrders.fill(ground, store, "MP");
        orders = in(tx -> ground.orders.list(tx, store, OrderQuery.newest(50))).rows().stream()
                .filter(order -> order.fulfilment() == io.postlude.orders.FulfilmentState.FULFILLED)
                .toList();
        chromium = Chromium.start();
        ada = signIn("ada@example.org");
        mads = signIn("mads@example.org");
    }

    @AfterAll
    static void close() {
        chromium.close();
        ground.close();
    }

    private static <T> T in(Function<Tx, T> work) {
        return ground.test.database().inStore(store, work::apply);
    }

    private static Returns returns() {
        return ground.returns.returns();
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

    private static boolean lists(Page page, String path, ReturnView view) {
        page.navigate(ground.url + path);
        return page.locator("#main a[href$='" + view.id() + "']").count() > 0;
    }

    /** Somebody wants to send back so many of an order that no other test here uses. */
    private static ReturnView asked(int pieces, Reason reason, Remedy.Kind remedy) {
        OrderView order =
                in(tx -> ground.orders.order(tx, store, orders.get(asked).id())).orElseThrow();
        asked++;
        Wish wish = new Wish(
                order.lines().getFirst().id(),
                pieces,
                reason,
                "",
                "Greyer than on the screen",
                remedy,
                remedy == Remedy.Kind.EXCHANGE ? order.lines().getFirst().variant() : null);
        Ask ask = new Ask(order.id(), List.of(wish), Method.DROP_OFF);
        var answer =
                in(tx -> returns().request(tx, store, ask, new Asker(Asker.Channel.PORTAL, "k" + asked, "customer")));
        if (!(answer instanceof Done done)) throw new IllegalStateException(answer.toString());
        return done.view();
    }

    private static ReturnView now(ReturnView view) {
        return in(tx -> returns().find(tx, store, view.id())).orElseThrow();
    }

    private static void done(io.postlude.returns.Answer answer) {
        assertTrue(answer instanceof Done, answer.toString());
    }

    @Test
    void the_warehouse_receives_part_of_a_parcel_and_grades_it_on_a_telephone_and_the_money_is_owed() {
        ReturnView view = asked(2, Reason.NOT_AS_EXPECTED, Remedy.Kind.REFUND);
        assertTrue(open(mads, "/console/receive").contains("Scan or type a label"));
        mads.fill("#code", view.code().replace("-", "").toLowerCase(java.util.Locale.ROOT));
        Away.press(mads, "#code", "Enter");
        assertEquals(2, mads.locator("input[name=piece]").count());
        assertEquals(List.of(), PageLook.faults(mads, "receive-here"));
        mads.locator("input[name=piece]").last().uncheck();
        Away.click(mads, "button:has-text('Ticked is here')");
        assertEquals(Travel.RECEIVED, now(view).pieces().getFirst().travel());
        assertEquals(Travel.AWAITED, now(view).pieces().getLast().travel());

        assertTrue(mads.textContent("main").contains("Greyer than on the screen"));
        assertEquals(List.of(), PageLook.faults(mads, "receive"));
        mads.locator(".picks label:has(input[value=B])").click();
        mads.locator(".picks label:has(input[value=DONATE])").click();
        mads.click("summary:has-text('Not right')");
        mads.fill("#words", "The fringe is cut");
        mads.setInputFiles("#photo", new FilePayload("a.png", "image/png", PIXEL));
        Away.click(mads, "button:has-text('Confirm, next')");
        ReturnView.Piece graded = now(view).pieces().getFirst();
        assertEquals(Verdict.ACCEPTED, graded.verdict());
        assertEquals(Disposition.DONATE, graded.disposition());
        assertEquals("The fringe is cut", graded.finding());
        assertEquals(1L, (long) in(tx -> returns().photoCount(tx, store, view.id())));

        open(mads, "/console/receive?code=" + view.code());
        Away.click(mads, "button:has-text('Ticked is missing')");
        assertEquals(Travel.MISSING, now(view).pieces().getLast().travel());
        assertTrue(lists(ada, "/console/returns/exceptions", view));

        open(ada, "/console/returns/" + view.id());
        assertTrue(ada.textContent("main").contains("Everything else within 30 days"), "the rule that decided");
        assertEquals(1, ada.locator("img.photo").count());
        assertEquals(List.of(), PageLook.faults(ada, "returned"));
        ada.selectOption("select[name=verdict]", "decline");
        ada.fill("form[action$='/decision'] input[name=why]", "It never came");
        Away.click(ada, "button:has-text('Decide')");
        assertEquals(Verdict.DECLINED, now(view).pieces().getLast().verdict());
        Away.click(ada, "button:has-text('It was given')");
        assertEquals(Verdict.SETTLED, now(view).pieces().getFirst().verdict());
        assertEquals(Stage.DONE, now(view).stage());
        assertTrue(ada.textContent("main").contains("Settled: what was owed is given"));
    }

    @Test
    void another_thing_in_the_parcel_waits_for_somebody_with_a_name() {
        ReturnView view = asked(1, Reason.CHANGED_MIND, Remedy.Kind.CREDIT);
        done(in(tx -> returns().receive(tx, store, view.id(), Returns.Word.all("mads"))));
        open(mads, "/console/receive?code=" + view.code());
        mads.click("summary:has-text('Not right')");
        mads.fill("#words", "A cushion, not ours");
        Away.click(mads, "button:has-text('Another thing is in it')");
        assertEquals(Verdict.APPROVED, now(view).pieces().getFirst().verdict(), "nobody decided yet");
        open(ada, "/console/returns/exceptions");
        assertTrue(ada.textContent("main").contains("A cushion, not ours"));
        assertEquals(List.of(), PageLook.faults(ada, "return-exceptions"));
        open(ada, "/console/returns/" + view.id());
        Away.click(ada, "button:has-text('Take in hand')");
        assertEquals("ada", now(view).owner().substring(0, 3).toLowerCase(java.util.Locale.ROOT));
        assertFalse(
                open(mads, "/console/returns/" + view.id()).contains("Take in hand"), "the warehouse decides nothing");
    }

    @Test
    void a_parcel_without_a_return_is_written_down_until_its_return_is_found() {
        ReturnView view = asked(1, Reason.TOO_LARGE, Remedy.Kind.EXCHANGE);
        open(mads, "/console/receive?code=RET-2222-2222");
        mads.fill("#found", "A throw in moss, no paper");
        Away.click(mads, "button:has-text('Write it down')");
        open(mads, "/console/returns/exceptions");
        assertTrue(mads.textContent("main").contains("A throw in moss, no paper"));
        Away.click(mads, "button:has-text('Take in hand')");
        mads.fill("input[name=code]", "nonsense");
        Away.click(mads, "button:has-text('Close it')");
        assertTrue(mads.textContent("main").contains("No return has this number"));
        mads.fill("input[name=code]", view.code());
        Away.click(mads, "button:has-text('Close it')");
        assertTrue(mads.url().contains("/console/receive?code=" + view.code()), mads.url());
        assertTrue(open(mads, "/console/returns/exceptions").contains("Nothing came without a return"));
    }

    @Test
    void the_owner_writes_a_draft_sees_whom_it_would_change_and_publishes_it() throws IOException {
        ReturnView view = asked(1, Reason.CHANGED_MIND, Remedy.Kind.REFUND);
        open(ada, "/console/return-policy?code=" + view.code() + "&months=6");
        assertTrue(ada.textContent("main").contains("come out exactly as they were"), ada.textContent("main"));
        assertEquals(List.of(), PageLook.faults(ada, "return-policy"));
        String document = ada.inputValue("#ed-document");
        ada.fill("#ed-document", document.replace("\"no_rule\"", "\"because\""));
        Away.click(ada, "button:has-text('Check and save')");
        assertTrue(ada.textContent("main").contains("/otherwise/refuse must be one of"), "the place of the mistake");
        ada.fill("#ed-document", strict(document));
        Away.click(ada, "button:has-text('Check and save')");
        assertTrue(ada.textContent("main").contains("Draft v1"));
        open(ada, "/console/return-policy?months=6");
        assertTrue(ada.textContent("main").contains("Newly refused"));
        assertEquals(1, ada.locator("#main table a[href$='" + view.id() + "']").count(), "who would be refused");
        assertEquals(List.of(), PageLook.faultsAtAGlance(ada, "return-policy-draft"));
        assertFalse(open(mads, "/console/return-policy").contains("Write a draft"));
        open(ada, "/console/return-policy");
        Away.click(ada, "button:has-text('Publish v1')");
        assertEquals(1, in(tx -> returns().policies().live(tx, store)).version());
        assertEquals(0, now(view).policyVersion(), "what was asked for before keeps its terms");
        open(ada, "/console/return-policy?months=6");
        assertTrue(
                ada.textContent("main").contains("come out exactly as they were"), "also those of the former version");
        ada.fill("#ed-document", document);
        Away.click(ada, "button:has-text('Check and save')");
        Away.click(ada, "button:has-text('Publish v2')");
    }

    private static String strict(String document) {
        return document.replaceFirst(
                "(?s)\\{\\s*\"id\" : \"within-window\".*?\\}, \\{\\s*\"id\" : \"claim\"", "{ \"id\" : \"claim\"");
    }

    @Test
    void the_queue_is_filtered_and_taken_along_and_the_money_balances() throws IOException {
        ReturnView view = asked(1, Reason.WRONG_ITEM, Remedy.Kind.REFUND);
        done(in(tx -> returns().receive(tx, store, view.id(), Returns.Word.all("mads"))));
        assertTrue(lists(ada, "/console/returns?reason=wrong_item", view));
        assertFalse(lists(ada, "/console/returns?reason=gift", view));
        assertFalse(lists(ada, "/console/returns?view=awaited&reason=wrong_item", view));
        open(ada, "/console/returns");
        assertEquals(List.of(), PageLook.faults(ada, "returns"));
        Download csv = ada.waitForDownload(() -> ada.click("a:has-text('CSV')"));
        try (InputStream in = csv.createReadStream()) {
            assertTrue(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).contains(view.code()));
        }
        ada.fill(".filters input[name=q]", view.code());
        Away.press(ada, ".filters input[name=q]", "Enter");
        ada.waitForURL("**/console/returns/" + view.id() + "*");
        assertTrue(open(ada, "/console/returns/money").contains("balance"));
        assertEquals(List.of(), PageLook.faults(ada, "return-money"));
        assertTrue(open(ada, "/console/returns/insights").contains("Wrong item"));
        assertEquals(List.of(), PageLook.faults(ada, "return-insights"));
        assertTrue(open(ada, "/console/returns/reasons?reason=wrong_item").contains("Wrong item 1"));
        assertEquals(List.of(), PageLook.faults(ada, "return-reasons"));
        ada.locator("#main tbody a").first().click();
        ada.waitForURL("**of=prd_**");
        assertTrue(ada.textContent("main").contains("In their words"));
        assertTrue(open(ada, "/console/returns/reasons?by=lot").contains("No lot is known"));
        open(ada, "/console/returns/costs");
        ada.fill("input[name=work]", "1.50");
        Away.click(ada.locator("form[action$='/costs/terms'] button"));
        assertEquals("1.50", ada.inputValue("input[name=work]"));
        assertTrue(ada.textContent("main").contains("must agree with the books")
                || ada.textContent("main").contains("No return was taken yet"));
        assertEquals(List.of(), PageLook.faults(ada, "return-costs"));
        assertTrue(open(ada, "/console/returns/sizes").contains("Nothing came back for its size"));
    }

    /** Somebody reports an order that no other test here uses. */
    private static ClaimView claimed(ClaimKind kind) {
        OrderView order =
                in(tx -> ground.orders.order(tx, store, orders.get(asked).id())).orElseThrow();
        asked++;
        var ask = new ClaimAsk(
                order.id(),
                kind,
                List.of(new ClaimAsk.Part(order.lines().getFirst().id(), 1, "SN-4711")),
                ClaimWish.REPLACE,
                "The glass is cracked from top to bottom.",
                Language.EN,
                List.of(PIXEL),
                new Asker(Asker.Channel.PORTAL, "c" + asked, "customer"));
        ClaimAnswer answer = in(tx -> ground.claims.claims().ask(tx, store, ask));
        if (!(answer instanceof ClaimAnswer.Done done)) throw new IllegalStateException(answer.toString());
        return done.view();
    }

    private static ClaimView now(ClaimView view) {
        return in(tx -> ground.claims.claims().find(tx, store, view.id())).orElseThrow();
    }

    @Test
    void a_claim_is_found_in_the_queue_looked_at_with_all_that_is_known_and_agreed() {
        ClaimView view = claimed(ClaimKind.DAMAGED);
        assertTrue(open(ada, "/console/claims?view=asked").contains("Arrived damaged"));
        assertEquals(List.of(), PageLook.faults(ada, "claims"));
        String page = open(ada, "/console/claims/" + view.id());
        assertTrue(page.contains("The glass is cracked"), page);
        assertTrue(page.contains("The customer sent photographs"), page);
        assertTrue(page.contains("serial SN-4711"), page);
        assertEquals(List.of(), PageLook.faults(ada, "claim"));
        var agreement = ada.locator("form[action$='/agreement']");
        assertEquals("replace", agreement.locator("select[name=outcome]").inputValue(), "what the customer would like");
        agreement.locator("input[name=said]").fill("Another one is on its way.");
        Away.click(agreement.locator("button"));
        ada.waitForSelector("text=the customer reads it by mail");
        assertEquals(ClaimState.AGREED, now(view).state());
        assertEquals(Outcome.REPLACE, now(view).outcome());
        assertTrue(ada.locator("a[href*='/console/returns/ret_']").count() > 0, "the way of the other thing");
    }

    @Test
    void staff_read_why_somebody_is_looked_at_and_answer_who_sees_it_differently() {
        ReturnView view = asked(1, Reason.CHANGED_MIND, Remedy.Kind.REFUND);
        ground.test.database().runInStore(store, tx -> {
            tx.execute("""
                    insert into returns.conduct (store_id, customer_id, score, rules_version, signs, weighed_at)
                    values (?, ?, 55, 1, '[{"kind": "RATE", "points": 40, "count": 9, "of": 10, "usual": 1.5}]', ?)""", store, view.customer(), view.requestedAt());
            tx.execute("""
                    insert into returns.appeal (store_id, id, return_id, customer_id, asked_at, words)
                    values (?, 1, ?, ?, ?, 'For a whole theatre')""", store, view.id(), view.customer(), view.requestedAt());
        });
        String page = open(ada, "/console/returns/" + view.id());
        assertTrue(page.contains("Score 55"), page);
        assertTrue(
                page.contains("Sent back 9 of 10 pieces; others who bought the same would have sent back 1.5"), page);
        assertTrue(page.contains("For a whole theatre"), page);
        assertEquals(List.of(), PageLook.faults(ada, "return-attention"));
        assertTrue(open(ada, "/console/returns/fairness").contains("For a whole theatre"));
        assertEquals(List.of(), PageLook.faults(ada, "fairness"));
        open(ada, "/console/returns/" + view.id());
        var answer = ada.locator("form[action$='/appeal']");
        answer.locator("input[name=words]").fill("You are right.");
        Away.click(answer.locator("button"));
        ada.waitForSelector("text=Set aside by");
        assertTrue(open(ada, "/console/returns/insights").contains("No reason rises"));
    }

    @Test
    void what_the_carrier_did_is_claimed_from_them_with_a_dossier() {
        ClaimView view = claimed(ClaimKind.DAMAGED);
        String path = "/console/claims/" + view.id();
        open(ada, path);
        Away.click(ada.locator("form[action$='/carrier'] button"));
        ada.waitForSelector("a[href$='/dossier.pdf']");
        var filing = ada.locator("form[action$='/carrier-filing']");
        filing.locator("input[name=reference]").fill("CLM-1");
        Away.click(filing.locator("button"));
        ada.waitForSelector("form[action$='/carrier-answer']");
        assertTrue(open(ada, "/console/claims/carriers").contains("CLM-1"));
        assertEquals(List.of(), PageLook.faults(ada, "carrier-claims"));
        assertEquals(
                "application/pdf",
                ada.request().get(ground.url + path + "/dossier.pdf").headers().get("content-type"));
    }

    @Test
    void a_claim_is_refused_with_words_or_not_at_all_and_the_warehouse_decides_nothing() {
        ClaimView view = claimed(ClaimKind.MISSING);
        open(mads, "/console/claims/" + view.id());
        assertEquals(0, mads.locator("form[action$='/agreement']").count());
        assertFalse(
                mads.textContent("main").contains("The glass is cracked"), "whoever packs reads no customer's words");
        open(ada, "/console/claims/" + view.id());
        var refusal = ada.locator("form[action$='/refusal']");
        refusal.locator("input[name=said]").fill("The parcel weighed what it should.");
        Away.click(refusal.locator("button"));
        ada.waitForSelector("text=the customer reads it by mail");
        assertEquals("The parcel weighed what it should.", now(view).said());
        assertTrue(open(ada, "/console/claims/terms").contains("every other"));
        assertEquals(List.of(), PageLook.faults(ada, "claim-terms"));
    }
}
