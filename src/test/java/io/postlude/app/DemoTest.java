package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.claims.ClaimKind;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.loyalty.PoolFigures;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.orders.OrderSummary;
import io.postlude.stores.SignIn;
import io.postlude.twin.DemoStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo as one tries it: begun with a short past, looked at, moved in time, stopped and begun again. */
class DemoTest {
    private static final Duration PAST = Duration.ofDays(16);
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final List<String> BRANDS = List.of("maren-pine", "volt-9");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private static TestDatabase test;
    private static Ground ground;
    private static Product product;
    private static String url;

    @BeforeAll
    static void begin() {
        test = TestDatabase.fresh();
        start();
    }

    private static void start() {
        String login = test.address().user() + ":" + test.address().password() + "@";
        String address = test.address().url().replace("jdbc:postgresql://", "postgres://" + login);
        Settings settings =
                Settings.load(Map.of("DATABASE_URL", address, "POSTLUDE_PORT", "0"), Path.of("target/nowhere"));
        ground = Ground.open(settings, Events.ALL);
        product = new Product(ground, Product.Mode.DEMO);
        url = "http://127.0.0.1:" + product.start();
        product.twin.orElseThrow().begin(URI.create(url), PAST);
    }

    @AfterAll
    static void stop() {
        product.close();
        ground.close();
        test.close();
    }

    private static StoreId store(String slug) {
        return product.stores.stores().bySlug(slug).orElseThrow().id();
    }

    private static List<OrderSummary> orders(String slug) {
        StoreId store = store(slug);
        return ground.database.inStore(
                store,
                tx -> product.orders.list(tx, store, OrderQuery.newest(100)).rows());
    }

    private static long count(String sql, String slug) {
        return ground.database.<Long>inStore(store(slug), tx -> tx.number(sql));
    }

    @Test
    void both_stores_have_orders_and_every_delivery_was_understood() {
        for (String slug : BRANDS) {
            assertTrue(orders(slug).size() >= 40, slug + " " + orders(slug).size());
            assertEquals(0, count("select count(*) from connectors.inbox where state = 'FAILED'", slug), slug);
            // A label that was voided in the past is nobody's parcel; all others are followed.
            await(() -> count("select count(distinct number) from tracking.waiting_scan", slug) <= 1);
            assertTrue(count("select count(*) from orders.product where image_url is not null", slug) >= 3, slug);
            assertTrue(count("select count(*) from tracking.shipment where direction = 0", slug) >= 30, slug);
            assertTrue(count("select count(*) from promises.promise", slug) >= 30, slug);
        }
        assertEquals(
                ClaimKind.values().length,
                count("select count(distinct kind) from claims.claim", "maren-pine"),
                "a claim of each kind");
        assertTrue(count("select count(*) from deliveries.contact", "maren-pine") > 2, "questions came in");
        assertTrue(
                count("select count(*) from deliveries.contact where answered_at is not null", "maren-pine") > 1,
                "and were answered");
        assertTrue(
                count("select count(*) from tracking.shipment where stalled_at is not null", "maren-pine") > 0,
                "stalled");
        assertTrue(count("select count(*) from tracking.leg where place > 0", "maren-pine") > 0, "two legs");
    }

    @Test
    void every_page_of_both_brands_is_reached() throws Exception {
        for (String slug : BRANDS) {
            StoreId store = store(slug);
            int looked = 0;
            for (OrderSummary order : orders(slug)) {
                HttpResponse<String> page = get(portal(store, order.id()), Map.of());
                assertEquals(200, page.statusCode(), slug + " " + order.number());
                assertTrue(page.body().contains(order.number()), "its number stands on the page");
                if (++looked == 25) break;
            }
            for (String path : List.of(
                    "today",
                    "orders",
                    "customers",
                    "trouble",
                    "inbox",
                    "connections",
                    "api-keys",
                    "returns",
                    "receive",
                    "returns/money",
                    "returns/insights",
                    "returns/reasons",
                    "returns/sizes",
                    "returns/costs",
                    "return-policy"))
                assertEquals(200, get("/console/" + path, session(store)).statusCode(), path + " of " + slug);
        }
        for (String path : List.of("/dev/outbox", "/dev/clock")) {
            HttpResponse<String> page = get(path, Map.of());
            assertEquals(200, page.statusCode(), path);
        }
        assertTrue(get("/dev/clock", Map.of()).body().contains("Lanes of VOLT/9"), "lanes of both stores");
    }

    @Test
    void returns_of_every_way_outcome_and_exception_are_under_way() {
        String distinct = "select count(distinct %s) from returns.%s";
        assertEquals(6, count(distinct.formatted("method", "customer_return"), "maren-pine"), "ways back");
        assertEquals(5, count(distinct.formatted("remedy", "piece"), "maren-pine"), "outcomes");
        assertEquals(9, count(distinct.formatted("stage", "customer_return"), "maren-pine"), "stages");
        assertEquals(3, count(distinct.formatted("kind", "payout"), "maren-pine"), "kinds of money");
        assertEquals(1, count("select count(*) from returns.piece where disposition = 'WRONG_ITEM'", "maren-pine"));
        assertEquals(1, count("select count(*) from returns.piece where travel = 'SENT_BACK'", "maren-pine"));
        assertEquals(1, count("select count(*) from returns.posting where corrects is not null", "maren-pine"));
        assertEquals(1, count("select count(*) from returns.stray", "maren-pine"));
        assertEquals(2, count("select count(*) from returns.policy", "maren-pine"), "the live one and a draft");
        assertEquals(0, count("select coalesce(sum(returns.total(amounts)), 0) from returns.posting", "maren-pine"));
    }

    @Test
    void gifts_days_of_pickup_repairs_scores_appeals_and_withdrawals_are_under_way() {
        for (String one : List.of(
                "returns.gift_recipient",
                "returns.pickup where state = 'BOOKED'",
                "returns.withdrawal",
                "returns.appeal where answered_at is null",
                "returns.customer_return where owner is not null",
                "returns.credit where balance > 0",
                "returns.stray where owner is not null",
                "returns.piece where disposition = 'DONATE'",
                "returns.shop_return where state = 'OPEN'",
                "claims.claim where outcome = 'REPAIR'",
                "claims.carrier_claim")) assertTrue(count("select count(*) from " + one, "maren-pine") >= 1, one);
        long held = count("select count(*) from returns.conduct where score >= 50", "maren-pine");
        assertEquals(1, held, "one customer whose score asks for a person");
    }

    @Test
    void codes_are_given_in_thanks_and_some_who_got_one_buy_again_with_it() throws Exception {
        assertEquals(303, post("/dev/clock", "hours=60"));
        await(() -> rewards().used() >= 3);
        PoolFigures figures = rewards();
        assertTrue(figures.used() < figures.given(), figures.toString());
        assertTrue(figures.left() > 40, "enough are left to go on: " + figures);
        assertEquals(figures.used(), figures.orders(), "each order with a code is of whom it was given to");
        await(() -> rewards().given()
                == count(
                        "select count(*) from messaging.message where kind = 'journey_thank_you_reward'",
                        "maren-pine"));
    }

    private static PoolFigures rewards() {
        StoreId store = store("maren-pine");
        return ground.database
                .inStore(store, tx -> product.loyalty.pools().figures(tx, store))
                .values()
                .iterator()
                .next();
    }

    private static String portal(StoreId store, OrderId order) {
        return product.portal.path(store, order);
    }

    private static Map<String, String> session(StoreId store) {
        var signedIn = (SignIn.Outcome.SignedIn) product.stores
                .signIn()
                .signIn(DemoStore.EMAIL, DemoStore.PASSWORD, new SignIn.Visitor("198.51.100.7", "test"));
        return Map.of("Cookie", "postlude_staff=" + signedIn.token() + "; postlude_store=" + store.value());
    }

    @Test
    void time_moved_by_hours_is_lived_through_and_a_storm_can_be_let_loose_and_ended() throws Exception {
        assertEquals(303, post("/dev/troubles", "store=maren-pine&lane=dhl:DE&kind=STORM"));
        assertTrue(get("/dev/clock", Map.of()).body().contains("Storm"), "the page shows it");
        assertEquals(422, post("/dev/troubles", "store=maren-pine&lane=dhl:DE&kind=STORM"), "it rages already");
        assertEquals(422, post("/dev/troubles", "store=maren-pine&lane=dhl:XX&kind=STORM"), "no such lane");
        assertEquals(422, post("/dev/clock", "hours=0"));
        assertEquals(422, post("/dev/clock", "hours=99999"));
        long scans = count("select count(*) from tracking.scan", "maren-pine");
        Duration ahead = ground.clock.ahead();
        assertEquals(303, post("/dev/clock", "hours=35"));
        assertEquals(303, post("/dev/clock", "hours=1"), "pressed again while the first is at work");
        await(() -> ground.clock.ahead().minus(ahead).toHours() >= 36);
        await(() -> count("select count(*) from tracking.scan", "maren-pine") > scans + 10);
        await(() -> count("select count(*) from tracking.scan where detail = 167", "maren-pine") > 0);
        assertEquals(303, post("/dev/troubles/end", "store=maren-pine&lane=dhl:DE"));
        assertEquals(404, post("/dev/troubles/end", "store=maren-pine&lane=dhl:DE"), "it is over");
    }

    @Test
    void a_demo_begun_again_goes_on_where_it_stopped() {
        List<String> before = new ArrayList<>();
        for (String slug : BRANDS)
            for (OrderSummary order : orders(slug).reversed().subList(0, 40)) before.add(order.number());
        product.close();
        ground.close();
        start();
        List<String> after = new ArrayList<>();
        for (String slug : BRANDS)
            for (OrderSummary order : orders(slug).reversed().subList(0, 40)) after.add(order.number());
        assertTrue(after.stream().allMatch(number -> number.matches("(MP|V9)-\\d+")), after + "");
        assertEquals(2, product.stores.stores().allAcrossStores().size());
        for (String slug : BRANDS)
            assertEquals(
                    0,
                    count("select count(*) - count(distinct number) from orders.customer_order", slug),
                    "no order came twice");
        assertTrue(after.containsAll(before.subList(0, 20)), before + " " + after);
    }

    @Test
    void nothing_of_it_is_there_when_real_stores_are_served() {
        try (Product serving = new Product(ground)) {
            assertTrue(serving.twin.isEmpty());
            assertTrue(
                    serving.addresses().stream()
                            .noneMatch(address -> address.path().startsWith("/dev")),
                    serving.addresses() + "");
        }
    }

    private static HttpResponse<String> get(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT);
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int post(String path, String form) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited too long");
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }
}
