package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.postlude.kernel.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What became of one call to an interface that answers in JSON. */
sealed interface JsonReply {
    Duration LIMIT = Duration.ofSeconds(30);

    /** {@code body} is missing where it was no JSON. */
    record Said(int status, JsonNode body) implements JsonReply {
        boolean isGood() {
            return status / 100 == 2;
        }

        /** Our key is not taken, or they want fewer calls: surely nothing was done. */
        boolean isTurnedAway() {
            return status == 401 || status == 403 || status == 429;
        }
    }

    /** Nothing arrived there. */
    record NotReached(String why) implements JsonReply {}

    /** It may have arrived. */
    record Lost(String why) implements JsonReply {}

    static JsonReply get(OutsideHttp http, URI address, Map<String, String> headers) {
        return of(http.send(OutsideHttp.Call.get(address, headers, LIMIT)));
    }

    static JsonReply post(OutsideHttp http, URI address, Map<String, String> headers, JsonNode body) {
        return send("POST", http, new Sent(address, headers, body));
    }

    static JsonReply put(OutsideHttp http, URI address, Map<String, String> headers, JsonNode body) {
        return send("PUT", http, new Sent(address, headers, body));
    }

    /** What goes where. */
    record Sent(URI address, Map<String, String> headers, JsonNode body) {}

    private static JsonReply send(String method, OutsideHttp http, Sent sent) {
        Map<String, String> all = new TreeMap<>(sent.headers());
        all.put("Content-Type", "application/json");
        byte[] bytes = sent.body().toString().getBytes(StandardCharsets.UTF_8);
        return of(http.send(new OutsideHttp.Call(method, sent.address(), all, bytes, LIMIT)));
    }

    static JsonReply of(OutsideHttp.Answer answer) {
        return switch (answer) {
            case OutsideHttp.Answer.Answered(int status, Map<String, String> _, String body) ->
                new Said(status, json(body));
            case OutsideHttp.Answer.Unreachable(String reason) -> new NotReached(reason);
            case OutsideHttp.Answer.Lost(String reason) -> new Lost(reason);
        };
    }

    private static JsonNode json(String body) {
        try {
            JsonNode node = Json.MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
