package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claimed message, with what a provider's adapter needs to send it or to ask about it.
 *
 * @param attempt which round over the providers this is, from 1
 * @param attemptedAt when it was last handed to one
 * @param provider whom it was last handed to
 * @param tried those that did not take it in this round
 * @param asked how often it was asked about
 */
public record DueMessage(
        StoreId store,
        MessageId id,
        String kind,
        Channel channel,
        String to,
        Purpose purpose,
        Wording wording,
        WhenInDoubt whenInDoubt,
        int attempt,
        Instant attemptedAt,
        @Nullable ProviderId provider,
        List<ProviderId> tried,
        int asked) {
    public DueMessage {
        tried = List.copyOf(tried);
    }

    DueMessage through(ProviderId chosen) {
        return new DueMessage(
                store,
                id,
                kind,
                channel,
                to,
                purpose,
                wording,
                whenInDoubt,
                attempt,
                attemptedAt,
                chosen,
                tried,
                asked);
    }
}
