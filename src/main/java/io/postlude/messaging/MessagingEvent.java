package io.postlude.messaging;

import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;

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
}
