package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Walks every address the product answers, as the owner of one store with the ids of another. A new address is walked
 * without a word here, unless its parameter stands behind a word this does not know: then it says so.
 */
class RouteWalkTest {
    /** For everybody, or opened by an unguessable word that stands in the address itself. */
    private static final List<String> OPEN = List.of(
            "/healthz",
            "/readyz",
            "/metrics",
            "/logos/",
            "/t/",
            "/g/",
            "/push-worker.js",
            "/c/",
            "/o/",
            "/l/",
            "/p/",
            "/channels/",
            "/payments/",
            "/s/",
            "/assets/",
            "/api",
            "/api/openapi.",
            "/api/journey.schema.json",
            "/api/assets/",
            "/api/schemas/",
            "/problems/",
            "/track",
            "/dev/",
            "/console/assets/",
            "/console/setup/",
            "/console/welcome/",
            "/console/sign-in",
            "/console/sign-out",
            "/console/code",
            "/console/forgotten",
            "/console/password/",
            "/webjars/");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofMinutes(1))
            .build();
    private static TwoStores two;

    @BeforeAll
    static void open() {
        two = new TwoStores();
    }

    @AfterAll
    static void close() {
        two.close();
    }

    /** One registered address. */
    private record Route(String method, String path) {
        boolean isGuarded() {
            if (isCall()) return true;
            return OPEN.stream().noneMatch(open -> path.equals(open) || path.startsWith(open) && !open.equals("/api"))
                    && !path.equals("/");
        }

        boolean isCall() {
            return path.startsWith("/api/v1/");
        }

        boolean changes() {
            return !method.equals("GET");
        }
    }

    private record Answered(Route route, String path, int status, String body) {
        @Override
        public String toString() {
            return route.method() + " " + path + " " + status;
        }
    }

    @Test
    void there_is_something_to_walk() {
        List<String> paths = guarded().stream().map(Route::path).toList();
        assertTrue(paths.stream().anyMatch(path -> path.contains("{")), paths + "");
        assertTrue(paths.stream().anyMatch(path -> path.startsWith("/console/") && path.contains("{id}")), paths + "");
        assertTrue(routes().contains(new Route("GET", "/logos/{store}/{name}")), "the routes were not found");
    }

    @Test
    void an_id_of_another_store_is_answered_as_one_that_does_not_exist() {
        List<String> wrong = new ArrayList<>();
        for (Route route : guarded()) {
            for (String path : foreign(route)) {
                Answered answer = asOwnerHere(route, path);
                boolean ownName = route.method().equals("PUT") && route.isCall(); // names a thing of one's own
                boolean bodyFirst = route.isCall() && answer.status() == 422; // said before anything is looked for
                if (!ownName && !bodyFirst && answer.status() != 404) wrong.add(answer.toString());
                if (tells(answer)) wrong.add(answer + " tells of the other store");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void no_page_or_list_of_one_store_tells_of_another() {
        List<String> wrong = new ArrayList<>();
        for (Route route : guarded()) {
            if (route.changes() || route.path().contains("{") || route.path().contains("<")) continue;
            Answered answer = asOwnerHere(
                    route,
                    route.path() + "?q=" + TwoStores.MARK + "&store="
                            + two.there.store().value());
            if (answer.status() >= 500) wrong.add(answer.toString());
            if (tells(answer) && !answer.body().contains("value=\"" + TwoStores.MARK)) wrong.add(answer.toString());
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nobody_comes_in_without_a_session_or_key() {
        List<String> wrong = new ArrayList<>();
        for (Route route : guarded()) {
            for (String path : paths(route, two.here)) {
                Answered answer = send(route, path, Map.of(), "");
                boolean shut = route.isCall()
                        ? answer.status() == 401
                        : List.of(303, 403, 404).contains(answer.status());
                if (!shut || answer.body().contains("plain owner")) wrong.add(answer.toString());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void no_deed_is_done_without_the_form_s_token_or_from_another_site() {
        List<String> wrong = new ArrayList<>();
        for (Route route : guarded()) {
            if (route.isCall() || !route.changes()) continue;
            for (String path : paths(route, two.here)) {
                Map<String, String> ours = Map.of("Cookie", cookie(two.here), "Sec-Fetch-Site", "same-origin");
                Answered without = send(route, path, ours, "role=VIEWER");
                if (without.status() != 403) wrong.add(without + " without token");
                Map<String, String> theirs = Map.of("Cookie", cookie(two.here), "Sec-Fetch-Site", "cross-site");
                Answered foreign = send(route, path, theirs, token(two.here));
                if (foreign.status() != 403) wrong.add(foreign + " from another site");
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void no_address_takes_a_line_break_into_a_header_or_leads_elsewhere() {
        List<String> wrong = new ArrayList<>();
        String bad = URLEncoder.encode("//evil.example/\r\nX-Injected: yes", StandardCharsets.UTF_8);
        for (Route route : routes()) {
            if (!route.method().equals("GET")
                    || route.path().contains("{")
                    || route.path().contains("<")) continue;
            String query = "?next=" + bad + "&lang=" + bad + "&q=" + bad + "&return=" + bad + "&url=" + bad;
            HttpResponse<String> response =
                    exchange(route, route.path() + query, Map.of("Cookie", cookie(two.here)), "");
            String location = response.headers().firstValue("Location").orElse("/");
            boolean elsewhere = !location.startsWith("/") || location.startsWith("//");
            if (response.headers().firstValue("X-Injected").isPresent() || elsewhere || response.statusCode() >= 500)
                wrong.add(route + " " + response.statusCode() + " " + location);
        }
        assertEquals(List.of(), wrong);
    }

    private static List<Route> routes() {
        return two.product.addresses().stream()
                .map(address -> new Route(address.method(), address.path()))
                .toList();
    }

    private static List<Route> guarded() {
        return routes().stream().filter(Route::isGuarded).toList();
    }

    private static List<String> foreign(Route route) {
        return route.path().replace("{source}", "").contains("{") ? paths(route, two.there) : List.of();
    }

    /** The route's path with every kind of id the side has at that place. */
    private static List<String> paths(Route route, TwoStores.Side side) {
        List<String> paths = List.of("");
        String before = "";
        for (String part : route.path().substring(1).split("/")) {
            List<String> fillings = part.startsWith("{") ? fillings(route, before, part, side) : List.of(part);
            paths = paths.stream()
                    .flatMap(path -> fillings.stream().map(filling -> path + "/" + filling))
                    .toList();
            before = part;
        }
        return paths;
    }

    private static List<String> fillings(Route route, String before, String part, TwoStores.Side side) {
        if (part.equals("{source}")) return List.of("aftership");
        List<String> ids = side.ids().get(before);
        assertTrue(ids != null, "say in TwoStores what stands at " + part + " of " + route);
        return ids;
    }

    private static Answered asOwnerHere(Route route, String path) {
        return route.isCall()
                ? send(route, path, Map.of("Authorization", "Bearer " + two.here.key()), "{}")
                : send(
                        route,
                        path,
                        Map.of("Cookie", cookie(two.here), "Sec-Fetch-Site", "same-origin"),
                        token(two.here) + "&role=VIEWER&secret=another-secret&channel=EMAIL&purpose=MARKETING");
    }

    /** With the other store chosen in the cookie, which must not help. */
    private static String cookie(TwoStores.Side side) {
        return "postlude_staff=" + side.owner().token() + "; postlude_store="
                + two.there.store().value();
    }

    private static String token(TwoStores.Side side) {
        return "_token=" + side.owner().session().formToken();
    }

    private static boolean tells(Answered answer) {
        return answer.status() < 400 && answer.body().toLowerCase(Locale.ROOT).contains(TwoStores.MARK);
    }

    private static Answered send(Route route, String path, Map<String, String> headers, String body) {
        HttpResponse<String> response = exchange(route, path, headers, body);
        return new Answered(route, path, response.statusCode(), response.body());
    }

    private static HttpResponse<String> exchange(Route route, String path, Map<String, String> headers, String body) {
        String type = route.isCall() ? "application/json" : "application/x-www-form-urlencoded";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + two.port + path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", type)
                .header("Accept", "text/html")
                .method(
                        route.method(),
                        route.changes()
                                ? HttpRequest.BodyPublishers.ofString(body)
                                : HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(route + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
