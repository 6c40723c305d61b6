package io.postlude.flows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Journeys to start from: documents like any other, which a store saves as its own, changes and publishes. */
public final class Ready {
    private static final List<String> KEYS = List.of(
            "thank-you",
            "thank-you-reward",
            "delay-apology",
            "check-in",
            "how-to-use",
            "product-registration",
            "review-request",
            "referral",
            "survey",
            "new-content",
            "replenishment",
            "birthday",
            "anniversary",
            "win-back",
            "tier-reached",
            "points-expiring");

    private Ready() {}

    /** By their keys, in the order of the customer's way. */
    public static Map<String, String> documents() {
        Map<String, String> documents = new LinkedHashMap<>();
        for (String key : KEYS) documents.put(key, read("/flows/ready/" + key + ".json"));
        return documents;
    }

    /** The JSON Schema of documents, for editors. */
    public static String schema() {
        return read("/flows/journey.schema.json");
    }

    private static String read(String path) {
        try (InputStream in = Objects.requireNonNull(Ready.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
