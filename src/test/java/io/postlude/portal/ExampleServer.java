package io.postlude.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postlude.deliveries.Days;
import io.postlude.deliveries.Language;
import io.postlude.deliveries.OrderFacts;
import io.postlude.deliveries.Scene;
import io.postlude.deliveries.Words;
import io.postlude.stores.Brand;
import io.postlude.stores.DemoBrands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves every page in every state for a browser: {@code /page/{brand}/{language}/{state}}, with the real headers. */
final class ExampleServer implements AutoCloseable {
    static final List<String> OTHER_PAGES =
            List.of("lookup", "lookup-wrong", "lookup-busy", "answer", "nothing", "broken");
    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private final Assets assets = new Assets();
    private final Pages pages = new Pages();
    private final HttpServer server;

    ExampleServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static Brand brand(String slug) {
        return slug.equals("volt-9") ? DemoBrands.volt9() : DemoBrands.marenAndPine();
    }

    String url(String slug, Language language, String state) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/page/" + slug + "/" + language.code() + "/"
                + state;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 4);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        if (path[0].equals("page")) {
            send(exchange, "text/html; charset=utf-8", page(path[1], Language.of(path[2]), path[3]));
        } else if (path[0].equals("t")) {
            send(exchange, "text/event-stream", ": nothing new\n\n".getBytes(StandardCharsets.UTF_8));
        } else if (path[0].equals("s") && path[2].startsWith("brand-")) {
            var store = new FrameWriter.StoreFace(path[1], brand(path[1]));
            send(exchange, "text/css", store.css(assets).getBytes(StandardCharsets.UTF_8));
        } else {
            String file = exchange.getRequestURI()
                    .getPath()
                    .replaceFirst("/assets/portal/", "")
                    .replaceFirst(assets.version() + "/", "");
            Asset asset = assets.find(file);
            send(exchange, asset == null ? "text/plain" : asset.type(), asset == null ? null : asset.bytes());
        }
    }

    private byte[] page(String slug, Language language, String state) {
        Brand brand = brand(slug);
        var store = new FrameWriter.StoreFace(slug, brand);
        Words words = store.words(language);
        var frames = new FrameWriter(store, words, assets);
        var notices = new NoticeWriter(store, words, frames);
        OrderFacts order = Examples.all(brand).get(state);
        if (order != null) {
            var days = new Days(words, Examples.ZONE, Examples.NOW);
            return pages.tracking(
                    new TrackingWriter(Examples.told(state, Scene.of(words, days, brand, order)), frames, "/t/abc")
                            .write());
        }
        return switch (state) {
            case "lookup" -> pages.lookup(notices.lookup(LookupPage.Field.EMPTY, LookupPage.Field.EMPTY));
            case "lookup-wrong" ->
                pages.lookup(notices.lookup(
                        new LookupPage.Field("MP 10482 !", words.get("lookup.number.wrong")),
                        new LookupPage.Field("anna", words.get("lookup.email.wrong"))));
            case "lookup-busy" ->
                pages.lookup(notices.busy(
                        new LookupPage.Field("MP-10482", null), new LookupPage.Field("anna@example.org", null), 12));
            case "answer" -> pages.notice(notices.answer());
            case "nothing" -> pages.notice(notices.nothing());
            default -> pages.notice(notices.broken("/t/abc"));
        };
    }

    private static void send(HttpExchange exchange, String type, byte @Nullable [] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static Map<String, OrderFacts> states() {
        return Examples.all(DemoBrands.marenAndPine());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
