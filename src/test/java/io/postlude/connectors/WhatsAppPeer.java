package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Cloud API on this machine: it knows its templates and how many values each takes, keeps the 24 hours itself, and
 * reports signed. It refuses what Meta refuses.
 */
final class WhatsAppPeer implements AutoCloseable {
    static final String PHONE = "106540352242922";
    static final String TOKEN = "EAAG-hush";
    static final String SECRET = "hush-of-the-app";

    enum Behaviour {
        TAKES,
        TAKES_AND_HANGS_UP,
        ANSWERS_NONSENSE,
        BUSY,
        FAILS,
        EXPIRED_TOKEN
    }

    /** A message it took. */
    record Taken(String id, String to, String type, String said, String ours) {}

    /** How long it takes after it has a message and before it says so: long enough for a kill to come between. */
    volatile long millisEach;

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger requests = new AtomicInteger();
    /** Numbers whose owner wrote within the last 24 hours, as Meta knows it. */
    final Set<String> open = ConcurrentHashMap.newKeySet();

    final Map<String, Integer> templates = new TreeMap<>(Map.of("parcel_sent/de", 2, "offer/de", 0, "code/en_US", 1));
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final InstantSource clock;

    WhatsAppPeer(InstantSource clock, Behaviour... behaviours) throws IOException {
        this.clock = clock;
        this.behaviours.addAll(List.of(behaviours));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v23.0/" + PHONE, this::serve);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v23.0";
    }

    Map<String, String> values() {
        return new TreeMap<>(Map.of(
                "phone",
                PHONE,
                "token",
                TOKEN,
                "secret",
                SECRET,
                "verify",
                "a-word-of-ours",
                "price_utility",
                "0.0456",
                "price_marketing",
                "0.1131",
                "base",
                address()));
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            byte[] body = http.getRequestBody().readAllBytes();
            if (!("Bearer " + TOKEN).equals(http.getRequestHeaders().getFirst("Authorization")))
                answer(http, 401, error(190));
            else if (http.getRequestMethod().equals("GET")) answer(http, 200, Map.of("id", PHONE));
            else take(http, Json.MAPPER.readTree(body));
        }
    }

    private void take(HttpExchange http, JsonNode message) throws IOException {
        requests.incrementAndGet();
        Behaviour behaviour = behaviours.isEmpty() ? Behaviour.TAKES : behaviours.poll();
        int refused = refused(message);
        switch (behaviour) {
            case TAKES -> {
                if (refused != 0) {
                    answer(http, 400, error(refused));
                    return;
                }
                String id = keep(message);
                think();
                answer(http, 200, Map.of("messages", List.of(Map.of("id", id))));
            }
            case TAKES_AND_HANGS_UP -> {
                String _ = keep(message);
                http.getResponseBody().close(); // no answer
            }
            case ANSWERS_NONSENSE -> {
                String _ = keep(message);
                http.sendResponseHeaders(200, 5);
                http.getResponseBody().write("<wat>".getBytes(StandardCharsets.UTF_8));
            }
            case BUSY -> answer(http, 400, error(130429));
            case FAILS -> answer(http, 503, Map.of());
            case EXPIRED_TOKEN -> answer(http, 401, error(190));
        }
    }

    /** Meta's code for what it would not take, or 0. */
    private int refused(JsonNode message) {
        boolean whole = message.path("messaging_product").asText().equals("whatsapp")
                && message.path("to").asText().matches("[1-9][0-9]{6,14}");
        if (!whole) return 100;
        if (message.path("type").asText().equals("text"))
            return open.contains(message.path("to").asText()) ? 0 : 131047;
        JsonNode template = message.path("template");
        Integer values = templates.get(template.path("name").asText() + "/"
                + template.path("language").path("code").asText());
        if (values == null) return 132001;
        return template.path("components").path(0).path("parameters").size() == values ? 0 : 132000;
    }

    private String keep(JsonNode message) {
        List<String> said = new ArrayList<>();
        if (message.path("type").asText().equals("text"))
            said.add(message.path("text").path("body").asText());
        else {
            said.add(message.path("template").path("name").asText());
            message.path("template")
                    .path("components")
                    .path(0)
                    .path("parameters")
                    .forEach(one -> said.add(one.path("text").asText()));
        }
        String id = "wamid." + System.identityHashCode(this) + "." + taken.size() + "." + System.nanoTime();
        taken.add(new Taken(
                id,
                message.path("to").asText(),
                message.path("type").asText(),
                String.join("|", said),
                message.path("biz_opaque_callback_data").asText()));
        return id;
    }

    private void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    private static Map<String, ?> error(int code) {
        return Map.of("error", Map.of("message", "(#" + code + ") no", "code", code, "fbtrace_id", "A"));
    }

    private static void answer(HttpExchange http, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    /** What became of one, as Meta tells it. {@code code} only where it failed. */
    int report(String address, Taken message, String status, @Nullable Integer code) throws Exception {
        Map<String, Object> told = new LinkedHashMap<>(Map.of(
                "id", message.id(),
                "status", status,
                "timestamp", Long.toString(clock.instant().getEpochSecond()),
                "recipient_id", message.to(),
                "biz_opaque_callback_data", message.ours()));
        if (code != null) told.put("errors", List.of(Map.of("code", code, "title", "no")));
        return post(address, value("statuses", told), SECRET);
    }

    int says(String address, String from, String id, String text) throws Exception {
        open.add(from);
        return post(
                address,
                value(
                        "messages",
                        Map.of(
                                "from",
                                from,
                                "id",
                                id,
                                "timestamp",
                                Long.toString(clock.instant().getEpochSecond()),
                                "type",
                                "text",
                                "text",
                                Map.of("body", text))),
                SECRET);
    }

    private static Map<String, Object> value(String kind, Map<String, ?> one) {
        return Map.of(
                "object",
                "whatsapp_business_account",
                "entry",
                List.of(Map.of(
                        "id",
                        "1",
                        "changes",
                        List.of(Map.of(
                                "field",
                                "messages",
                                "value",
                                Map.of(
                                        "messaging_product",
                                        "whatsapp",
                                        "metadata",
                                        Map.of("phone_number_id", PHONE),
                                        kind,
                                        List.of(one)))))));
    }

    static int post(String address, Map<String, ?> body, String secret) throws Exception {
        String json = Json.write(body);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .header(
                                            "X-Hub-Signature-256",
                                            WhatsAppReports.signature(secret, json.getBytes(StandardCharsets.UTF_8)))
                                    .POST(HttpRequest.BodyPublishers.ofString(json))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
