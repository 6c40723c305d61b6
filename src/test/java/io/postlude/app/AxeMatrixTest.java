package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import io.postlude.browser.Axe;
import io.postlude.browser.Chromium;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderQuery;
import io.postlude.tracking.StatusDetail;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page of the running demo, by whatever address the product answers with one, in a real browser: on a phone or on a
 * desk, in light or in dark, each in its turn: what pages share, such as menus, forms and tables, is seen in all four. Pages are found by their routes and by following links, so a new page is looked at without a
 * word here; one that cannot be reached from any other is missed loudly.
 */
class AxeMatrixTest {
    private static final Pattern LINK = Pattern.compile("(?:href|action|src)=\"(/[^\"#?]*)");
    private static final List<View> VIEWS = List.of(
            new View("", 390, ColorScheme.LIGHT),
            new View("", 1280, ColorScheme.DARK),
            new View("", 390, ColorScheme.DARK),
            new View("", 1280, ColorScheme.LIGHT));
    private static final int HEIGHT_PX = 900;
    /** Answered with no page of their own: files, forms' targets, parts of pages, streams; or reached by a letter only. */
    private static final Set<String> NO_PAGE = Set.of(
            "/console/setup/{token}",
            "/console/welcome/{token}",
            "/console/password/{token}",
            "/console/requests/{id}/export",
            "/console/returns/{id}/photos/{photo}",
            "/console/claims/{id}/photos/{photo}",
            "/console/journeys/{id}/rehearsed"); // a mail

    private static final List<String> WITHOUT_SESSION = List.of(
            "/console/sign-in",
            "/console/forgotten",
            "/console/setup/gone",
            "/console/welcome/gone",
            "/console/no-such");

    private static DemoRun demo;
    private static Chromium chromium;

    @BeforeAll
    static void open() {
        demo = new DemoRun(Duration.ofDays(16));
        askForData(demo.store("maren-pine"));
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
        demo.close();
    }

    /** The demo's customers ask for nothing of the kind. */
    private static void askForData(StoreId store) {
        demo.ground.database.runInStore(store, tx -> tx.execute("""
                insert into connectors.privacy_request (store_id, id, source, kind, reference, requested_at, due_at)
                values (?, 1, 'shopify', 'DATA', 'request-1', now(), now() + interval '30 days'),
                  (?, 2, 'shopify', 'SHOP_ERASURE', 'shop.example', now(), now() + interval '30 days')""", store, store));
    }

    private record Route(String path, Pattern shape) {
        static Route of(String path) {
            String shape = Pattern.quote(path)
                    .replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q")
                    .replaceAll("<[^>]*>", "\\\\E.+\\\\Q");
            return new Route(path, Pattern.compile(shape));
        }

        boolean named() {
            return !path.contains("{") && !path.contains("<");
        }
    }

    /** Addresses of pages by their route, and the routes nothing led to. */
    private record Found(Map<String, String> pages, List<String> missed) {}

    @Test
    void axe_finds_nothing_on_any_page_of_staff() {
        Found found = crawl(demo.store("maren-pine"));
        assertEquals(List.of(), found.missed(), "nothing leads to these");
        assertTrue(found.pages().size() >= 30, found.pages().keySet()::toString);
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = chromium.context()) {
            context.addCookies(List.of(
                    new Cookie("postlude_staff", demo.token).setUrl(demo.url),
                    new Cookie("postlude_store", "" + demo.store("maren-pine").value()).setUrl(demo.url)));
            look(context, found.pages(), faults);
        }
        try (BrowserContext context = chromium.context()) {
            look(context, named(WITHOUT_SESSION), faults);
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void axe_finds_nothing_on_any_page_of_customers_and_programs() {
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = chromium.context()) {
            look(context, parcels(), faults);
            look(
                    context,
                    named(List.of("/api", "/problems/malformed-json", "/t/no-such-link", "/p/no-such-link")),
                    faults);
            look(context, Map.of("preferences", preferences()), faults);
            look(context, Map.of("look-up", "/s/maren-pine/orders"), faults);
        }
        assertEquals(List.of(), faults);
    }

    private static Map<String, String> named(List<String> paths) {
        Map<String, String> pages = new LinkedHashMap<>();
        paths.forEach(path -> pages.put(path, path));
        return pages;
    }

    /** One order for each status there is, of the brands in turn. */
    private static Map<String, String> parcels() {
        Map<String, String> first = parcels("maren-pine");
        Map<String, String> second = parcels("volt-9");
        Map<String, String> pages = new TreeMap<>(first);
        int turn = 0;
        for (Map.Entry<String, String> page : second.entrySet()) {
            if (turn++ % 2 == 0) {
                pages.put(page.getKey(), page.getValue());
            }
        }
        assertTrue(pages.size() >= 10, pages.keySet()::toString);
        return pages;
    }

    private static Map<String, String> parcels(String slug) {
        StoreId store = demo.store(slug);
        Map<String, OrderId> byStatus = new TreeMap<>();
        demo.ground.database.runInStore(store, tx -> {
            List<OrderId> orders = demo.product.orders.list(tx, store, OrderQuery.newest(100)).rows().stream()
                    .map(order -> order.id())
                    .toList();
            Map<OrderId, StatusDetail> statuses = demo.product.tracking.orderStatuses(tx, store, orders);
            orders.forEach(order -> byStatus.putIfAbsent(String.valueOf(statuses.get(order)), order));
        });
        Map<String, String> pages = new LinkedHashMap<>();
        byStatus.forEach((status, order) -> pages.put(status, demo.product.portal.path(store, order)));
        return pages;
    }

    private static String preferences() {
        Matcher link = Pattern.compile("/p/[A-Za-z0-9_-]+")
                .matcher(demo.get("/dev/outbox", demo.store("maren-pine")).body());
        return link.find() ? link.group() : "/p/none";
    }

    private static Found crawl(StoreId store) {
        List<Route> routes = demo.product.addresses().stream()
                .filter(address -> address.method().equals("GET"))
                .map(address -> Route.of(address.path()))
                .filter(route ->
                        route.path().startsWith("/console") || route.path().startsWith("/dev"))
                .sorted(Comparator.comparing(route -> !route.named()))
                .toList();
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, String> pages = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>();
        routes.stream().filter(Route::named).forEach(route -> {
            first.put(route.path(), route.path());
            next.add(route.path());
        });
        Set<String> seen = new LinkedHashSet<>(next);
        while (!next.isEmpty()) {
            String path = next.poll();
            HttpResponse<String> answer = demo.get(path, store);
            if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) continue;
            // A mail's own text stands in a frame of the page about it, where nothing of ours runs.
            boolean mail = answer.headers()
                    .firstValue("Content-Security-Policy")
                    .orElse("")
                    .contains("sandbox");
            if (answer.statusCode() == 200 && answer.body().contains("<html") && !mail) pages.put(path, path);
            Matcher links = LINK.matcher(answer.body());
            while (links.find()) {
                String link = links.group(1);
                routes.stream()
                        .filter(route -> route.shape().matcher(link).matches())
                        .findFirst()
                        .filter(route -> first.putIfAbsent(route.path(), link) == null && seen.add(link))
                        .ifPresent(route -> next.add(link));
            }
        }
        List<String> missed = routes.stream()
                .map(Route::path)
                .filter(path -> !first.containsKey(path) && !NO_PAGE.contains(path))
                .toList();
        return new Found(pages, missed);
    }

    private static void look(BrowserContext context, Map<String, String> pages, List<String> faults) {
        Page page = context.newPage();
        AtomicInteger turn = new AtomicInteger();
        pages.forEach((name, path) -> {
            page.navigate(demo.url + path);
            page.evaluate("document.querySelectorAll('details:not(.stores)').forEach(fold => { fold.open = true; })");
            int before = faults.size();
            look(page, VIEWS.get(turn.getAndIncrement() % VIEWS.size()).of(name), faults);
            System.out.println((faults.size() == before ? "nothing found: " : "FAULTS: ") + name);
        });
        page.close();
    }

    private record View(String page, int width, ColorScheme scheme) {
        View of(String name) {
            return new View(name, width, scheme);
        }
    }

    private static void look(Page page, View view, List<String> faults) {
        page.setViewportSize(view.width(), HEIGHT_PX);
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(view.scheme()).setReducedMotion(ReducedMotion.REDUCE));
        Axe.faults(page).forEach(fault -> faults.add(view + " " + fault));
    }
}
