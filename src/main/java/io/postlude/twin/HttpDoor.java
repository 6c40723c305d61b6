package io.postlude.twin;

import io.postlude.kernel.Secrets;
import io.postlude.stores.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Posts AfterShip's webhooks to this very server, signed as AfterShip signs. */
public record HttpDoor(URI server) implements DemoDoor {
    private static final int AT_ONCE = 16;

    @Override
    public void deliver(Connection connection, List<byte[]> bodies) {
        URI hook = server.resolve("/hooks/" + connection.source().word() + "/" + connection.pathToken());
        String secret = connection.secrets().getFirst().value();
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (byte[] body : bodies) answers.add(senders.submit(() -> post(client, hook, secret, body)));
            for (Future<Integer> answer : answers)
                if (answer.get() / 100 != 2)
                    throw new IllegalStateException("a webhook of the demo was answered with " + answer.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a webhook of the demo could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the demo was filled", e);
        }
    }

    private static int post(HttpClient client, URI hook, String secret, byte[] body)
            throws IOException, InterruptedException {
        byte[] digest = Secrets.hmac(secret.getBytes(StandardCharsets.UTF_8), body);
        HttpRequest request = HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("aftership-hmac-sha256", Base64.getEncoder().encodeToString(digest))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
