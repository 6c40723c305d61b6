package io.postlude.texts;

import io.postlude.kernel.Problem.FieldError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Texts to start from, in five languages. */
final class Library {
    /** One file each under {@code texts/library}. */
    static final List<String> KEYS = List.of(
            "thank-you",
            "thank-you-reward",
            "delay-apology",
            "check-in",
            "review-request",
            "review-reminder",
            "replenishment",
            "birthday",
            "anniversary",
            "win-back",
            "how-to-use",
            "product-registration",
            "referral-invitation",
            "survey",
            "new-content",
            "tier-reached",
            "points-expiring",
            "event-invitation",
            "return-asked",
            "return-ready",
            "return-refused",
            "return-to-pay",
            "return-pay-soon",
            "return-on-its-way",
            "return-here",
            "return-inspected",
            "return-refunded",
            "return-credited",
            "return-exchanged",
            "return-after");

    private static final class Loaded {
        static final Map<String, Texts.Found> TEXTS = load();
    }

    private Library() {}

    static Map<String, Texts.Found> texts() {
        return Loaded.TEXTS;
    }

    static Optional<Texts.Found> find(String key) {
        return Optional.ofNullable(texts().get(key));
    }

    private static Map<String, Texts.Found> load() {
        Map<String, Texts.Found> texts = new TreeMap<>();
        for (String key : KEYS) {
            String source = read(key);
            switch (TextParser.read(source)) {
                case TextParser.Good(TextDocument document) -> texts.put(key, new Texts.Found(document, 0, source));
                case TextParser.Bad(List<FieldError> errors) ->
                    throw new IllegalStateException("library text " + key + ": " + errors.getFirst());
            }
        }
        return texts;
    }

    private static String read(String key) {
        String path = "/texts/library/" + key + ".json";
        try (InputStream in = Objects.requireNonNull(Library.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
