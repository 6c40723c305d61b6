package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order: ids and facts, nobody's name or address.
 *
 * <p>{@code customer} is the id the order came in under; ask {@code Customers} for the canonical one. No other event of an
 * order comes before its {@link OrderPlaced}.
 */
public sealed interface OrderEvent extends Event {
    OrderId order();

    /** It came with a file of the past: nobody is to be told of it. */
    boolean imported();

    @Override
    default long key() {
        return order().value();
    }

    record OrderPlaced(
            StoreId store,
            OrderId order,
            Instant occurredAt,
            boolean imported,
            @Nullable CustomerId customer,
            Money total,
            int units,
            @Nullable String channel)
            implements OrderEvent {
        /** Made in exchange for what goes back: nobody decided to buy again. */
        public boolean isExchange() {
            return OrderSnapshot.Context.EXCHANGE.equals(channel);
        }
    }

    record OrderChanged(StoreId store, OrderId order, Instant occurredAt, boolean imported, Set<Aspect> aspects)
            implements OrderEvent {}

    record OrderCancelled(
            StoreId store,
            OrderId order,
            Instant occurredAt,
            boolean imported,
            @Nullable CustomerId customer) implements OrderEvent {}

    /** {@code parcels} is empty where the source knows no number yet; they then come with {@link FulfilmentChanged}. */
    record FulfilmentShipped(
            StoreId store,
            OrderId order,
            Instant occurredAt,
            boolean imported,
            FulfilmentId fulfilment,
            List<Parcel> parcels,
            List<Item> items)
            implements OrderEvent {}

    /** Parcels or lines are now these. */
    record FulfilmentChanged(
            StoreId store,
            OrderId order,
            Instant occurredAt,
            boolean imported,
            FulfilmentId fulfilment,
            List<Parcel> parcels,
            List<Item> items)
            implements OrderEvent {}

    record FulfilmentCancelled(
            StoreId store, OrderId order, Instant occurredAt, boolean imported, FulfilmentId fulfilment)
            implements OrderEvent {}

    record OrderRefunded(
            StoreId store,
            OrderId order,
            Instant occurredAt,
            boolean imported,
            RefundId refund,
            Money amount,
            List<Item> items)
            implements OrderEvent {}

    /** How many of a line. */
    record Item(LineId line, int quantity) {}

    /** What of an order changed. */
    enum Aspect {
        LINES,
        TOTALS,
        ADDRESS,
        PROMISE,
        CUSTOMER,
        TAGS,
        PAYMENT,
        REOPENED,
        REFUND,
        OTHER
    }
}
