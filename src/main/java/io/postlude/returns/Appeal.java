package io.postlude.returns;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A customer who sees differently why a person looks at their return first, and what a person answered.
 *
 * @param answered null while nobody answered; its {@code until}: for one that was granted: the last day on which their score counts for nothing
 */
public record Appeal(
        ReturnId of,
        Instant askedAt,
        String words,
        @Nullable Answered answered) {
    public static final int WORDS_LIMIT_CHARS = 1_000;

    /** What a person said; {@code words} are for the customer. */
    public record Answered(
            Instant at,
            String by,
            String words,
            boolean granted,
            @Nullable LocalDate until) {}

    /** What staff answer: set the score aside until a day, or keep it; the words are for the customer. */
    public record Reply(boolean grants, @Nullable LocalDate until, String words, String by) {}
}
