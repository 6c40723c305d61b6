package io.postlude.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A customer's pages read and their forms sent by hand, as a browser without script or somebody who forges them would. */
record PlainForms(String base) {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Commits a return of the only thing; its code. */
    String asked(String path) throws Exception {
        return asked(path, "label");
    }

    /** The same with another way back. */
    String asked(String path, String method) throws Exception {
        String page = get(path + "/return");
        String line = found(page, "name=\"line\" value=\"([^\"]+)\"");
        HttpResponse<String> done = post(
                path + "/return",
                List.of(
                        "do",
                        "commit",
                        "key",
                        found(page, "name=\"key\" value=\"([^\"]+)\""),
                        "line",
                        line,
                        "item",
                        line,
                        "reason-" + line,
                        "changed_mind",
                        "remedy-" + line,
                        "refund",
                        "method",
                        method));
        assertEquals(303, done.statusCode(), done.body());
        return found(done.headers().firstValue("location").orElseThrow(), "(RET-[A-Z0-9-]+)");
    }

    static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertTrue(matcher.find(), pattern + " in " + text);
        return matcher.group(1);
    }

    String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> page = CLIENT.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode(), page.body());
        assertFalse(page.body().contains("null"), page.body());
        return page.body();
    }

    int status(String path) throws IOException, InterruptedException {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    HttpResponse<String> post(String path, List<String> pairs) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < pairs.size(); i += 2)
            body.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(pairs.get(i), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(pairs.get(i + 1), StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    int upload(String path, byte[] file) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                "--sep\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(file);
        body.writeBytes("\r\n--sep--\r\n".getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "multipart/form-data; boundary=sep")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
