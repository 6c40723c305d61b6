package io.postlude.app;

import io.postlude.app.HookDeliveries.Delivery;
import io.postlude.stores.Source;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A shop and a tracker that send as real ones do: until they hear yes, and now and then once more after that. */
final class HookSenders {
    private static final int CONNECTIONS = 6;
    private static final int EVERY_NTH_TWICE = 7;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Map<Source, String> paths;
    private final Queue<Delivery> unanswered = new ConcurrentLinkedQueue<>();
    private final List<Thread> senders = new ArrayList<>();

    HookSenders(Map<Source, String> paths) {
        this.paths = paths;
    }

    void offer(List<Delivery> deliveries) {
        for (int i = 0; i < deliveries.size(); i++) {
            unanswered.add(deliveries.get(i));
            if (i % EVERY_NTH_TWICE == 0) unanswered.add(deliveries.get(i));
        }
    }

    /** Begins to send; each connection ends when nothing is left or the server is gone. */
    void send(URI server) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < CONNECTIONS; i++) senders.add(Thread.ofVirtual().start(() -> sendOneByOne(client, server)));
    }

    private void sendOneByOne(HttpClient client, URI server) {
        for (Delivery delivery = unanswered.poll(); delivery != null; delivery = unanswered.poll()) {
            if (isTaken(client, server, delivery)) continue;
            unanswered.add(delivery);
            return;
        }
    }

    private boolean isTaken(HttpClient client, URI server, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        server.resolve(Objects.requireNonNull(paths.get(delivery.source()))))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        delivery.headers().forEach(request::header);
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status < 500 && status != 200) throw new IllegalStateException("answered " + status);
            return status == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until each connection has ended; how many deliveries are still to be sent. */
    int join() throws InterruptedException {
        for (Thread sender : senders) sender.join();
        senders.clear();
        return unanswered.size();
    }
}
