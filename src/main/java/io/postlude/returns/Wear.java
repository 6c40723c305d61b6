package io.postlude.returns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In what state a thing is, as the customer says; the store looks at it itself when it comes. */
public enum Wear {
    UNOPENED,
    /** Opened, and as new. */
    UNUSED,
    USED,
    BROKEN;

    /** As documents and programs write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Wear> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
