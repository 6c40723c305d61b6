package io.postlude.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Pure: what an outcome means for the message. */
final class Retries {
    /** What is done where nobody knows whether a message arrived. */
    enum Doubt {
        /** Nobody can tell: what is harmless twice goes again, the rest waits for a person. */
        BY_MESSAGE,
        /** There is a mailbox of copies: it is asked first. */
        ASK_COPIES;

        boolean asks() {
            return this == ASK_COPIES;
        }
    }

    /** A mail server out for a day is worth waiting for, longer is not; useful_until ends short-lived messages before that. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12));

    static final int ATTEMPTS_AT_MOST = PAUSES.size() + 1;
    private static final Duration UNTRIED_PAUSE = Duration.ofSeconds(10);
    private static final int JITTER_PERCENT = 25;

    private Retries() {}

    static ClaimSql.Mark decide(DueMail mail, Delivery delivery, Doubt doubt, Instant now) {
        return switch (delivery) {
            case Delivery.Taken(String reply) ->
                new ClaimSql.Mark(mail, MessageState.SENT, mail.attempt(), null, reply, now, false);
            case Delivery.Never(String reason) -> gaveUp(mail, reason, now);
            case Delivery.Later(String reason) -> again(mail, reason, now);
            case Delivery.NotTried(String reason) ->
                new ClaimSql.Mark(
                        mail,
                        MessageState.QUEUED,
                        mail.attempt() - 1,
                        reason,
                        null,
                        now.plus(jittered(UNTRIED_PAUSE, mail.id(), mail.attempt())),
                        false);
            case Delivery.Unanswered(String reason) -> unanswered(mail, reason, doubt, now);
        };
    }

    private static ClaimSql.Mark unanswered(DueMail mail, String reason, Doubt doubt, Instant now) {
        if (!doubt.asks() && mail.whenInDoubt() == OutgoingMail.WhenInDoubt.RESEND) return again(mail, reason, now);
        return new ClaimSql.Mark(mail, MessageState.IN_DOUBT, mail.attempt(), reason, null, now, doubt.asks());
    }

    private static ClaimSql.Mark again(DueMail mail, String reason, Instant now) {
        if (mail.attempt() >= ATTEMPTS_AT_MOST) return gaveUp(mail, reason, now);
        Duration pause = pause(mail.id(), mail.attempt());
        return new ClaimSql.Mark(mail, MessageState.QUEUED, mail.attempt(), reason, null, now.plus(pause), false);
    }

    private static ClaimSql.Mark gaveUp(DueMail mail, String reason, Instant now) {
        return new ClaimSql.Mark(mail, MessageState.GAVE_UP, mail.attempt(), reason, null, now, false);
    }

    /** How long it rests after its {@code attempt}th attempt, which was not the last. */
    static Duration pause(MessageId id, int attempt) {
        return jittered(PAUSES.get(attempt - 1), id, attempt);
    }

    /** Plus or minus a quarter, by the message's id: spread out among messages, and the same when worked out again. */
    private static Duration jittered(Duration pause, MessageId id, int attempt) {
        long mixed = (id.value() + attempt) * 0x9E3779B97F4A7C15L;
        long percent = 100 - JITTER_PERCENT + Long.remainderUnsigned(mixed >>> 32, 2 * JITTER_PERCENT + 1);
        return pause.multipliedBy(percent).dividedBy(100);
    }
}
