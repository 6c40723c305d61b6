package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import io.postlude.browser.Away;
import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.Language;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnView;
import io.postlude.returns.Stage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A customer sends something back by plain pages: in a browser without script, and by forged forms. */
class ReturnPagesTest {
    private static PortalGround ground;
    private static PlainForms forms;
    private static StoreId store;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        forms = new PlainForms(ground.base);
        store = ground.open("maren-pine");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** An order whose only thing was delivered this morning; its page's path. */
    private static String delivered(String number) {
        return delivered(store, number);
    }

    private static String delivered(StoreId store, String number) {
        return delivered(ground, store, number);
    }

    static String delivered(PortalGround ground, StoreId store, String number) {
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

    @Test
    void the_pages_are_accessible_in_every_language() {
        String path = delivered("3002");
        List<String> faults = new ArrayList<>();
        try (var chromium = Chromium.start();
                var page = chromium.page()) {
            for (Language language : Language.values()) {
                page.navigate(ground.base + path + "/return?lang=" + language.code());
                page.locator("input[name=item]").check();
                Away.click(page.locator("button[value=look]"));
                faults(page, language + " form", faults);
            }
            Away.click(page.locator("button[value=commit]"));
            for (Language language : Language.values()) {
                page.navigate(page.url().replaceAll("lang=..", "lang=" + language.code()));
                faults(page, language + " return", faults);
            }
            claims(page, faults);
        }
        assertEquals(List.of(), faults);
    }

    /** Reports what went wrong by plain forms, and follows it. */
    private static void claims(Page page, List<String> faults) {
        String path = delivered("3012");
        for (Language language : List.of(Language.DE, Language.FR)) {
            page.navigate(ground.base + path + "/claim?lang=" + language.code());
            faults(page, language + " claim form", faults);
        }
        page.navigate(ground.base + path + "/claim?lang=en");
        page.locator("input[value=damaged]").check();
        page.fill("textarea[name=words]", "The throw has a hole.");
        Away.click(page.locator("button:has-text('Send the report')"));
        for (Language language : List.of(Language.DE, Language.FR)) {
            page.navigate(page.url().replaceAll("lang=..", "lang=" + language.code()));
            faults(page, language + " claim", faults);
        }
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/shots/claim.png")));
    }

    private static void faults(Page page, String where, List<String> faults) {
        Axe.faults(page).forEach(fault -> faults.add(where + ": " + fault));
    }

    @Test
    void a_price_in_the_form_changes_nothing_and_the_same_form_twice_is_one_return() throws Exception {
        String path = delivered("3003");
        String page = forms.get(path + "/return");
        String line = PlainForms.found(page, "name=\"line\" value=\"([^\"]+)\"");
        String key = PlainForms.found(page, "name=\"key\" value=\"([^\"]+)\"");
        List<String> form = List.of(
                "do",
                "commit",
                "key",
                key,
                "line",
                line,
                "item",
                line,
                "reason-" + line,
                "changed_mind",
                "remedy-" + line,
                "refund",
                "method",
                "drop_off",
                "price",
                "999999",
                "amount-" + line,
                "999999");
        HttpResponse<String> first = forms.post(path + "/return", form);
        assertEquals(303, first.statusCode(), first.body());
        HttpResponse<String> second = forms.post(path + "/return", form);
        assertEquals(first.headers().firstValue("location"), second.headers().firstValue("location"));
        assertEquals(
                12_900, only(path).owed(io.postlude.returns.Payout.Kind.REFUND).minor());
    }

    @Test
    void what_cannot_be_taken_is_answered_with_the_form_and_what_is_wrong() throws Exception {
        String path = delivered("3004");
        String page = forms.get(path + "/return");
        String line = PlainForms.found(page, "name=\"line\" value=\"([^\"]+)\"");
        HttpResponse<String> none = forms.post(path + "/return", List.of("do", "commit", "key", "k1", "line", line));
        assertEquals(422, none.statusCode());
        assertTrue(none.body().contains("Choose at least one thing."));
        HttpResponse<String> many = forms.post(
                path + "/return",
                List.of(
                        "do",
                        "commit",
                        "key",
                        "k2",
                        "line",
                        line,
                        "item",
                        line,
                        "quantity-" + line,
                        "7",
                        "reason-" + line,
                        "changed_mind",
                        "remedy-" + line,
                        "keep",
                        "method",
                        "in_store"));
        assertEquals(422, many.statusCode());
        assertTrue(many.body().contains("There are not so many of it left to send back."), many.body());
        assertTrue(many.body().contains("that is not offered"), many.body());
    }

    @Test
    void a_return_of_another_order_and_a_form_from_elsewhere_are_refused() throws Exception {
        String mine = delivered("3005");
        String other = delivered("3006");
        String code = forms.asked(other);
        assertEquals(404, forms.status(mine + "/returns/" + code));
        assertEquals(404, forms.status(mine + "/returns/" + code + "/label.pdf"));
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(ground.base + other + "/returns/" + code + "/cancel"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertEquals(
                403,
                PlainForms.CLIENT
                        .send(foreign, HttpResponse.BodyHandlers.ofString())
                        .statusCode());
        assertEquals(Stage.AWAITED, only(other).stage());
        HttpResponse<String> off = forms.post(other + "/returns/" + code + "/cancel", List.of("a", "b"));
        assertEquals(303, off.statusCode());
        assertEquals(Stage.CALLED_OFF, only(other).stage());
    }

    @Test
    void the_label_is_a_pdf_of_four_by_six_inches_and_is_made_once() throws Exception {
        String path = delivered("3007");
        String code = forms.asked(path);
        HttpRequest request = HttpRequest.newBuilder(URI.create(ground.base + path + "/returns/" + code + "/label.pdf"))
                .build();
        HttpResponse<byte[]> pdf = PlainForms.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        HttpResponse<byte[]> again = PlainForms.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, again.statusCode());
        try (var document = org.apache.pdfbox.Loader.loadPDF(pdf.body())) {
            var box = document.getPage(0).getMediaBox();
            assertEquals(288, box.getWidth());
            assertEquals(432, box.getHeight());
            String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
            assertTrue(text.contains(code) && text.contains("Anna K."), text);
        }
        assertEquals(
                1L,
                ground.database.<Long>inStore(
                        store,
                        tx -> tx.number(
                                "select count(*) from returns.label where store_id = ? and number = ?", store, code)));
    }

    @Test
    void pictures_are_taken_for_what_they_are_not_for_what_they_say() throws Exception {
        String path = delivered("3008");
        String code = forms.asked(path);
        byte[] script = "<script>alert(1)</script> and a good deal more of it".getBytes(StandardCharsets.UTF_8);
        assertEquals(422, forms.upload(path + "/returns/" + code + "/photos", script));
        byte[] png = new byte[64];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A}, 0, png, 0, 8);
        assertEquals(303, forms.upload(path + "/returns/" + code + "/photos", png));
        assertEquals(
                1L,
                ground.database.<Long>inStore(
                        store,
                        tx -> ground.returns
                                .returns()
                                .photoCount(tx, store, only(path).id())));
    }

    @Test
    void a_withdrawal_is_received_with_a_receipt_and_leads_through_no_return() throws Exception {
        String path = delivered("3009");
        String form = forms.get(path + "/return");
        assertTrue(form.contains("Withdraw from contract here"));
        assertTrue(form.replace('\u00a0', ' ').contains("25 November"), "fourteen days from this morning");
        List<String> words =
                List.of("name", "Anna Kessler", "things", "#3009, everything", "email", "anna@example.org");
        HttpResponse<String> answer = forms.post(path + "/withdrawal", words);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("Anna Kessler"), answer.body());
        assertEquals(200, forms.post(path + "/withdrawal", words).statusCode());
        long receipts = ground.database.<Long>inStore(
                store,
                tx -> ground.messages.newest(tx, store, null).stream()
                        .filter(sketch -> sketch.kind().equals("withdrawal_receipt"))
                        .count());
        assertEquals(1, receipts, "twice the same declaration is one, with one receipt");
        assertEquals(
                422,
                forms.post(path + "/withdrawal", List.of("name", "", "things", "x", "email", "y"))
                        .statusCode());
    }

    @Test
    void who_is_looked_at_first_reads_why_and_is_answered_when_they_see_it_differently() throws Exception {
        StoreId watchful = ground.open("watchful");
        String before = delivered(watchful, "4001");
        assertFalse(forms.get(before + "/returns/" + forms.asked(before)).contains("A person looks first"));
        PolicyPagesTest.publish(ground, watchful, """
                {"format": 1, "name": "Watchful", "person_when": "customer.score >= 50", "rules": [
                  {"id": "all", "name": "Everything",
                   "then": {"remedies": [{"kind": "refund"}], "methods": ["label"]}}],
                 "otherwise": {"refuse": "no_rule"}}""");
        ground.database.runInStore(watchful, tx -> tx.execute("""
                    insert into returns.conduct (store_id, customer_id, score, rules_version, signs, weighed_at)
                    select store_id, customer_id, 55, 1, '[]', requested_at from returns.customer_return where store_id = ?""", watchful));
        String path = delivered(watchful, "4002");
        String page = path + "/returns/" + forms.asked(path);
        assertTrue(forms.get(page).contains("A person looks first"));
        assertEquals(422, forms.post(page + "/appeal", List.of("words", "")).statusCode());
        List<String> words = List.of("words", "For a <whole> theatre");
        assertEquals(303, forms.post(page + "/appeal", words).statusCode());
        assertTrue(forms.get(page).contains("For a &lt;whole&gt; theatre"));
        assertEquals(422, forms.post(page + "/appeal", words).statusCode(), "a second time");
    }

    @Test
    void a_day_for_the_carrier_is_chosen_changed_and_cancelled_by_plain_forms_and_goes_into_a_calendar()
            throws Exception {
        StoreId fetching = ground.open("fetching");
        PolicyPagesTest.publish(ground, fetching, """
                {"format": 1, "name": "At the door", "rules": [{"id": "all", "name": "Everything",
                  "then": {"remedies": [{"kind": "refund"}], "methods": ["pickup"]}}], "otherwise": {"refuse": "no_rule"}}""");
        ground.database.runInStore(
                fetching, tx -> ground.returns.returns().pickups().offer(tx, fetching, 2, "ada"));
        String path = delivered(fetching, "4100");
        String page = path + "/returns/" + forms.asked(path, "pickup");
        String shown = forms.get(page);
        String first = PlainForms.found(shown, "<option value=\"([0-9-]+)\"");
        String second = PlainForms.found(shown, "(?s)<option.*?<option value=\"([0-9-]+)\"");
        assertEquals(
                422, forms.post(page + "/pickup", List.of("day", "2099-02-31")).statusCode());
        assertEquals(303, forms.post(page + "/pickup", List.of("day", first)).statusCode());
        assertEquals(303, forms.post(page + "/pickup", List.of("day", second)).statusCode());
        assertTrue(forms.get(page).contains("The carrier comes"));
        String file = forms.get(page + "/pickup.ics").replace("\r\n ", "");
        for (String line : List.of(
                "METHOD:PUBLISH",
                "SEQUENCE:1",
                "STATUS:CONFIRMED",
                "DTSTART:" + second.replace("-", "") + "T",
                "LOCATION:",
                "\\,")) assertTrue(file.contains(line), line + " in " + file);
        String uid = PlainForms.found(file, "UID:(pickup-[^\r\n]+)");
        assertEquals(303, forms.post(page + "/pickup/cancel", List.of()).statusCode());
        String after = forms.get(page + "/pickup.ics");
        assertTrue(after.contains("METHOD:CANCEL") && after.contains("SEQUENCE:2"), after);
        assertTrue(after.replace("\r\n ", "").contains(uid), "the same entry");
    }

    @Test
    void a_report_is_made_once_answered_and_taken_back_by_plain_forms() throws Exception {
        String path = delivered("3011");
        assertTrue(forms.get(path).contains("Report a problem"), "the page of the order leads there");
        String page = forms.get(path + "/claim?lang=en");
        String line = PlainForms.found(page, "name=\"line\" value=\"([^\"]+)\"");
        String key = PlainForms.found(page, "name=\"key\" value=\"([^\"]+)\"");
        List<String> form = List.of(
                "key", key, "kind", "missing", "line", line, "item", line, "words", "The second pillow is not in it.");
        HttpResponse<String> first = forms.post(path + "/claim?lang=en", form);
        assertEquals(303, first.statusCode(), first.body());
        String one = first.headers().firstValue("location").orElseThrow();
        assertEquals(
                one,
                forms.post(path + "/claim?lang=en", form)
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
        assertTrue(forms.get(one).contains("An answer comes by"), forms.get(one));
        assertTrue(forms.get(one).contains("The second pillow is not in it."));
        assertTrue(forms.get(path + "?lang=en").contains("Report CLM-"), "and back to it");
        String bare = one.substring(0, one.indexOf('?'));
        assertEquals(
                303, forms.post(bare + "/withdrawal?lang=en", List.of("x", "x")).statusCode());
        assertTrue(forms.get(one).contains("Nothing more happens."));
    }

    @Test
    void what_cannot_be_reported_is_answered_with_the_form_and_why() throws Exception {
        String path = delivered("3013");
        String page = forms.get(path + "/claim?lang=en");
        String line = PlainForms.found(page, "name=\"line\" value=\"([^\"]+)\"");
        List<String> base = List.of("key", "k1", "line", line, "item", line);
        assertEquals(422, forms.post(path + "/claim?lang=en", base).statusCode(), "nothing was chosen");
        List<String> wordless = new ArrayList<>(base);
        wordless.addAll(List.of("kind", "damaged"));
        assertTrue(forms.post(path + "/claim?lang=en", wordless).body().contains("A few words are needed."));
        List<String> many = new ArrayList<>(wordless);
        many.addAll(List.of("words", "Broken.", "quantity-" + line, "7"));
        assertTrue(forms.post(path + "/claim?lang=en", many).body().contains("There are not so many of it left."));
        assertEquals(404, forms.post("/t/none/claim", base).statusCode());
        String other = delivered("3014");
        assertEquals(
                303,
                forms.post(
                                other + "/registration?lang=en",
                                List.of(
                                        "line",
                                        PlainForms.found(
                                                forms.get(other + "/claim"), "name=\"line\" value=\"([^\"]+)\""),
                                        "serial",
                                        "SN-1"))
                        .statusCode());
        assertTrue(forms.get(other + "/claim?lang=en").contains("Registered: SN-1"));
        assertEquals(
                422,
                forms.post(other + "/registration?lang=en", List.of("line", line, "serial", "SN-2"))
                        .statusCode(),
                "a line of another order");
    }
}
