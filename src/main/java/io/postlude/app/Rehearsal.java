package io.postlude.app;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/** Asks a started server for one page of each kind, so that what a first visitor needs is in the start-up cache. */
final class Rehearsal {
    private static final List<String> PAGES =
            List.of("/healthz", "/readyz", "/console/sign-in", "/api", "/track", "/no-such-page");

    private Rehearsal() {}

    static void run(int port) throws IOException {
        for (String page : PAGES) {
            URI uri = URI.create("http://127.0.0.1:" + port + page);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("Accept", "text/html");
            System.out.println(page + " " + connection.getResponseCode());
            connection.disconnect();
        }
    }
}
