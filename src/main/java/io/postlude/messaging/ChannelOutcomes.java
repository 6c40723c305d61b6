package io.postlude.messaging;

import io.postlude.kernel.Event;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import io.postlude.messaging.ChannelProvider.Sending;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what became of messages, and what follows: events, other channels released, providers resting, addresses listed. */
final class ChannelOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelOutcomes.class);

    private final EventLog log;
    private final Suppressions suppressions;

    ChannelOutcomes(EventLog log, Suppressions suppressions) {
        this.log = log;
        this.suppressions = suppressions;
    }

    /** One ended attempt or question; account and answer only where a provider answered. */
    record Outcome(
            Routing.Mark mark,
            @Nullable Account account,
            @Nullable Sending answer,
            BigDecimal cost) {
        static Outcome of(Routing.Mark mark) {
            return new Outcome(mark, null, null, BigDecimal.ZERO);
        }
    }

    void write(Tx tx, List<Outcome> outcomes, Instant now) {
        if (outcomes.isEmpty()) return;
        Set<MessageId> written = ChannelSql.markAcrossStores(
                tx, outcomes.stream().map(Outcome::mark).toList());
        List<Event> events = new ArrayList<>();
        List<OutgoingSql.Ref> failed = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            DueMessage message = outcome.mark().message();
            if (!written.contains(message.id())) continue;
            switch (outcome.mark().state()) {
                case SENT ->
                    events.add(new MessagingEvent.MessageSent(message.store(), message.id(), message.kind(), now));
                case GAVE_UP -> {
                    String reason = outcome.mark().error();
                    events.add(new MessagingEvent.MessageGaveUp(
                            message.store(), message.id(), message.kind(), reason == null ? "" : reason, now));
                    failed.add(new OutgoingSql.Ref(message.store(), message.id()));
                    LOG.warn("{} of {} was given up: {}", message.id(), message.store(), reason);
                }
                case QUEUED, SENDING, IN_DOUBT, HELD, DROPPED -> {}
            }
            follow(tx, outcome, now);
        }
        log.append(tx, events);
        OutgoingSql.releaseAcrossStores(tx, failed, now);
        List<Outcome> paid = outcomes.stream()
                .filter(one -> one.cost().signum() > 0 && one.answer() instanceof Sending.Taken)
                .toList();
        if (!paid.isEmpty()) ProviderSql.cost(tx, paid);
    }

    private void follow(Tx tx, Outcome outcome, Instant now) {
        Account account = outcome.account();
        if (account == null) return;
        DueMessage message = outcome.mark().message();
        if (outcome.answer() instanceof Sending.Later(String reason, Duration rest) && rest != null)
            ProviderSql.rest(tx, account.store(), account.id(), new ProviderSql.Rest(now.plus(rest), reason));
        if (outcome.answer() instanceof Sending.Never(String reason, Suppressions.Reason why) && why != null) {
            boolean _ = suppressions.suppress(
                    tx,
                    message.store(),
                    new Suppressions.Telling(message.channel(), message.to(), why, reason, account.kind()));
        }
    }

    /** What is of no use any more is not sent. */
    void expire(Tx tx, Instant now, int limit) {
        List<ClaimSql.Ended> ended = ChannelSql.expireAcrossStores(tx, now, limit);
        if (ended.isEmpty()) return;
        log.append(
                tx,
                ended.stream()
                        .map(e ->
                                (Event) new MessagingEvent.MessageGaveUp(e.store(), e.id(), e.kind(), e.reason(), now))
                        .toList());
        OutgoingSql.releaseAcrossStores(
                tx,
                ended.stream().map(e -> new OutgoingSql.Ref(e.store(), e.id())).toList(),
                now);
    }
}
