package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.SmsPeer;
import io.postlude.customers.CustomerDetails;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.UnderWay;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.SmtpPeer;
import io.postlude.orders.Arrival;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What journeys say, through the whole program, as the providers, the mail server and the order's page see it. */
class JourneyWaysTest {
    private static final String REACHED = "+4915112345601";
    private static final String WRONG = "+4915112345602";

    private static SmtpPeer mails;
    private static SmsPeer texts;
    private static TwoStores two;
    private static Product product;
    private static StoreId store;

    @BeforeAll
    static void start() throws Exception {
        mails = new SmtpPeer();
        texts = new SmsPeer();
        two = new TwoStores(Map.of(
                "SMTP_URL", mails.url(), "MAIL_FROM", "post@plain.example", "POSTLUDE_PRIVATE_ADDRESSES", "true"));
        product = two.product;
        store = two.here.store();
        texts.enter(product.channels, store);
        noon();
    }

    @AfterAll
    static void stop() throws Exception {
        two.close();
        texts.close();
        mails.close();
    }

    /** Nobody sleeps at noon, whenever this is run. */
    private static void noon() {
        ZonedDateTime now = two.ground.clock.instant().atZone(ZoneId.of("Europe/Berlin"));
        ZonedDateTime noon = now.with(LocalTime.NOON);
        two.ground.clock.move(Duration.between(now, noon.isAfter(now) ? noon : noon.plusDays(1)));
    }

    private static FlowId publish(String document) {
        return two.ground.database.<FlowId>inStore(store, tx -> {
            Flows.Kept kept = assertInstanceOf(Flows.Kept.class, product.flows.save(tx, store, document, "test"));
            assertEquals(List.of(), kept.mistakes());
            assertInstanceOf(
                    Flows.Live.class,
                    product.journeys
                            .journeys()
                            .publish(tx, store, kept.id(), new Flows.Publishing(kept.turn(), UnderWay.KEEP, "test")));
            return kept.id();
        });
    }

    private static void archive(FlowId id) {
        two.ground.database.runInStore(
                store, tx -> assertTrue(product.journeys.journeys().archive(tx, store, id)));
    }

    private static OrderId place(String number, String language, @Nullable String phone) {
        Instant now = two.ground.clock.instant();
        Money price = Money.of(4_900, "EUR");
        Money none = Money.of(0, "EUR");
        OrderSnapshot told = new OrderSnapshot(
                "api",
                number,
                "#" + number,
                now,
                now,
                new CustomerDetails(
                        "api",
                        null,
                        number.toLowerCase(java.util.Locale.ROOT) + "@example.org",
                        phone,
                        "Anna",
                        null,
                        language,
                        null,
                        "DE",
                        null,
                        List.of(),
                        List.of(),
                        now),
                List.of(new OrderSnapshot.Line(
                        "l1", OrderSnapshot.ProductRef.NONE, "Linen shirt", null, 1, price, none, none, true)),
                new OrderSnapshot.Totals(price, none, none, none, price, true, List.of(), null),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                OrderSnapshot.Context.NONE,
                true);
        return two.ground.database.<OrderId>inStore(store, tx -> {
            var _ = product.orders.take(tx, store, Arrival.LIVE, List.of(told));
            return product.orders.byReference(tx, store, "api", number).orElseThrow();
        });
    }

    /** The program works in its own time. */
    private static void until(String what, Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!reached.call()) {
            assertTrue(System.nanoTime() < end, () -> "never came to pass: " + what);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static long thanksByMail(String number) {
        return mails.texts().stream()
                .filter(text -> text.contains("To: ")
                        && text.contains(number.toLowerCase(java.util.Locale.ROOT) + "@example.org"))
                .filter(text -> text.contains("Subject: Thank you for choosing plain shop"))
                .count();
    }

    /** {@code SMS SENT} of what the journey said of an order, the first way first. */
    private static List<String> ways(OrderId order) {
        return two.ground.database.inStore(
                store,
                tx -> product.journeys.journeys().ofOrder(tx, store, order).stream()
                        .filter(told -> told.flow() != null && told.message() != null)
                        .flatMap(told -> product.messages.ways(tx, store, told.message()).stream())
                        .map(one -> one.channel() + " " + one.state())
                        .toList());
    }

    @Test
    void a_text_that_cannot_arrive_goes_as_a_mail_once_and_one_that_arrives_goes_alone() throws Exception {
        FlowId flow = publish("""
                {"format": 1, "key": "thanks-by-text", "name": "Thanks", "stage": "ordered", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "steps": [{"id": "thank", "do": "touchpoint", "message": "thank-you", "purpose": "service",
                   "channels": ["sms", "email"]}]}""");
        texts.refuse(WRONG);
        OrderId reached = place("WAY-1", "en", REACHED);
        until("the text went out", () -> ways(reached).equals(List.of("SMS SENT", "EMAIL HELD")));
        texts.report(REACHED, two.port);
        until("the mail is let go of", () -> ways(reached).equals(List.of("SMS SENT", "EMAIL DROPPED")));

        OrderId wrong = place("WAY-2", "en", WRONG);
        until("the mail went instead", () -> ways(wrong).equals(List.of("SMS GAVE_UP", "EMAIL SENT")));
        // The number is on the list now: the next news of that person does not try it.
        OrderId mailed = place("WAY-3", "en", WRONG);
        until("the mail went at once", () -> ways(mailed).equals(List.of("EMAIL SENT")));
        until("it is over", () -> thanksByMail("WAY-2") > 0 && thanksByMail("WAY-3") > 0);
        assertEquals(1, thanksByMail("WAY-2"));
        assertEquals(1, thanksByMail("WAY-3"));
        assertEquals(0, thanksByMail("WAY-1"), "who got the text gets no mail");
        assertEquals(1, texts.said(REACHED).size());
        assertTrue(
                texts.said(REACHED).getFirst().contains("thank you for your order #WAY-1"),
                texts.said(REACHED)::toString);
        assertEquals(2, texts.requests(), "a number that is none is asked once");
        archive(flow);
    }

    @Test
    void a_block_stands_on_its_orders_page_in_the_customers_language_and_goes_with_its_journey() throws Exception {
        two.ground.database.runInStore(
                store, tx -> assertEquals(List.of(), product.texts.save(tx, store, """
                {"key": "on-the-page", "name": "On the page", "about": "order", "button_to": "shop", "fallback": "en",
                 "languages": {
                   "en": {"subject": "S", "preheader": "P", "heading": "For {{ order.first_item }}", "body": "B", "button": "Go",
                     "page": "Wash <b>cold</b> & \\"slow\\""},
                   "de": {"subject": "S", "preheader": "P", "heading": "Zu {{ order.first_item }}", "body": "B", "button": "Los",
                     "page": "Kalt <script>alert(1)</script> & langsam"}}}""", "test")));
        FlowId flow = publish("""
                {"format": 1, "key": "page-block", "name": "Block", "stage": "using", "holdout_percent": 0,
                 "entry": {"event": "order_placed", "per": "order"},
                 "steps": [{"id": "show", "do": "touchpoint", "message": "on-the-page", "purpose": "service",
                   "channels": ["page"]}]}""");
        OrderId german = place("BLK-1", "de", null);
        OrderId english = place("BLK-2", "en", null);
        until("the German block", () -> page(german).contains("Zu Linen shirt"));
        until("the English block", () -> page(english).contains("For Linen shirt"));
        assertTrue(page(german).contains("Kalt &lt;script&gt;alert(1)&lt;/script&gt; &amp; langsam"), page(german));
        assertFalse(page(german).contains("<script>alert(1)"), page(german));
        assertTrue(page(english).contains("Wash &lt;b&gt;cold&lt;/b&gt; &amp; "), page(english));
        archive(flow);
        assertFalse(page(german).contains("Zu Linen shirt"), "the journey has ended");
        assertFalse(page(english).contains("For Linen shirt"));
    }

    private static String page(OrderId order) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + two.port + product.portal.path(store, order));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, page.statusCode(), page.body());
            return page.body();
        }
    }
}
