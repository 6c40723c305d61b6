package io.postlude.returns;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a thing gets back. */
public enum Method {
    /** The store's label, printed by the customer. */
    LABEL(true),
    /** A code on the telephone; the counter prints. */
    DROP_OFF(true),
    /** The carrier comes for it at a time that was chosen. */
    PICKUP(true),
    /** The customer's own carrier, at their own cost; they tell the number. */
    OWN_CARRIER(false),
    IN_STORE(false),
    /** It does not come back. */
    KEEP(false);

    private final boolean paidByStore;

    Method(boolean paidByStore) {
        this.paidByStore = paidByStore;
    }

    /** Whether the store pays the carrier: only then a fee may be asked. */
    public boolean isPaidByStore() {
        return paidByStore;
    }

    /** Whether a parcel travels. */
    public boolean travels() {
        return this != IN_STORE && this != KEEP;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Method> of(String word) {
        return Arrays.stream(values())
                .filter(method -> method.word().equals(word))
                .findFirst();
    }
}
