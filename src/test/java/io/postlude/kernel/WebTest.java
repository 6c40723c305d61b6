package io.postlude.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TestDatabase test;
    private static Metrics metrics;
    private static Web web;
    private static String base;

    @BeforeAll
    static void start() {
        test = TestDatabase.fresh();
        metrics = new Metrics();
        Settings settings = Settings.load(
                Map.of("POSTLUDE_PORT", "0", "POSTLUDE_MAX_BODY_BYTES", "2048"), Path.of("target/nowhere"));
        Web.Routes routes = all -> {
            all.get("/refused", context -> {
                throw Refusal.invalid(List.of(new Problem.FieldError("/items/0/price", "is negative")));
            });
            all.get("/broken", context -> {
                throw new IllegalStateException("the secret reason");
            });
            all.get("/busy", context -> {
                throw new DatabaseException(new java.sql.SQLTransientConnectionException("pool is empty"));
            });
            all.post("/body", context -> context.result(context.body().length() + ""));
        };
        web = new Web(
                settings,
                test.database(),
                metrics,
                new Web.Parts(
                        List.of(routes),
                        List.of(),
                        (context, problem) -> Optional.of("<h1>" + problem.status() + "</h1>")));
        base = "http://127.0.0.1:" + web.start();
    }

    @AfterAll
    static void stop() {
        web.close();
        metrics.close();
        test.close();
    }

    @Test
    void a_refusal_is_answered_as_a_problem_that_points_at_the_fault() throws Exception {
        HttpResponse<String> response = get("/refused", "application/json");
        assertEquals(422, response.statusCode());
        assertEquals(
                Problem.CONTENT_TYPE,
                response.headers().firstValue("Content-Type").orElse(""));
        assertTrue(response.body().contains("/items/0/price"));
        assertTrue(response.body().contains("\"type\":\"/problems/invalid-input\""));
    }

    @Test
    void a_taken_port_is_refused_in_one_line() {
        String port = Integer.toString(URI.create(base).getPort());
        Settings settings = Settings.load(Map.of("POSTLUDE_PORT", port), Path.of("target/nowhere"));
        Web.Parts parts = new Web.Parts(List.of(), List.of(), (context, problem) -> Optional.empty());
        try (Web second = new Web(settings, test.database(), metrics, parts)) {
            StartRefused refused = assertThrows(StartRefused.class, second::start);
            assertTrue(refused.getMessage().contains(port));
        }
    }

    @Test
    void a_fault_tells_nothing_of_its_inside() throws Exception {
        HttpResponse<String> response = get("/broken", "application/json");
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("secret reason"));
    }

    @Test
    void a_busy_database_asks_to_come_again() throws Exception {
        HttpResponse<String> response = get("/busy", "application/json");
        assertEquals(503, response.statusCode());
        assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void an_unknown_address_is_a_problem_to_a_program_and_a_page_to_a_browser() throws Exception {
        assertTrue(get("/nope", "application/json").body().contains("/problems/not-found"));
        assertEquals("<h1>404</h1>", get("/nope", "text/html").body());
        assertEquals(404, get("/nope", "text/html").statusCode());
    }

    @Test
    void a_body_over_the_limit_is_refused_and_one_below_is_taken() throws Exception {
        assertEquals(413, post("x".repeat(5_000)).statusCode());
        assertEquals("1000", post("x".repeat(1_000)).body());
    }

    @Test
    void every_answer_carries_the_safe_headers() throws Exception {
        for (String path : List.of("/healthz", "/nope", "/broken")) {
            var headers = get(path, "application/json").headers();
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""), path);
            assertTrue(headers.firstValue("Content-Security-Policy").orElse("").contains("default-src 'self'"), path);
        }
    }

    @Test
    void health_readiness_and_metrics_answer() throws Exception {
        assertEquals("ok\n", get("/healthz", "*/*").body());
        assertEquals("ready\n", get("/readyz", "*/*").body());
        assertTrue(get("/metrics", "*/*").body().contains("postlude_http"));
    }

    private static HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + "/body"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
