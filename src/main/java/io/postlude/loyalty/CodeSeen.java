package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One code of a pool, or one time the code of everybody was given, and what became of it.
 *
 * @param customer whose it is; null: nobody's, or nobody's any more
 * @param givenAt null: not given
 * @param order the first order that stands and carries it
 */
public record CodeSeen(
        String code,
        State state,
        @Nullable CustomerId customer,
        @Nullable Instant givenAt,
        @Nullable LocalDate until,
        @Nullable OrderId order) {

    /** What one person was given: of which pool, by its key and name, and what it is worth. */
    public record Given(String pool, String name, Worth worth, CodeSeen code) {}

    public enum State {
        /** Nobody has it. */
        LEFT,
        /** Given, still good, and no order carries it. */
        GIVEN,
        USED,
        EXPIRED,
        /** Came with an order before it was given. */
        SPENT
    }
}
