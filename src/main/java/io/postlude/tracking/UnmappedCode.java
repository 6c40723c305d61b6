package io.postlude.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A raw code the shipped vocabularies do not know, or know only by its status.
 *
 * @param shownAs what it counts as while nobody decides
 * @param decided what the store decided it means; null while nobody has
 */
public record UnmappedCode(
        RawSource source,
        long seen,
        Instant firstSeen,
        Instant lastSeen,
        String exampleNumber,
        @Nullable String exampleMessage,
        StatusDetail shownAs,
        @Nullable StatusDetail decided) {

    /** Who says it: the provider, the carrier, and the code as {@link RawCode#canonical} prints it. */
    public record RawSource(String provider, String carrier, String code) {}
}
