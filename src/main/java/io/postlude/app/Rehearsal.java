package io.postlude.app;

import io.postlude.connectors.ImportKind;
import io.postlude.connectors.Importers;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the start-up cache is made from: Java remembers what it loaded and linked, and which code was busy, so that the next
 * start compiles that first. So one page of each kind is asked for, and in full also some days of the demo and an import.
 */
final class Rehearsal {
    private static final List<String> PAGES =
            List.of("/healthz", "/readyz", "/console/sign-in", "/api", "/track", "/no-such-page");
    private static final Duration DEMO_PAST = Duration.ofDays(6);

    private Rehearsal() {}

    static void pages(int port) throws IOException {
        for (String page : PAGES) {
            HttpURLConnection connection =
                    (HttpURLConnection) server(port).resolve(page).toURL().openConnection();
            connection.setRequestProperty("Accept", "text/html");
            System.out.println(page + " " + connection.getResponseCode());
            connection.disconnect();
        }
    }

    /** On a database of its own, which is thrown away; {@code product} is one for a demo. */
    static void all(Ground ground, Product product, Path folder) throws IOException {
        int port = product.start();
        pages(port);
        try {
            product.twin.ifPresent(twin -> twin.begin(server(port), DEMO_PAST));
        } catch (IllegalStateException e) {
            System.out.println("the demo was cut short: " + e.getMessage()); // what was learned until then counts
        }
        RehearsalFiles.write(folder);
        Importers importers = new Importers(new Importers.Parts(
                ground.database, product.orders, product.promises, product.tracking, folder.resolve("faults")));
        var report = importers.run(
                ImportKind.OLIST, folder, ImportCommand.olist(product.stores.stores()), (orders, share) -> {});
        System.out.println(report.orders().all() + " orders taken");
    }

    private static URI server(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
