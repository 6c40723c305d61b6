package io.postlude.loyalty;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to rewards. The code itself is never told here: who has it has the money. */
public sealed interface RewardEvent extends Event {
    PoolId pool();

    /** {@code order} is the one it was given for, where it was given for one. */
    record RewardGiven(
            StoreId store,
            RewardId reward,
            PoolId pool,
            @Nullable CustomerId customer,
            @Nullable OrderId order,
            Instant occurredAt)
            implements RewardEvent {
        @Override
        public long key() {
            return order == null ? reward.value() : order.value();
        }
    }

    /** {@code order} carries the code. That it would not have been placed without is not said. */
    record RewardUsed(StoreId store, RewardId reward, PoolId pool, OrderId order, Instant occurredAt)
            implements RewardEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** Fewer codes are left than staff wanted; told once until the pool is filled up. */
    record PoolRanLow(StoreId store, PoolId pool, String name, int left, Instant occurredAt) implements RewardEvent {
        @Override
        public long key() {
            return pool.value();
        }
    }
}
