package io.postlude.promises;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happens to promises. */
public sealed interface PromiseEvent extends Event {

    PromiseId promise();

    @Nullable
    OrderId order();

    @Override
    default long key() {
        OrderId order = order();
        return order == null ? promise().value() : order.value();
    }

    record PromiseMade(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            @Nullable Long shipment,
            PromiseKind kind,
            Instant dueBy,
            Instant occurredAt)
            implements PromiseEvent {}

    /** @param occurredAt when it was fulfilled */
    record PromiseKept(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            PromiseKind kind,
            Instant occurredAt,
            boolean replayed)
            implements PromiseEvent {}

    /** @param occurredAt the end of the promised window */
    record PromiseBroken(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            PromiseKind kind,
            Instant occurredAt,
            boolean replayed)
            implements PromiseEvent {}

    record PromiseReleased(
            StoreId store, PromiseId promise, @Nullable OrderId order, PromiseKind kind, Instant occurredAt)
            implements PromiseEvent {}

    /** The proof that it was kept turned out false. */
    record PromiseReopened(
            StoreId store, PromiseId promise, @Nullable OrderId order, PromiseKind kind, Instant occurredAt)
            implements PromiseEvent {}

    /**
     * The chance of missing it has passed the store's threshold while there is still time to do something.
     *
     * @param chance of missing it, between 0 and 1
     * @param expected when it is expected instead, where that can be said
     */
    record PromiseAtRisk(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            @Nullable Long shipment,
            PromiseKind kind,
            Instant dueBy,
            double chance,
            Outlook.@Nullable Expected expected,
            RiskCause cause,
            Instant occurredAt,
            boolean replayed)
            implements PromiseEvent {}

    /** It was at risk and looks well again. */
    record PromiseBackOnTrack(
            StoreId store,
            PromiseId promise,
            @Nullable OrderId order,
            @Nullable Long shipment,
            PromiseKind kind,
            double chance,
            Outlook.@Nullable Expected expected,
            Instant occurredAt,
            boolean replayed)
            implements PromiseEvent {}
}
