package io.postlude.claims;

import io.postlude.returns.Remedy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done about a claim. */
public enum Outcome {
    /** The whole price, to the means it was paid with. */
    REFUND,
    /** A part of the price; the thing stays. */
    PART,
    /** The whole price, to spend in the store. */
    CREDIT,
    /** The same thing again. */
    REPLACE,
    REPAIR,
    REFUSE;

    /** How the books of returns call it; empty where no money moves. */
    Optional<Remedy.Kind> remedy() {
        return switch (this) {
            case REFUND -> Optional.of(Remedy.Kind.REFUND);
            case PART -> Optional.of(Remedy.Kind.KEEP);
            case CREDIT -> Optional.of(Remedy.Kind.CREDIT);
            case REPLACE -> Optional.of(Remedy.Kind.EXCHANGE);
            case REPAIR, REFUSE -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Outcome> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
