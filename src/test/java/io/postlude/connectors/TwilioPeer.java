package io.postlude.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A provider of SMS on this machine that speaks Twilio's interface: checks each request, keeps what it took, reports signed. */
final class TwilioPeer implements AutoCloseable {
    static final String SID = "AC0123456789";
    static final String TOKEN = "hush-of-the-account";

    /** What it does with the next message; {@code TAKES} once the list is used up. */
    enum Behaviour {
        TAKES,
        TAKES_AND_HANGS_UP,
        HANGS_UP,
        ANSWERS_NONSENSE,
        BUSY,
        UNAVAILABLE,
        NO_SUCH_NUMBER,
        STOPPED,
        NO_ACCOUNT
    }

    /** A message it took. */
    record Taken(String sid, String to, String from, String body, String callback, String made) {}

    /** How long it takes after it has a message and before it says so: long enough for a kill to come between. */
    volatile long millisEach;

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Behaviour> byNumber = new ConcurrentHashMap<>();
    private final Queue<Behaviour> behaviours = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sids = new AtomicInteger();
    private final HttpServer server;
    private final InstantSource clock;

    /** {@code clock} says when messages were made. */
    TwilioPeer(InstantSource clock, Behaviour... behaviours) throws IOException {
        this.clock = clock;
        this.behaviours.addAll(List.of(behaviours));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/2010-04-01/Accounts/" + SID, this::serve);
        server.start();
    }

    /** What it does with every message to this number. */
    void refuse(String number, Behaviour behaviour) {
        byNumber.put(number, behaviour);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange http) throws IOException {
        try (http) {
            byte[] body = http.getRequestBody().readAllBytes();
            String login =
                    "Basic " + Base64.getEncoder().encodeToString((SID + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
            if (!login.equals(http.getRequestHeaders().getFirst("Authorization")))
                answer(http, 401, Map.of("code", 20003));
            else if (http.getRequestMethod().equals("GET")) list(http);
            else take(http, form(new String(body, StandardCharsets.UTF_8)));
        }
    }

    private void list(HttpExchange http) throws IOException {
        if (http.getRequestURI().getPath().endsWith(SID + ".json")) {
            answer(http, 200, Map.of("sid", SID));
            return;
        }
        asked.incrementAndGet();
        Map<String, String> query = form(http.getRequestURI().getRawQuery());
        List<Map<String, String>> messages = taken.stream()
                .filter(one -> one.to().equals(query.get("To")))
                .map(one -> Map.of("sid", one.sid(), "to", one.to(), "body", one.body(), "date_created", one.made()))
                .toList();
        answer(http, 200, Map.of("messages", messages));
    }

    private void take(HttpExchange http, Map<String, String> form) throws IOException {
        requests.incrementAndGet();
        Behaviour next = byNumber.get(form.getOrDefault("To", ""));
        if (next == null) next = behaviours.poll();
        Behaviour behaviour = next == null ? Behaviour.TAKES : next;
        switch (behaviour) {
            case TAKES -> {
                if (!form.keySet().containsAll(List.of("To", "From", "Body", "StatusCallback"))) {
                    answer(http, 400, Map.of("code", 21604));
                    return;
                }
                String sid = keep(form);
                think();
                answer(http, 201, Map.of("sid", sid, "status", "queued"));
            }
            case TAKES_AND_HANGS_UP -> {
                String _ = keep(form);
                http.getResponseBody().close(); // no answer
            }
            case HANGS_UP -> http.getResponseBody().close();
            case ANSWERS_NONSENSE -> {
                String _ = keep(form);
                http.sendResponseHeaders(200, 5);
                http.getResponseBody().write("<wat>".getBytes(StandardCharsets.UTF_8));
                http.getResponseBody().close();
            }
            case BUSY -> answer(http, 429, Map.of("code", 20429));
            case UNAVAILABLE -> answer(http, 503, Map.of());
            case NO_SUCH_NUMBER -> answer(http, 400, Map.of("code", 21211, "message", "not a number"));
            case STOPPED -> answer(http, 400, Map.of("code", 21610));
            case NO_ACCOUNT -> answer(http, 403, Map.of("code", 20003));
        }
    }

    private String keep(Map<String, String> form) {
        String sid = "SM" + String.format("%032x", sids.incrementAndGet() + System.identityHashCode(this) * 100_000L);
        taken.add(new Taken(
                sid,
                form.getOrDefault("To", ""),
                form.getOrDefault("From", ""),
                form.getOrDefault("Body", ""),
                form.getOrDefault("StatusCallback", ""),
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC))));
        return sid;
    }

    private void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    private static void answer(HttpExchange http, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new TreeMap<>();
        for (String part : text.split("&")) {
            String[] pair = part.split("=", 2);
            form.put(decode(pair[0]), pair.length < 2 ? "" : decode(pair[1]));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Calls back as they do; answers the status and body it got. */
    static HttpResponse<String> report(String address, Map<String, String> form, String token) throws Exception {
        Map<String, List<String>> fields = new TreeMap<>();
        form.forEach((name, value) -> fields.put(name, List.of(value)));
        String body = form.entrySet().stream()
                .map(e -> e.getKey() + "=" + java.net.URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", TwilioReports.signature(token, address, fields))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Who got what, once each. */
    List<String> heard() {
        return new ArrayList<>(
                taken.stream().map(one -> one.to() + " " + one.body()).sorted().toList());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
