package io.postlude.deliveries;

import io.postlude.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store does about a delivery that goes wrong, what it gives for it, and what it lets the customer choose. */
public record Measures(List<Deed> deeds, @Nullable Gesture gesture, List<Choice> choices) {
    public static final Measures NONE = new Measures(List.of(), null, List.of());

    public Measures {
        deeds = List.copyOf(deeds);
        choices = List.copyOf(choices);
    }

    /** Something done, at a time, or promised by one. */
    public record Deed(Kind kind, Instant at) {
        /** Each has a sentence in every language; {@code LIMIT} and {@code ANSWER} name a time that is still to come. */
        public enum Kind {
            CARRIER_ASKED,
            SEARCH_STARTED,
            NEW_PARCEL,
            LIMIT,
            ANSWER,
            WE_WRITE
        }
    }

    /**
     * Given already, whatever the customer chooses.
     *
     * @param until the last day it is good for
     * @param code what the customer enters; with a voucher only
     */
    public record Gesture(
            Money amount,
            @Nullable LocalDate until,
            Way way,
            @Nullable String code) {
        public static final int CODE_LIMIT_CHARS = 60;

        public Gesture {
            if ((way == Way.VOUCHER) != (code != null)) {
                throw new IllegalArgumentException("A voucher has a code, and nothing else has");
            }
            if (code != null && (code.isBlank() || code.length() > CODE_LIMIT_CHARS)) {
                throw new IllegalArgumentException("A code has 1 to 60 characters");
            }
        }

        /** How the customer gets it. */
        public enum Way {
            /** It stands in their account and comes off the next order by itself. */
            CREDIT,
            VOUCHER,
            /** Back the way they paid. */
            REFUND
        }
    }

    /** A way out that the store offers now. */
    public enum Choice {
        WAIT,
        ADDRESS,
        PICKUP,
        CANCEL;

        /** As it stands in an address. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
