package io.postlude.promises;

import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A promise as it stands. */
public record Promise(
        PromiseId id,
        OrderId order,
        @Nullable Long shipment,
        PromiseKind kind,
        PromisedWindow window,
        PromiseState state,
        @Nullable Instant settledAt) {}
