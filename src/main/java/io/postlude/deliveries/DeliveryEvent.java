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

    /** Something was given for what went wrong; {@code minor} in the smallest unit of {@code currency}. */
    record GestureMade(StoreId store, OrderId order, GestureId gesture, long minor, String currency, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** A carrier was asked where a parcel is. */
    record CarrierAsked(StoreId store, OrderId order, EnquiryId enquiry, String carrier, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** Staff want the goods sent again; nothing has left yet, and nobody was told so. */
    record ReplacementWanted(StoreId store, OrderId order, ReplacementId replacement, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }

    /** The goods have left again. */
    record ReplacementSent(StoreId store, OrderId order, ReplacementId replacement, Instant occurredAt)
            implements DeliveryEvent {
        @Override
        public long key() {
            return order.value();
        }
    }
}
