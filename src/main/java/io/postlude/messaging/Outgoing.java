package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.kernel.StoreId;

/** Something to be sent, on whatever channel. */
public sealed interface Outgoing permits OutgoingMail, OutgoingMessage {
    StoreId store();

    Channel channel();

    /** The same key in the same store is the same message, on whatever channel: it is sent once. */
    String dedupeKey();
}
