package io.postlude.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postlude.browser.Chromium;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every template, filled to the brim, in a real browser. {@code -Dconsole.shots=folder} keeps pictures to look at. */
class ConsoleLookTest {
    private static final Map<String, String> PAGES = SamplePages.all();
    private static HttpServer server;
    private static Chromium chromium;

    @BeforeAll
    static void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", ConsoleLookTest::answer);
        server.start();
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
        server.stop(0);
    }

    @Test
    void every_page_reads_well_to_everyone_at_every_size_in_light_and_dark() {
        List<String> faults = new ArrayList<>();
        try (BrowserContext context = chromium.context()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    faults.add(page.url() + " console: " + message.text());
                }
            });
            PAGES.keySet().forEach(name -> {
                page.navigate("http://localhost:" + server.getAddress().getPort() + "/console/" + name);
                faults.addAll(PageLook.faults(page, name));
            });
        }
        assertEquals(List.of(), faults);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'self'; img-src 'self' data: https:; frame-src 'self'");
        byte[] body;
        if (path.startsWith(Assets.PATH)) {
            Assets.Asset asset = Assets.find(path.substring(Assets.PATH.length()));
            assertTrue(asset != null, path);
            exchange.getResponseHeaders().set("Content-Type", asset.type());
            body = asset.open().readAllBytes();
        } else {
            String page = PAGES.get(path.substring(path.lastIndexOf('/') + 1));
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            body = (page == null ? "" : page).getBytes(StandardCharsets.UTF_8);
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
