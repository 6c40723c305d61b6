package io.postlude.promises;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is foreseen for an open promise.
 *
 * @param chance of missing the promised time, between 0 and 1
 * @param window when it will probably be fulfilled, where that can be said
 * @param byDay how likely it is fulfilled on each day, where that can be said
 * @param seenAt the moment the forecast is of: an older one never replaces a newer
 * @param replayed whether it is history read again, which nobody is to hear of
 */
public record Outlook(
        StoreId store,
        PromiseId promise,
        double chance,
        @Nullable Expected window,
        @Nullable Likelihoods byDay,
        RiskCause cause,
        Instant seenAt,
        boolean replayed) {

    public Outlook {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance lies between 0 and 1: " + chance);
        }
    }

    /** Three days in the customer's zone: hardly before the first, most likely the second, hardly after the third. */
    public record Expected(LocalDate earliest, LocalDate likely, LocalDate latest) {
        public Expected {
            if (earliest.isAfter(likely) || likely.isAfter(latest)) {
                throw new IllegalArgumentException(
                        "a window runs from earliest to latest: %s, %s, %s".formatted(earliest, likely, latest));
            }
        }
    }

    /**
     * Chances of the days from {@code first} on, each between 0 and 1, together at most 1; what is missing comes later.
     *
     * @param first a day in the customer's zone
     */
    public record Likelihoods(LocalDate first, List<Double> chances) {
        public Likelihoods {
            chances = List.copyOf(chances);
            if (chances.stream().anyMatch(chance -> !(chance >= 0 && chance <= 1))) {
                throw new IllegalArgumentException("a chance lies between 0 and 1: " + chances);
            }
        }
    }
}
