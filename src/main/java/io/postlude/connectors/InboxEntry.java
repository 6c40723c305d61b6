package io.postlude.connectors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as staff see it.
 *
 * @param connectionId printed id of the connection it came through
 * @param deliveryId the sender's id
 * @param topic the sender's word for what it is about; empty where it has none
 * @param result what became of it, in words
 * @param dueAt while it waits: not worked before
 * @param body null in lists, and where it was erased
 */
public record InboxEntry(
        InboxId id,
        String source,
        String connectionId,
        String deliveryId,
        String topic,
        String headers,
        Instant receivedAt,
        InboxState state,
        Instant dueAt,
        int attempts,
        String result,
        @Nullable Instant workedAt,
        int bodyBytes,
        @Nullable String body) {}
