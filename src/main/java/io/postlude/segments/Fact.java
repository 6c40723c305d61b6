package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is counted.
 *
 * @param ref what it is about, within its kind
 * @param told who it is about, as it was told
 * @param worth of an order, what went back taken off
 * @param returned the return a piece belongs to
 */
record Fact(
        Kind kind,
        long ref,
        CustomerId told,
        OrderId order,
        Instant at,
        int pieces,
        @Nullable Worth worth,
        boolean imported,
        @Nullable Long returned) {

    enum Kind {
        /** An order that stands. */
        ORDER,
        /** A piece that was announced to come back. */
        BACK,
        /** Pieces whose money went back, as the shop tells. */
        REFUND,
        /** An order that missed its delivery promise. */
        LATE
    }

    record Worth(long minor, String currency) {}
}
