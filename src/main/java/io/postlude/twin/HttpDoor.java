package io.postlude.twin;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends to this very server over HTTP, some at once, and waits as long as it is told to. */
final class HttpDoor implements Door, AutoCloseable {
    private static final int AT_ONCE = 24;
    private static final int TRIES = 30;
    private static final int NOT_THERE = 404;
    private static final String QUESTIONS = "/api/v1/contacts/";
    private static final String PARCELS = "/api/v1/shipments/";
    private static final int NOT_KNOWN_YET = 422;
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;

    private final URI server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService senders = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().name("twin-", 0).daemon().factory());

    HttpDoor(URI server) {
        this.server = server;
    }

    @Override
    public void deliver(List<Sending> sendings) {
        try {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (Sending sending : sendings) answers.add(senders.submit(() -> send(sending)));
            for (int i = 0; i < answers.size(); i++)
                check(sendings.get(i), answers.get(i).get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the twin could not send", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the twin was sending", e);
        }
    }

    /** Asks, and hears what was answered; a refusal is an answer too. */
    Reply ask(Sending sending) {
        try {
            HttpResponse<String> answer = send(sending);
            String next = answer.headers()
                    .firstValue("Link")
                    .map(link -> link.replaceFirst("^</api/v1/", "").replaceFirst(">.*$", ""))
                    .orElse("");
            return new Reply(answer.statusCode(), Json.MAPPER.readTree(answer.body()), next);
        } catch (IOException e) {
            throw new IllegalStateException("the twin could not ask", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the twin was asking", e);
        }
    }

    /** What came back; {@code next} is the page after it, or empty. */
    record Reply(int status, JsonNode body, String next) {
        boolean isDone() {
            return status / 100 == 2;
        }
    }

    private static void check(Sending sending, HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2)
            throw new IllegalStateException("what the twin sent to " + sending.path() + " was answered with "
                    + answer.statusCode() + " " + answer.body());
    }

    /**
     * A server that is busy says how long; a real sender waits too. A parcel may be told of while its order still waits in the
     * inbox to be worked, and an answer while its question is still on the way: they are told again.
     */
    private HttpResponse<String> send(Sending sending) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            HttpResponse<String> answer = client.send(request(sending), HttpResponse.BodyHandlers.ofString());
            boolean early = isEarly(answer.statusCode(), sending.path());
            boolean again = early || answer.statusCode() == TOO_MANY || answer.statusCode() == BUSY;
            if (!again || tried == TRIES) return answer;
            String after = answer.headers().firstValue("Retry-After").orElse("1");
            Thread.sleep(Duration.ofSeconds(after.matches("[0-9]{1,2}") ? Long.parseLong(after) : 1));
        }
    }

    private static boolean isEarly(int status, String path) {
        return switch (status) {
            case NOT_KNOWN_YET -> path.startsWith(PARCELS);
            case NOT_THERE -> path.startsWith(QUESTIONS);
            default -> false;
        };
    }

    private HttpRequest request(Sending sending) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(sending.path()))
                .timeout(Duration.ofSeconds(60))
                .method(sending.method(), HttpRequest.BodyPublishers.ofByteArray(sending.body()));
        sending.headers().forEach(request::header);
        return request.build();
    }

    @Override
    public void close() {
        senders.shutdownNow();
        client.close();
    }
}
