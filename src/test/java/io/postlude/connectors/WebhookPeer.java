package io.postlude.connectors;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A merchant's program on this machine: checks each signature by the specification, keeps what was rightly signed. */
final class WebhookPeer implements AutoCloseable {
    record Heard(String id, String type, String body) {}

    /** How long it takes after it has a message and before it says so: long enough for a kill to come between. */
    volatile long millisEach;

    final List<Heard> heard = new CopyOnWriteArrayList<>();
    final List<String> unsigned = new CopyOnWriteArrayList<>();
    /** The answers to the next deliveries; 204 once the list is used up, -1 hangs up after taking it. */
    final Queue<Integer> answers = new ConcurrentLinkedQueue<>();

    private final HttpServer server;
    private final List<String> secrets = new CopyOnWriteArrayList<>();

    WebhookPeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", http -> {
            try (http) {
                String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String id = String.valueOf(http.getRequestHeaders().getFirst("webhook-id"));
                String time = http.getRequestHeaders().getFirst("webhook-timestamp");
                String given = String.valueOf(http.getRequestHeaders().getFirst("webhook-signature"));
                Integer answer = answers.poll();
                if (!isSigned(id + "." + time + "." + body, given)) {
                    unsigned.add(id);
                    http.sendResponseHeaders(401, -1);
                } else if (answer == null || answer == 204) {
                    keep(http.getRequestHeaders().getFirst("Content-Type"), id, body);
                    think();
                    http.sendResponseHeaders(204, -1);
                } else if (answer == -1) {
                    keep(http.getRequestHeaders().getFirst("Content-Type"), id, body);
                } else {
                    http.sendResponseHeaders(answer, -1);
                }
            }
        });
        server.start();
    }

    private void think() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millisEach));
    }

    private void keep(String type, String id, String body) {
        heard.add(new Heard(id, type, body));
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void expect(String whsec) {
        secrets.clear();
        alsoExpect(whsec);
    }

    /** For a second sender. */
    void alsoExpect(String whsec) {
        secrets.add(whsec);
    }

    private boolean isSigned(String text, String given) {
        return secrets.stream().anyMatch(secret -> isSigned(text, given, secret));
    }

    private static boolean isSigned(String text, String given, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            String made =
                    "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            return Arrays.asList(given.split(" ")).contains(made);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
