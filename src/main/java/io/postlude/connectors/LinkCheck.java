package io.postlude.connectors;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks whether addresses in a message lead somewhere: each is called once, from outside this network's point of view. */
public final class LinkCheck {
    /** So many of one message are looked at. */
    public static final int MOST_LINKS = 10;

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private final OutsideHttp http;

    LinkCheck(OutsideHttp http) {
        this.http = http;
    }

    /** What came of looking: {@code works}, and why not or where it leads, in words. */
    public record Found(boolean works, String words) {}

    /** By address, in their order. */
    public Map<String, Found> look(List<String> addresses) {
        Map<String, Found> found = new LinkedHashMap<>();
        addresses.stream().distinct().limit(MOST_LINKS).forEach(address -> found.put(address, one(address)));
        return found;
    }

    private Found one(String address) {
        URI uri;
        try {
            uri = URI.create(address);
        } catch (IllegalArgumentException e) {
            return new Found(false, "it is no address");
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(String.valueOf(uri.getScheme())))
            return new Found(false, "it is no address of the web");
        return switch (http.send(OutsideHttp.Call.get(uri, Map.of("Accept", "text/html,*/*;q=0.8"), LIMIT))) {
            case OutsideHttp.Answer.Answered(int status, Map<String, String> headers, String _) ->
                new Found(status < 400, words(status, headers));
            case OutsideHttp.Answer.Unreachable(String reason) -> new Found(false, reason);
            case OutsideHttp.Answer.Lost(String reason) -> new Found(false, reason);
        };
    }

    private static String words(int status, Map<String, String> headers) {
        if (status < 300) return "it answers";
        if (status < 400) return "it leads on to " + headers.getOrDefault("location", "another address");
        return status == 404 || status == 410 ? "there is no such page" : "it answers with the fault " + status;
    }
}
