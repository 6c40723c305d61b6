package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Purpose;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where a person says how a store writes to them, through the server. */
class PreferencePagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static PortalGround ground;
    private static StoreId store;
    private static int orders = 4000;

    @BeforeAll
    static void start() {
        ground = new PortalGround();
        store = ground.open("maren-pine");
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    /** One person has bought it all: what one test says is taken back before it ends. */
    private static CustomerId buyer() {
        return ground.buyer(store, ground.order(store, Integer.toString(orders++)));
    }

    @Test
    void opening_the_link_of_a_mail_changes_nothing_for_scanners_open_every_link() throws Exception {
        CustomerId buyer = buyer();
        String page = get(path(buyer) + "?lang=en");
        assertTrue(page.contains("method=\"post\" action=\"" + path(buyer) + "/stop?lang=en\""), page);
        assertTrue(
                get(path(buyer) + "/stop?lang=en").contains("/stop?lang=en\""), "the address of the one click, opened");
        assertEquals(Set.of(), refused(buyer));
    }

    @Test
    void one_click_of_a_mail_program_ends_courtesy_news_with_proof_and_one_more_brings_it_back() throws Exception {
        CustomerId buyer = buyer();
        HttpResponse<String> stopped = post(path(buyer) + "/stop", "List-Unsubscribe=One-Click");
        assertEquals(200, stopped.statusCode(), "RFC 8058: answered, not sent on");
        assertEquals(Set.of(Purpose.SERVICE), refused(buyer));
        Consent said = ledger(buyer).stream()
                .filter(one -> one.purpose() == Purpose.SERVICE)
                .findFirst()
                .orElseThrow();
        assertEquals(Channel.EMAIL, said.channel());
        assertFalse(said.given());
        assertTrue(said.proof() != null && said.proof().contains("one click"), said.toString());
        assertTrue(get(path(buyer) + "?lang=en").contains("/resume?lang=en"), "the page offers the way back");
        assertEquals(
                200, post(path(buyer) + "/stop", "List-Unsubscribe=One-Click").statusCode(), "again is no harm");
        assertEquals(200, post(path(buyer) + "/resume", "").statusCode());
        assertEquals(Set.of(), refused(buyer));
    }

    @Test
    void a_journeys_message_ends_its_own_purpose_and_no_other() throws Exception {
        CustomerId buyer = buyer();
        String page = get(path(buyer) + "?lang=en&purpose=marketing");
        assertTrue(page.contains("/stop?lang=en&amp;purpose=marketing\""), page);
        assertEquals(200, post(path(buyer) + "/stop?purpose=marketing", "").statusCode());
        assertEquals(Set.of(Purpose.MARKETING), refused(buyer));
        assertEquals(200, post(path(buyer) + "/resume?purpose=marketing", "").statusCode());
    }

    @Test
    void the_page_speaks_the_language_asked_for_and_wears_the_brand() throws Exception {
        String path = path(buyer());
        for (String language : List.of("en", "de", "fr", "es", "pt")) {
            String page = get(path + "?lang=" + language);
            assertTrue(page.contains("<html lang=\"" + language), page);
            assertTrue(page.contains("Maren &amp; Pine"), page);
            assertFalse(page.contains("mailing."), "a key without words: " + page);
        }
    }

    @Test
    void what_was_written_is_told_with_its_reason_in_five_languages() throws Exception {
        OrderId order = ground.order(store, "7001");
        ground.ship(store, order, "JJD7001");
        ground.tell();
        String page = get(path(ground.buyer(store, order)) + "?lang=en");
        assertTrue(page.contains("What we wrote to you, and why"), page);
        assertTrue(page.contains("News of your order #7001. You had not asked to be spared such news."), page);
        for (String language : List.of("de", "fr", "es", "pt")) {
            String other = get(path(ground.buyer(store, order)) + "?lang=" + language);
            assertTrue(other.contains("#7001"), other);
            assertFalse(other.contains("You had not"), other);
        }
    }

    @Test
    void what_else_is_written_about_has_a_switch_of_its_own_and_a_channel_goes_as_a_whole() throws Exception {
        CustomerId buyer = buyer();
        ground.database.runInStore(
                store,
                tx -> ground.customers.record(
                        tx,
                        store,
                        buyer,
                        new Consent(
                                Channel.SMS, Purpose.MARKETING, true, ground.clock.instant(), "shop", "a form", null)));
        String page = get(path(buyer) + "?lang=en");
        assertTrue(page.contains("/stop?lang=en&amp;purpose=review\""), page);
        assertFalse(page.contains("purpose=research"), "nobody agreed to surveys by mail: nothing to switch off");
        assertTrue(page.contains("/stop?lang=en&amp;channel=sms\""), page);
        assertEquals(200, post(path(buyer) + "/stop?channel=sms", "").statusCode());
        assertTrue(
                ledger(buyer).stream()
                        .filter(one -> one.channel() == Channel.SMS)
                        .noneMatch(Consent::given),
                ledger(buyer).toString());
        assertEquals(Set.of(), refused(buyer), "mails go on");
        assertTrue(get(path(buyer) + "?lang=en").contains("/resume?lang=en&amp;channel=sms\""), "and back");
    }

    @Test
    void a_link_that_was_changed_or_of_somebody_unknown_opens_nothing() throws Exception {
        String path = path(buyer());
        char last = path.charAt(path.length() - 2);
        String changed =
                path.substring(0, path.length() - 2) + (last == 'A' ? 'B' : 'A') + path.charAt(path.length() - 1);
        for (String wrong : List.of(changed, "/p/AAAA", "/p/%20", path(new CustomerId(7)))) {
            assertEquals(
                    404,
                    send(HttpRequest.newBuilder(URI.create(ground.base + wrong)))
                            .statusCode(),
                    wrong);
            assertEquals(404, post(wrong + "/stop", "").statusCode(), wrong);
        }
    }

    private static String path(CustomerId customer) {
        return ground.links.path(store, customer);
    }

    private static Set<Purpose> refused(CustomerId customer) {
        return ground.database.<Set<Purpose>>inStore(
                store,
                tx -> ground.customers
                        .reach(tx, store, List.of(customer))
                        .get(customer)
                        .refused());
    }

    private static List<Consent> ledger(CustomerId customer) {
        return ground.database.inStore(store, tx -> ground.customers.consents(tx, store, customer));
    }

    private static String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(ground.base + path)));
        assertEquals(200, reply.statusCode(), reply.body());
        return reply.body();
    }

    /** A moment later than all before: of two words said at once the stricter counts. */
    private static HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        ground.clock.move(Duration.ofSeconds(1));
        return send(HttpRequest.newBuilder(URI.create(ground.base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
