package io.postlude.deliveries;

import io.postlude.customers.CustomerId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time somebody had to ask about an order.
 *
 * @param key the same key in the same store is the same contact
 * @param words what they wrote, at most 4,000 characters
 */
public record Contact(
        String key,
        @Nullable OrderId order,
        @Nullable CustomerId customer,
        Cause cause,
        Channel channel,
        @Nullable String words,
        Instant at) {
    public static final int WORDS_LIMIT_CHARS = 4_000;
    /** How the key of a matter begins that a journey opens for staff: it stays open until somebody says it is answered. */
    public static final String JOURNEY_KEY = "journey:";

    private static final int KEY_LIMIT_CHARS = 200;

    public Contact {
        if (key.isBlank() || key.length() > KEY_LIMIT_CHARS) {
            throw new IllegalArgumentException("A contact's key has 1 to 200 characters");
        }
        if (words != null && words.length() > WORDS_LIMIT_CHARS) {
            throw new IllegalArgumentException("What was asked has at most 4,000 characters");
        }
    }

    public enum Cause {
        WHERE_IS_IT,
        LATE,
        NOT_ARRIVED,
        DAMAGED,
        WRONG_ADDRESS,
        CANCEL,
        RETURN,
        OTHER;

        /** "Where is my order?", in the sense of the trade's figure. */
        public boolean isWismo() {
            return this == WHERE_IS_IT || this == LATE || this == NOT_ARRIVED;
        }
    }

    public enum Channel {
        PAGE,
        EMAIL,
        PHONE,
        CHAT,
        SOCIAL,
        STORE,
        OTHER;

        /** Whoever asks in writing waits for a reply; on the telephone they have it. */
        public boolean isWritten() {
            return this == PAGE || this == EMAIL || this == CHAT || this == SOCIAL;
        }
    }
}
