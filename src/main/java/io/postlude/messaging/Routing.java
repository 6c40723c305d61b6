package io.postlude.messaging;

import io.postlude.messaging.ChannelProvider.Known;
import io.postlude.messaging.ChannelProvider.Sending;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pure: through whom a message goes, and what an answer means for it. */
final class Routing {
    /** Five looks within an hour: by then a provider's list of messages and its reports are complete. */
    private static final List<Duration> ASK_PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofMinutes(15),
            Duration.ofMinutes(40));

    private Routing() {}

    /** How a message stands after an attempt or a question; {@code at} is when it was sent, or when it is due again. */
    record Mark(
            DueMessage message,
            MessageState state,
            int attempts,
            @Nullable String error,
            @Nullable String ref,
            Instant at,
            @Nullable Instant askAt,
            List<ProviderId> tried) {}

    /** The first in order that did not fail it in this round and is not resting. */
    static Optional<Account> choose(DueMessage message, List<Account> inOrder, Instant now) {
        return inOrder.stream()
                .filter(account -> !message.tried().contains(account.id()) && isUp(account, now))
                .findFirst();
    }

    private static boolean isUp(Account account, Instant now) {
        return account.enabled()
                && (account.pausedUntil() == null || !account.pausedUntil().isAfter(now));
    }

    /** What happens to one for which {@link #choose} found nobody: it waits where all rest, and ends where there is none. */
    static Mark unrouted(DueMessage message, List<Account> inOrder, Instant now) {
        if (inOrder.stream().noneMatch(Account::enabled))
            return gaveUp(message, "no provider is set up for this channel", now);
        Optional<Instant> up = inOrder.stream()
                .filter(Account::enabled)
                .map(Account::pausedUntil)
                .filter(Objects::nonNull)
                .filter(until -> until.isAfter(now))
                .min(Comparator.naturalOrder());
        // Tried by each that is up: the round is over. Resting costs no attempt.
        if (!message.tried().isEmpty()) return nextRound(message, "no provider took it", now);
        return queued(message, message.attempt() - 1, "all its providers rest", up.orElse(now.plusSeconds(10)));
    }

    static Mark decide(DueMessage message, Sending answer, List<Account> inOrder, Instant now) {
        return switch (answer) {
            case Sending.Taken(String ref) -> sent(message, ref, now);
            case Sending.Never(String reason, Suppressions.Reason _) -> gaveUp(message, reason, now);
            case Sending.Later(String reason, Duration _) -> failedOver(message, reason, inOrder, now);
            case Sending.Unanswered(String reason) ->
                new Mark(
                        message,
                        MessageState.IN_DOUBT,
                        message.attempt(),
                        reason,
                        null,
                        now,
                        now.plus(ASK_PAUSES.getFirst()),
                        message.tried());
        };
    }

    private static Mark failedOver(DueMessage message, String reason, List<Account> inOrder, Instant now) {
        List<ProviderId> tried = new ArrayList<>(message.tried());
        if (message.provider() != null) tried.add(message.provider());
        boolean another = inOrder.stream().anyMatch(account -> !tried.contains(account.id()) && isUp(account, now));
        return another
                ? new Mark(message, MessageState.QUEUED, message.attempt() - 1, reason, null, now, null, tried)
                : nextRound(message, reason, now);
    }

    /** What a message in doubt becomes once its provider was asked. */
    static Mark decide(DueMessage message, Known answer, Instant now) {
        return switch (answer) {
            case Known.Taken(String ref) -> sent(message, ref, now);
            case Known.NotTaken() -> nextRound(message, "the provider did not get it", now);
            case Known.CannotSay() -> undecided(message, "the provider cannot say whether it has it", now);
            case Known.NotSaid(String reason) ->
                message.asked() < ASK_PAUSES.size()
                        ? doubt(message, reason, now, now.plus(ASK_PAUSES.get(message.asked())))
                        : undecided(message, reason, now);
        };
    }

    private static Mark undecided(DueMessage message, String reason, Instant now) {
        return message.whenInDoubt() == WhenInDoubt.RESEND
                ? nextRound(message, reason, now)
                : doubt(message, reason, now, null);
    }

    private static Mark doubt(DueMessage message, String reason, Instant now, @Nullable Instant askAt) {
        return new Mark(message, MessageState.IN_DOUBT, message.attempt(), reason, null, now, askAt, message.tried());
    }

    private static Mark sent(DueMessage message, String ref, Instant now) {
        return new Mark(message, MessageState.SENT, message.attempt(), null, ref, now, null, List.of());
    }

    private static Mark nextRound(DueMessage message, String reason, Instant now) {
        if (message.attempt() >= Retries.ATTEMPTS_AT_MOST) return gaveUp(message, reason, now);
        return queued(message, message.attempt(), reason, now.plus(Retries.pause(message.id(), message.attempt())));
    }

    private static Mark queued(DueMessage message, int attempts, String reason, Instant due) {
        return new Mark(message, MessageState.QUEUED, attempts, reason, null, due, null, List.of());
    }

    /** It was not tried: too many went through its provider at once. */
    static Mark notYet(DueMessage message, Instant now) {
        return queued(message, message.attempt() - 1, "its provider is busy with others", now.plusSeconds(5));
    }

    static Mark gaveUp(DueMessage message, String reason, Instant now) {
        return new Mark(message, MessageState.GAVE_UP, message.attempt(), reason, null, now, null, List.of());
    }
}
