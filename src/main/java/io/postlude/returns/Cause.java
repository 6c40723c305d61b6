package io.postlude.returns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a policy says no. */
public enum Cause {
    /** The window is over; it was open before. */
    TOO_LATE,
    FINAL_SALE,
    /** Hygiene goods, opened. */
    HYGIENE,
    DIGITAL,
    MADE_TO_ORDER,
    /** For this reason it is not taken back. */
    REASON,
    /** No rule fits and the policy refuses what no rule fits. */
    NO_RULE;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Cause> of(String word) {
        return Arrays.stream(values())
                .filter(cause -> cause.word().equals(word))
                .findFirst();
    }
}
