package io.postlude.promises;

import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A promise as it stands.
 *
 * @param order the order it is about, where it is about one
 * @param reference what its maker calls it, where it has such a name
 */
public record Promise(
        PromiseId id,
        @Nullable OrderId order,
        @Nullable Long shipment,
        PromiseKind kind,
        PromisedWindow window,
        PromiseState state,
        @Nullable Instant settledAt,
        @Nullable PromiseReference reference) {}
