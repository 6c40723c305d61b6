package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of a message. The key is the message's own id: one message's news stays in order. */
public sealed interface MessagingEvent extends Event {
    MessageId message();

    @Override
    default long key() {
        return message().value();
    }

    /** The mail server took it. */
    record MessageSent(StoreId store, MessageId message, String kind, Instant occurredAt) implements MessagingEvent {}

    /** It will not be sent unless a person says so. {@code reason} never holds the recipient. */
    record MessageGaveUp(StoreId store, MessageId message, String kind, String reason, Instant occurredAt)
            implements MessagingEvent {}

    /** It reached the recipient's telephone or program, as its provider says; {@code read}: and was looked at. */
    record MessageDelivered(
            StoreId store, MessageId message, String kind, Channel channel, boolean read, Instant occurredAt)
            implements MessagingEvent {}

    /** It was taken and came back, or could not be delivered. {@code reason} never holds the recipient. */
    record MessageBounced(
            StoreId store, MessageId message, String kind, Channel channel, String reason, Instant occurredAt)
            implements MessagingEvent {}

    /** Its reader called it unwanted (spam), as their mail provider reports. */
    record MessageUnwanted(StoreId store, MessageId message, String kind, Instant occurredAt)
            implements MessagingEvent {}

    /** It was looked at for the first time, as far as that can be told. {@code order}: what it was about, where it was one. */
    record MessageOpened(
            StoreId store,
            MessageId message,
            String kind,
            @Nullable Long order,
            Instant occurredAt) implements MessagingEvent {}

    /** A link in it was followed for the first time. */
    record MessageClicked(
            StoreId store,
            MessageId message,
            String kind,
            @Nullable Long order,
            Instant occurredAt) implements MessagingEvent {}

    /**
     * Somebody wrote to us.
     *
     * @param message the received message's own id
     * @param customer empty where nobody, or more than one, is known by that number
     * @param meant STOP, HELP, START, or TEXT for anything else
     */
    record MessageReceived(
            StoreId store,
            MessageId message,
            Channel channel,
            @Nullable CustomerId customer,
            String meant,
            Instant occurredAt)
            implements MessagingEvent {}
}
