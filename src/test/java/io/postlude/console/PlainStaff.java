package io.postlude.console;

import io.postlude.stores.SignIn;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** One of the staff, by plain requests without a browser. */
record PlainStaff(String url, SignIn.Outcome.SignedIn who) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static PlainStaff signedIn(ConsoleGround ground, String email) {
        var visitor = new SignIn.Visitor("203.0.113.7", "test");
        return new PlainStaff(ground.url, (SignIn.Outcome.SignedIn)
                ground.stores.signIn().signIn(email, ConsoleGround.PASSWORD, visitor));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Cookie", "postlude_staff=" + who.token())
                .header("Sec-Fetch-Site", "same-origin");
    }

    static HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return sent(request(path));
    }

    /** A form of theirs, with its token. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return sent(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "_token=" + who.session().formToken() + "&" + form)));
    }

    /** The word that the page is opened with after a form: what became of it. */
    String done(String path, Map<String, String> fields) {
        String to = post(path, fields).headers().firstValue("Location").orElse("");
        return to.substring(to.indexOf('=') + 1);
    }
}
