package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A claimed message, with what a sink needs to send it. */
record DueMail(
        StoreId store,
        MessageId id,
        String kind,
        Mailbox from,
        @Nullable Mailbox replyTo,
        Mailbox to,
        String subject,
        String html,
        String text,
        Map<String, String> headers,
        OutgoingMail.WhenInDoubt whenInDoubt,
        int attempt,
        Instant createdAt) {

    /** The same at each attempt, so that a mail system that has it already can tell. */
    String messageId() {
        return messageId(store, id, from);
    }

    static String messageId(StoreId store, MessageId id, Mailbox from) {
        return "<" + id + "." + store.value() + "@" + from.domain() + ">";
    }
}
