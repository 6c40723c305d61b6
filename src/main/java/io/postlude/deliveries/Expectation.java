package io.postlude.deliveries;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a parcel should come, as far as one can say: a window, how likely each of its days is, and what changed it.
 *
 * @param from the first day of the window, included
 * @param to the last day of the window, included
 * @param chances in the order of days; empty where only the window is known
 * @param cause what moved it away from the promise; absent where nothing did, or nobody knows
 */
public record Expectation(
        LocalDate from,
        LocalDate to,
        List<Chance> chances,
        @Nullable Cause cause) {
    /** From here up one day may be called the most likely one (1 in 2, with what rounding takes). */
    private static final double LIKELY = 0.45;

    private static final double HALF = 0.5;

    public Expectation {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A window ends after it begins, not " + from + " to " + to);
        }
        chances = chances.stream().sorted(Comparator.comparing(Chance::day)).toList();
    }

    /** How likely it is to come on a day, from 0 to 1. */
    public record Chance(LocalDate day, double share) {
        public Chance {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("A chance is between 0 and 1, not " + share);
            }
        }
    }

    /** What moved a parcel away from its promise; {@code told} is what the store itself says about it, in the customer's language. */
    public record Cause(Kind kind, @Nullable String told) {
        public static Cause of(Kind kind) {
            return new Cause(kind, null);
        }

        /** Each has a sentence in every language. */
        public enum Kind {
            WEATHER,
            STRIKE,
            CUSTOMS,
            SORTING,
            LATE_START,
            MANY_PARCELS,
            HOLIDAY,
            CARRIER,
            NO_SCAN
        }
    }

    /** The one day that is likelier than all others together, or nearly so; empty where no day stands out. */
    public Optional<LocalDate> likely() {
        return chances.stream()
                .max(Comparator.comparingDouble(Chance::share))
                .filter(best -> best.share() >= LIKELY)
                .map(Chance::day);
    }

    /** Half of all chances lie on this day or before it; the last day of the window where there are no chances. */
    public LocalDate median() {
        double sum = 0;
        for (Chance chance : chances) {
            sum += chance.share();
            if (sum >= HALF) {
                return chance.day();
            }
        }
        return to;
    }
}
