package io.postlude.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates foreign status words into the canonical ones.
 *
 * <p>Every foreign list is open: the pair of status and sub-status is looked up first, then the sub-status under any
 * status, then the status alone. What none of them knows becomes {@code IN_TRANSIT.generic} and is marked as unmapped,
 * so that it is counted and can be mapped later. A store's own decisions go before the shipped vocabularies.
 */
public final class StatusMapping {

    /** Sources that speak the canonical vocabulary itself. */
    private static final Set<String> CANONICAL_SOURCES = Set.of("api", "import");

    private static final List<String> PROVIDERS =
            List.of("aftership", "easypost", "17track", "shippo", "karrio", "shopify");

    private static final String ANY = "*";
    private static final String NONE = "-";
    private static final Map<String, StatusDetail> CANONICAL = canonicalWords();

    private final Map<String, Map<String, StatusDetail>> vocabularies = new HashMap<>();

    /** The shipped vocabularies. */
    public StatusMapping() {
        for (String provider : PROVIDERS) {
            vocabularies.put(provider, read("/tracking-vocabularies/" + provider + ".tsv"));
        }
        CANONICAL_SOURCES.forEach(source -> vocabularies.put(source, CANONICAL));
    }

    /** What a raw code means; never empty, because a parcel with an unknown word is still somewhere. */
    public Reading read(String provider, RawCode code) {
        Map<String, StatusDetail> words = vocabularies.getOrDefault(provider, Map.of());
        String status = key(code.status());
        String sub = code.sub() == null ? NONE : key(code.sub());
        StatusDetail exact = firstOf(words.get(pair(status, sub)), words.get(pair(ANY, sub)));
        if (exact != null) {
            return new Reading(exact, Certainty.EXACT);
        }
        StatusDetail byStatus = words.get(pair(status, NONE));
        return byStatus != null
                ? new Reading(byStatus, Certainty.BY_STATUS)
                : new Reading(StatusDetail.IN_TRANSIT_GENERIC, Certainty.UNMAPPED);
    }

    /** The canonical word, where an API caller or a file names it: {@code STATUS.detail}, or the status alone. */
    public static Optional<StatusDetail> canonical(String word) {
        return Optional.ofNullable(CANONICAL.get(pair(key(word), NONE)));
    }

    /** How sure a translation is. */
    public enum Certainty {
        EXACT,
        /** The status is known, its sub-status is not. */
        BY_STATUS,
        UNMAPPED
    }

    /** A translated code. */
    public record Reading(StatusDetail detail, Certainty certainty) {}

    private static @Nullable StatusDetail firstOf(@Nullable StatusDetail first, @Nullable StatusDetail second) {
        return first == null ? second : first;
    }

    private static Map<String, StatusDetail> canonicalWords() {
        Map<String, StatusDetail> words = new HashMap<>();
        for (StatusDetail detail : StatusDetail.values()) {
            words.put(pair(key(detail.code()), NONE), detail);
            words.putIfAbsent(pair(key(detail.status().name()), NONE), detail);
            String sub = detail.code().substring(detail.code().indexOf('.') + 1);
            words.put(pair(key(detail.status().name()), key(sub)), detail);
        }
        return Map.copyOf(words);
    }

    private static Map<String, StatusDetail> read(String resource) {
        try (InputStream in = Objects.requireNonNull(StatusMapping.class.getResourceAsStream(resource), resource)) {
            Map<String, StatusDetail> words = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .forEach(row -> words.put(
                            pair(key(row[0]), key(row[1])),
                            StatusDetail.ofCode(row[2])
                                    .orElseThrow(() -> new IllegalStateException(resource + ": no detail " + row[2]))));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pair(String status, String sub) {
        return status + '\t' + sub;
    }

    private static String key(String word) {
        return word.strip().toLowerCase(Locale.ROOT);
    }
}
