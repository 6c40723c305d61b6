package io.postlude.connectors;

import io.postlude.connectors.TwilioPeer.Behaviour;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.Providers;
import io.postlude.stores.Actor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A provider of SMS over HTTP for tests of the whole program. */
public final class SmsPeer implements AutoCloseable {
    private final TwilioPeer peer;

    public SmsPeer() throws IOException {
        peer = new TwilioPeer(InstantSource.system());
    }

    /** Through this one a store sends its SMS from now on. */
    public void enter(ChannelsModule channels, StoreId store) {
        var wanted = new Providers.Wanted("twilio", "SMS", ChannelsWorld.twilioValues(peer));
        var outcome = channels.providers().add(store, wanted, new Actor.Program("test"));
        if (!(outcome instanceof Providers.Outcome.Saved)) throw new IllegalStateException(outcome.toString());
    }

    /** This number is no number: nothing reaches it, ever. */
    public void refuse(String number) {
        peer.refuse(number, Behaviour.NO_SUCH_NUMBER);
    }

    /** What was taken for a number, in its order. */
    public List<String> said(String number) {
        return peer.taken.stream()
                .filter(one -> one.to().equals(number))
                .map(TwilioPeer.Taken::body)
                .toList();
    }

    /** How often a message was handed over, whatever was answered. */
    public int requests() {
        return peer.requests.get();
    }

    /** Tells the program at this port that the last text for a number reached it. */
    public void report(String number, int port) throws Exception {
        TwilioPeer.Taken last = peer.taken.stream()
                .filter(one -> one.to().equals(number))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        URI told = URI.create(last.callback());
        Map<String, List<String>> fields =
                Map.of("MessageSid", List.of(last.sid()), "MessageStatus", List.of("delivered"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + told.getRawPath()
                        + (told.getRawQuery() == null ? "" : "?" + told.getRawQuery())))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", TwilioReports.signature(TwilioPeer.TOKEN, last.callback(), fields))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "MessageSid=" + last.sid() + "&MessageStatus=delivered", StandardCharsets.UTF_8))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 204) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        peer.close();
    }
}
