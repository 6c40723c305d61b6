package io.postlude.twin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What Postlude has told a person, by their address. */
@FunctionalInterface
interface Heard {
    /** In the order of time. */
    List<Word> by(String email);

    /** Nobody is told anything. */
    static Heard nothing() {
        return email -> List.of();
    }

    /** One message. */
    record Word(Instant at, String kind) {
        /** Whether it owned up to a delay or a fault. */
        boolean ownsUp() {
            String word = kind.toLowerCase(Locale.ROOT);
            return word.contains("late")
                    || word.contains("stall")
                    || word.contains("delay")
                    || word.contains("problem");
        }

        boolean reminds() {
            return kind.toLowerCase(Locale.ROOT).contains("replenish");
        }

        boolean asksForReview() {
            return kind.toLowerCase(Locale.ROOT).contains("review");
        }
    }
}
