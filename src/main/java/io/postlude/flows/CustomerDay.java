package io.postlude.flows;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A day of a customer's that can let them into a journey. The name stays in documents for ever. */
public enum CustomerDay {
    /** Every year; who was born on 29 February has it on the 28th where there is no 29th. */
    BIRTHDAY("their birthday"),
    /** The day of their first order, every year after it. */
    FIRST_ORDER("the anniversary of their first order"),
    /** The day of their last order, once: the next order makes it another day. */
    LAST_ORDER("the day of their last order");

    private final String words;

    CustomerDay(String words) {
        this.words = words;
    }

    /** For staff. */
    public String words() {
        return words;
    }

    /** As documents write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CustomerDay> of(String code) {
        return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
    }
}
