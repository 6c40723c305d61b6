package io.postlude.deliveries;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What customers say about a delivery. What they wrote is not in the log. */
public sealed interface DeliveryEvent extends Event {

    /** On the page of a late order the customer chose what is to happen. */
    record ChoiceMade(StoreId store, OrderId order, RequestId request, Measures.Choice choice, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** What the customer chose was done. */
    record ChoiceFulfilled(StoreId store, OrderId order, RequestId request, Measures.Choice choice, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** Somebody answered. */
    record QuestionAnswered(
            StoreId store, ContactId contact, @Nullable OrderId order, Instant occurredAt) implements DeliveryEvent {
        @Override
        public long key() {
            return order == null ? contact.value() : order.value();
        }
    }

    /** Somebody had to ask. */
    record CustomerAsked(
            StoreId store,
            ContactId contact,
            @Nullable OrderId order,
            Contact.Cause cause,
            Contact.Channel channel,
            Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order == null ? contact.value() : order.value();
        }
    }
}
