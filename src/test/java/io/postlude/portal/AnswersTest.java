package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import io.postlude.browser.Away;
import io.postlude.browser.Chromium;
import io.postlude.deliveries.Contact;
import io.postlude.deliveries.Contacts;
import io.postlude.deliveries.Gestures;
import io.postlude.deliveries.Measures;
import io.postlude.deliveries.Measures.Choice;
import io.postlude.deliveries.Requests;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.promises.NewPromise;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseId;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.RiskCause;
import io.postlude.stores.PersonId;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a customer of a late order reads and answers on its page, through the server and in a browser without script. */
class AnswersTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static PortalGround ground;
    private static StoreId store;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        store = ground.open("maren-pine");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void a_forecast_makes_the_page_say_that_it_will_be_late_and_what_can_be_done() throws Exception {
        String path = path(late("2001"));
        String page = get(path);
        String text = page.replace('\u00a0', ' ').replaceAll("<[^>]+>", "");
        assertTrue(text.contains("We will miss Saturday 14."), text);
        assertTrue(text.contains("most likely now"), text);
        assertTrue(page.contains("value=\"cancel\"") && page.contains("value=\"pickup\""), page);
        assertTrue(page.contains("3 in 5"), "the strip shows chances");
    }

    @Test
    void an_answer_is_kept_shown_and_told_once_however_often_it_is_sent() throws Exception {
        OrderId order = late("2002");
        String path = path(order);
        assertTrue(get(path).contains("Save my choice"));
        for (int click = 0; click < 3; click++) {
            HttpResponse<String> reply = post(
                    path + "/choice",
                    "choice=address&address=" + encoded("Anna Kessler\nFeldstraße 40\n20357 Hamburg"));
            assertEquals(303, reply.statusCode(), reply.body());
        }
        assertTrue(get(path).contains("You asked us"), "the page shows it at once");
        assertEquals(
                1,
                ground.database.<Long>inStore(
                        store, tx -> tx.number("select count(*) from deliveries.request where order_id = ?", order)));
        Requests.Request request = request(order);
        assertEquals(Choice.ADDRESS, request.choice());
        assertTrue(request.words() != null && request.words().contains("Feldstraße 40\n20357"));
        assertEquals(Requests.State.OPEN, request.state());

        assertEquals(303, post(path + "/choice", "choice=wait").statusCode());
        assertEquals(Requests.State.DONE, request(order).state(), "to wait asks nothing of anybody");
        assertEquals(
                2,
                ground.database.<Long>inStore(
                        store, tx -> tx.number("select count(*) from deliveries.request where order_id = ?", order)));
    }

    @Test
    void what_was_given_for_the_wait_stands_on_the_page_at_once_with_its_code_and_its_last_day() throws Exception {
        OrderId order = late("2009");
        String path = path(order);
        assertFalse(get(path).contains("class=\"gesture\""), "nothing was given yet");
        ground.database.runInStore(store, tx -> {
            Gestures gestures = ground.deliveries.gestures();
            gestures.setRule(tx, store, new Gestures.Rule(Money.of(2_500, "EUR"), 365));
            Gestures.Outcome outcome = gestures.give(
                    tx,
                    store,
                    new Gestures.Wish(
                            "key",
                            order,
                            null,
                            new Measures.Gesture(
                                    Money.of(1_000, "EUR"),
                                    LocalDate.of(2027, 11, 11),
                                    Measures.Gesture.Way.VOUCHER,
                                    "SORRY-10"),
                            new PersonId(1)));
            assertInstanceOf(Gestures.Outcome.Done.class, outcome);
        });
        PortalTest.until(() -> get(path).contains("class=\"gesture\""));
        String text = get(path).replace('\u00a0', ' ').replaceAll("<[^>]+>", " ");
        assertTrue(text.contains("€10, for the wait"), text);
        assertTrue(text.contains("SORRY-10"), text);
        assertTrue(text.contains("2027"), text);
    }

    @Test
    void what_staff_have_done_about_it_is_done_once_and_the_page_says_so() throws Exception {
        OrderId order = late("2003");
        String path = path(order);
        assertEquals(303, post(path + "/choice", "choice=cancel").statusCode());
        Requests.Request request = request(order);
        assertTrue(ground.database.<Boolean>inStore(
                store, tx -> ground.deliveries.requests().done(tx, store, request.id())));
        assertFalse(ground.database.<Boolean>inStore(
                store, tx -> ground.deliveries.requests().done(tx, store, request.id())));
        PortalTest.until(() -> get(path).contains("We have seen to the cancellation"));
    }

    @Test
    void many_clicks_at_once_leave_one_answer_that_counts() throws Exception {
        OrderId order = late("2004");
        String path = path(order);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> replies = threads.invokeAll(List.of(
                    () -> post(path + "/choice", "choice=cancel"),
                    () -> post(path + "/choice", "choice=pickup"),
                    () -> post(path + "/choice", "choice=cancel"),
                    () -> post(path + "/choice", "choice=wait")));
            for (Future<HttpResponse<String>> reply : replies) {
                assertEquals(303, reply.get().statusCode());
            }
        }
        assertEquals(
                1,
                ground.database.<Long>inStore(
                        store,
                        tx -> tx.number(
                                "select count(*) from deliveries.request where order_id = ? and state <> 'REPLACED'",
                                order)));
    }

    @Test
    void half_an_address_comes_back_with_what_was_typed_and_nothing_is_kept() throws Exception {
        OrderId order = late("2005");
        HttpResponse<String> reply =
                post(path(order) + "/choice", "choice=address&lang=de&address=" + encoded("<b>Nr"));
        assertEquals(422, reply.statusCode());
        assertTrue(reply.body().contains("&lt;b&gt;Nr"), reply.body());
        assertTrue(reply.body().contains("Bitte die ganze Adresse"), "in the language of the form");
        assertEquals(
                0,
                ground.database.<Long>inStore(
                        store, tx -> tx.number("select count(*) from deliveries.request where order_id = ?", order)));
    }

    @Test
    void what_is_not_offered_cannot_be_chosen_and_a_foreign_page_cannot_send_it() throws Exception {
        OrderId calm = ground.order(store, "2006");
        HttpResponse<String> reply = post(path(calm) + "/choice", "choice=cancel");
        assertEquals(422, reply.statusCode());
        String path = path(late("2007"));
        HttpRequest foreign = form(path + "/choice", "choice=cancel")
                .header("Sec-Fetch-Site", "cross-site")
                .build();
        assertEquals(
                403, CLIENT.send(foreign, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(
                404,
                post(path.substring(0, path.length() - 3) + "abc/choice", "choice=wait")
                        .statusCode());
    }

    @Test
    void a_question_is_one_contact_for_the_count_of_where_is_my_order() throws Exception {
        OrderId order = late("2008");
        String path = path(order);
        String question = "cause=LATE&words=" + encoded("Does it come before Sunday?");
        assertEquals(303, post(path + "/question", question).statusCode());
        assertEquals(303, post(path + "/question", question).statusCode());
        List<Contacts.Listed> asked = ground.database.inStore(
                store, tx -> ground.deliveries.contacts().ofOrder(tx, store, order));
        assertEquals(1, asked.size());
        assertEquals(Contact.Cause.LATE, asked.getFirst().cause());
        assertEquals(Contact.Channel.PAGE, asked.getFirst().channel());
        assertTrue(get(path).contains("We have your question from"));
        HttpResponse<String> empty = post(path + "/question", "cause=OTHER&words=");
        assertEquals(422, empty.statusCode());
        assertTrue(empty.body().contains("Write in a few words"));
    }

    @Test
    void without_script_a_customer_reads_chooses_and_sees_it_kept() {
        String path = path(late("2009"));
        try (var chromium = Chromium.start();
                var context = chromium.context(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setViewportSize(390, 844));
                var page = context.newPage()) {
            page.navigate(ground.base + path);
            page.getByText("Send it to another address").click();
            page.getByLabel("Where should it go?").fill("Anna Kessler, Feldstraße 40, 20357 Hamburg");
            Away.click(page.getByText("Save my choice"));
            assertTrue(
                    page.locator("main").innerText().contains("You asked us"),
                    page.locator("main").innerText());
            assertEquals(
                    "Anna Kessler, Feldstraße 40, 20357 Hamburg",
                    page.getByLabel("Where should it go?").inputValue());
            page.getByText("Ask us").last().click();
            page.getByLabel("Your question").fill("Is it safe?");
            Away.click(page.getByText("Send my question"));
            assertTrue(page.locator("main").innerText().contains("We have your question"));
        }
    }

    private static OrderId late(String number) {
        OrderId order = ground.order(store, number);
        ground.ship(store, order, "JJSE" + number);
        ground.scan(store, "JJSE" + number, "IN_TRANSIT.departed_facility", PortalGround.NOW.minusSeconds(3_600));
        LocalDate first = LocalDate.of(2026, 11, 16);
        ground.database.runAcrossStores(tx -> {
            Long shipment = tx.first(
                            "select id from tracking.shipment where store_id = ? and order_id = ?",
                            row -> row.getLong(1),
                            store,
                            order)
                    .orElseThrow();
            PromiseId promise = ground.promises
                    .make(
                            tx,
                            List.of(new NewPromise(
                                    store,
                                    order,
                                    shipment,
                                    PromiseKind.DELIVERY,
                                    PromisedWindow.days(
                                            LocalDate.of(2026, 11, 12),
                                            LocalDate.of(2026, 11, 14),
                                            ZoneId.of("Europe/Berlin")),
                                    "checkout",
                                    null,
                                    PortalGround.NOW)))
                    .getFirst();
            ground.outlooks.foresee(
                    tx,
                    List.of(new Outlook(
                            store,
                            promise,
                            0.97,
                            new Outlook.Expected(first, first.plusDays(1), first.plusDays(2)),
                            new Outlook.Likelihoods(first, List.of(0.2, 0.6, 0.17)),
                            RiskCause.SLOW_LANE,
                            PortalGround.NOW,
                            false)));
        });
        return order;
    }

    private static Requests.Request request(OrderId order) {
        return ground.database
                .<java.util.Optional<Requests.Request>>inStore(
                        store, tx -> ground.deliveries.requests().counting(tx, store, order))
                .orElseThrow();
    }

    private static String path(OrderId order) {
        return ground.portal.path(store, order);
    }

    private static String get(String path) {
        try {
            return CLIENT.send(
                            HttpRequest.newBuilder(URI.create(ground.base + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return CLIENT.send(
                form(path, body).header("Sec-Fetch-Site", "same-origin").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(URI.create(ground.base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
