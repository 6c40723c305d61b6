package io.postlude.journeys;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;

/** What journeys did that others must know. The key is the order's id. */
public sealed interface JourneyEvent extends Event {
    OrderId order();

    @Override
    default long key() {
        return order().value();
    }

    /** A block stands on the page of an order from now on. */
    record BlockPlaced(StoreId store, TouchpointId touchpoint, OrderId order, Instant occurredAt)
            implements JourneyEvent {}
}
