package io.postlude.returns;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;

/** What shops tell of returns that were made there. */
public sealed interface ShopReturnEvent extends Event {
    /** Something about it is other than it was: its state, or what is in it. */
    record ShopReturnChanged(
            StoreId store, ShopReturnId returned, OrderId order, ShopReturn.State state, Instant occurredAt)
            implements ShopReturnEvent {
        @Override
        public long key() {
            return order.value();
        }
    }
}
