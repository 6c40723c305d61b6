package io.postlude.claims;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the customer would like best. */
public enum ClaimWish {
    ANY,
    REFUND,
    REPLACE,
    REPAIR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ClaimWish> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
