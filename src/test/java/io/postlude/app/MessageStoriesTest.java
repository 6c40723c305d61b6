package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.journeys.Outcome;
import io.postlude.journeys.Touchpoint;
import io.postlude.journeys.TouchpointKind;
import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderId;
import io.postlude.stores.Actor;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.DemoBrands;
import io.postlude.stores.Source;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each delivery message as it comes about: a shop's and a tracker's signed webhooks go in at the front door, and at the end
 * stand one mail and the tracking page, which say the same.
 */
class MessageStoriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Actor TEST = new Actor.Program("test");
    private static final String SECRET = "whsec-stories";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern HEADLINE = Pattern.compile("<h1[^>]*>(.*?)</h1>", Pattern.DOTALL);
    private static final Pattern LEAD = Pattern.compile("<p class=\"lead\">(.*?)</p>", Pattern.DOTALL);

    private static TestDatabase test;
    private static Ground ground;
    private static Product product;
    private static StoreId store;
    private static Connection shop;
    private static Connection tracker;
    private static int port;
    private static int numbers = 7000;

    /** What happens, from the order on; the last of it brings the message. */
    enum Story {
        ORDER_CONFIRMED(TouchpointKind.ORDER_CONFIRMED, "Thank you for your order"),
        SHIPPED(TouchpointKind.SHIPPED, "On its way: Wool throw", "ship"),
        OUT_FOR_DELIVERY(
                TouchpointKind.OUT_FOR_DELIVERY,
                "Coming today: Wool throw",
                "ship",
                "InTransit_003",
                "a day",
                "OutForDelivery_001"),
        DELIVERED(TouchpointKind.DELIVERED, "Delivered: Wool throw", "ship", "InTransit_003", "a day", "Delivered_001"),
        READY_FOR_PICKUP(
                TouchpointKind.READY_FOR_PICKUP,
                "Ready to collect: Wool throw",
                "ship",
                "InTransit_003",
                "a day",
                "AvailableForPickup_001"),
        RUNNING_LATE(
                TouchpointKind.RUNNING_LATE,
                "Running late: Wool throw",
                "ship",
                "InTransit_003",
                "a day",
                "Exception_017"),
        STALLED(TouchpointKind.STALLED, "No news of your parcel: Wool throw", "ship", "InTransit_003", "twelve days"),
        PROBLEM(TouchpointKind.PROBLEM, "Damaged: Wool throw", "ship", "InTransit_003", "a day", "Exception_012"),
        CORRECTION(
                TouchpointKind.CORRECTION,
                "A correction: Wool throw",
                "ship",
                "InTransit_003",
                "a day",
                "Delivered_001",
                "a day",
                "InTransit_003");

        final TouchpointKind kind;
        final String subject;
        final List<String> steps;

        Story(TouchpointKind kind, String subject, String... steps) {
            this.kind = kind;
            this.subject = subject;
            this.steps = List.of(steps);
        }
    }

    @BeforeAll
    static void open() {
        test = TestDatabase.fresh();
        String login = test.address().user() + ":" + test.address().password() + "@";
        String url = test.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        ground = Ground.open(
                Settings.load(
                        Map.of("DATABASE_URL", url, "POSTLUDE_PORT", "0", "MAIL_FROM", "post@postlude.example"),
                        Path.of("target/nowhere")),
                Events.ALL);
        product = new Product(ground);
        to(LocalDate.ofInstant(ground.clock.instant(), BERLIN)
                .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                .atTime(LocalTime.of(10, 0))
                .atZone(BERLIN)
                .toInstant());
        store = product.stores
                .stores()
                .open(
                        StoreDetails.of("stories", "Stories", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        TEST)
                .orThrow()
                .id();
        int version = product.stores.stores().get(store).version();
        var _ = product.stores
                .stores()
                .saveBrand(store, version, DemoBrands.marenAndPine(), TEST)
                .orThrow();
        shop = connect(Source.SHOPIFY, "stories.myshopify.com");
        tracker = connect(Source.AFTERSHIP, null);
        port = product.start();
    }

    @AfterAll
    static void close() {
        product.close();
        ground.close();
        test.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_signed_webhook_ends_as_one_mail_and_a_page_that_agree(Story story) {
        Order order = new Order(numbers++);
        order.isPlaced();
        for (String step : story.steps) order.goesOn(step);

        List<Touchpoint> told = sent(order.id(), story.kind);
        assertEquals(1, told.size(), () -> all(order.id()).toString());
        List<Messages.Letter> letters = letters(order).stream()
                .filter(letter -> letter.sketch()
                        .kind()
                        .equals("delivery_" + story.kind.name().toLowerCase(Locale.ROOT)))
                .toList();
        assertEquals(
                1,
                letters.size(),
                () -> ""
                        + letters(order).stream()
                                .map(letter -> letter.sketch().kind())
                                .toList()
                                .toString());
        Messages.Letter mail = letters.getFirst();
        String page = page(order.id());
        assertTrue(
                mail.sketch().subject().startsWith(story.subject), mail.sketch().subject());
        assertTheyAgree(story, plain(mail.text()), page, order);
        order.repeats();
        assertEquals(1, sent(order.id(), story.kind).size(), "told once, however often the sender repeats itself");
    }

    /**
     * News of where a parcel is has the page's own headline and first sentence; a correction says what was wrong first. What a confirmation and a parcel's leaving are
     * about has not been seen by a carrier yet: there both name the promised days.
     */
    private static void assertTheyAgree(Story story, String mail, String page, Order order) {
        boolean early = story == Story.ORDER_CONFIRMED || story == Story.SHIPPED;
        if (story != Story.SHIPPED)
            assertTrue(
                    mail.toUpperCase(Locale.ROOT).contains(part(HEADLINE, page).toUpperCase(Locale.ROOT)),
                    part(HEADLINE, page) + "\n" + mail);
        if (!early && story != Story.CORRECTION)
            assertTrue(mail.contains(part(LEAD, page)), part(LEAD, page) + "\n" + mail);
        if (early) {
            assertTrue(mail.contains(order.lastDay()), order.lastDay() + "\n" + mail);
            assertTrue(plain(page.replaceAll("<[^>]+>", "")).contains(order.lastDay()), order.lastDay() + "\n" + page);
        }
    }

    private static String part(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        assertTrue(found.find(), page);
        return plain(found.group(1).replaceAll("<[^>]+>", "").replace("&amp;", "&"));
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ').replaceAll("\\s+", " ").strip();
    }

    private static List<Touchpoint> all(OrderId order) {
        return ground.database.inStore(store, tx -> product.journeys.journeys().ofOrder(tx, store, order));
    }

    private static List<Touchpoint> sent(OrderId order, TouchpointKind kind) {
        return all(order).stream()
                .filter(told -> told.kind() == kind && told.outcome() == Outcome.SENT)
                .toList();
    }

    private static List<Messages.Letter> letters(Order order) {
        return ground.database.inStore(
                store,
                tx -> product.messages.newest(tx, store, null).stream()
                        .filter(sketch -> sketch.recipient().equals(order.email()))
                        .flatMap(sketch -> product.messages.letter(tx, store, sketch.id()).stream())
                        .toList());
    }

    private static String page(OrderId order) {
        return send(HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + product.portal.path(store, order) + "?lang=en")))
                .body();
    }

    private static Connection connect(Source source, @org.jspecify.annotations.Nullable String domain) {
        return product.stores
                .connections()
                .connect(store, new Connections.Wanted(source, domain, SECRET, Map.of()), TEST)
                .orThrow();
    }

    private static void to(Instant moment) {
        ground.clock.move(Duration.between(ground.clock.instant(), moment));
    }

    /** One order with one parcel, as its shop and its tracker tell of it. */
    private static final class Order {
        private final int number;
        private final List<Map<String, Object>> seen = new ArrayList<>();
        private final List<Runnable> sent = new ArrayList<>();
        private LocalDate promisedBy = LocalDate.EPOCH;

        Order(int number) {
            this.number = number;
        }

        String email() {
            return "anna." + number + "@example.org";
        }

        /** {@code Sunday 29}. */
        String lastDay() {
            return promisedBy.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.UK) + " "
                    + promisedBy.getDayOfMonth();
        }

        OrderId id() {
            return ground.database
                    .inStore(store, tx -> product.orders.byReference(tx, store, "shopify", Integer.toString(number)))
                    .orElseThrow();
        }

        void isPlaced() {
            Instant now = ground.clock.instant();
            LocalDate day = LocalDate.ofInstant(now, BERLIN);
            promisedBy = day.plusDays(5);
            shopSays("orders/create", StoryBodies.order(number, email(), now, promisedBy));
        }

        void goesOn(String step) {
            switch (step) {
                case "ship" -> isShipped();
                case "a day" -> passes(Duration.ofDays(1));
                case "twelve days" -> passes(Duration.ofDays(12));
                default -> isSeen(step);
            }
        }

        private void isShipped() {
            shopSays("fulfillments/create", StoryBodies.fulfilment(number, ground.clock.instant()));
        }

        private void passes(Duration time) {
            ground.clock.move(time);
            product.tracking.lookForStallsAcrossStores();
            settle();
        }

        private void isSeen(String subtag) {
            ground.clock.move(Duration.ofMinutes(5));
            Instant now = ground.clock.instant();
            seen.add(StoryBodies.checkpoint(subtag, now));
            byte[] body = Json.write(StoryBodies.tracking(number, List.copyOf(seen), now))
                    .getBytes(StandardCharsets.UTF_8);
            delivered(tracker, body, Map.of("aftership-hmac-sha256", signed(body)));
        }

        private void shopSays(String topic, Map<String, Object> said) {
            byte[] body = Json.write(said).getBytes(StandardCharsets.UTF_8);
            delivered(
                    shop,
                    body,
                    Map.of(
                            "X-Shopify-Hmac-SHA256",
                            signed(body),
                            "X-Shopify-Topic",
                            topic,
                            "X-Shopify-Shop-Domain",
                            "stories.myshopify.com",
                            "X-Shopify-Webhook-Id",
                            topic + number));
        }

        private void delivered(Connection connection, byte[] body, Map<String, String> headers) {
            Runnable once = () -> {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/"
                                + connection.source().word() + "/" + connection.pathToken()))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
                headers.forEach(request::header);
                assertEquals(200, send(request).statusCode());
            };
            once.run();
            sent.add(once);
            settle();
        }

        /** Senders that got no answer send again: all of it, the latest first. */
        void repeats() {
            sent.reversed().forEach(Runnable::run);
            settle();
        }
    }

    private static void settle() {
        new Settling(product.stores.stores(), product.connectors.inbox(), product.readers).await();
        ground.clock.move(Duration.ofMinutes(4));
        product.journeys.releaseAcrossStores();
    }

    private static String signed(byte[] body) {
        return Base64.getEncoder().encodeToString(Secrets.hmac(SECRET.getBytes(StandardCharsets.UTF_8), body));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
