package io.postlude.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** An HTTP server on this machine that answers in JSON, and hangs up where it is told to. */
final class JsonPeer implements AutoCloseable {
    /** Answered, it closes the connection instead. */
    static final Object HANG_UP = new Object();

    /** Another status than 200. */
    record Status(int status, Object body) {}

    /** Answers a call: what becomes the JSON of the answer, a {@link Status}, or {@link #HANG_UP}. */
    interface Desk {
        Object answer(HttpExchange http, String body) throws IOException;
    }

    private final HttpServer server;

    JsonPeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    void at(String path, Desk desk) {
        server.createContext(path, http -> serve(http, desk));
    }

    void raw(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void serve(HttpExchange http, Desk desk) throws IOException {
        try (http) {
            String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Object answer = desk.answer(http, body);
            if (answer == HANG_UP) {
                http.getResponseBody().close();
                return;
            }
            Status status = answer instanceof Status told ? told : new Status(200, answer);
            write(http, status.status(), Json.write(status.body()).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A peer that closes later must be one that cannot be reached, not a kept connection that breaks in the middle. */
    static void write(HttpExchange http, int status, byte[] bytes) throws IOException {
        http.getResponseHeaders().set("Connection", "close");
        http.sendResponseHeaders(status, bytes.length);
        http.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
