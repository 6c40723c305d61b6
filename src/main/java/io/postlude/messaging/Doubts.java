package io.postlude.messaging;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the mailbox of copies about every message nobody knows the end of. What is there was sent; what is not there goes
 * again, once others sent at about the same time have been found there; a mailbox that proves nothing decides nothing.
 */
final class Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Doubts.class);
    static final Duration PAUSE = Duration.ofSeconds(15);
    /** A mail server delivers to its own mailbox at once or after a moment. */
    static final Duration COPIES_TAKE = Duration.ofMinutes(10);
    /** So long nobody could say: then the message's own rule holds. */
    static final Duration ASKED_AT_MOST = Duration.ofHours(1);

    private static final int AT_ONCE = 100;
    private static final int WITNESSES = 5;

    private final Database database;
    private final EventLog log;
    private final InstantSource clock;
    private final SentCopies copies;

    Doubts(MailWorker.Parts parts, SentCopies copies) {
        this.database = parts.database();
        this.log = parts.log();
        this.clock = parts.clock();
        this.copies = copies;
    }

    /** One look at all that is to be asked about now. */
    void look() {
        Instant now = clock.instant();
        List<DoubtSql.Doubt> doubts = database.acrossStores(tx -> DoubtSql.dueAcrossStores(tx, now, AT_ONCE));
        if (doubts.isEmpty()) return;
        Instant first = doubts.stream()
                .map(DoubtSql.Doubt::since)
                .min(Instant::compareTo)
                .orElse(now);
        List<DoubtSql.Witness> witnesses =
                database.acrossStores(tx -> DoubtSql.witnessesAcrossStores(tx, first, WITNESSES));
        Finding finding = ask(doubts, witnesses);
        List<DoubtSql.Answer> answers =
                doubts.stream().map(doubt -> answer(doubt, finding, now)).toList();
        database.runAcrossStores(tx -> write(tx, answers, now));
    }

    /** What the mailbox holds of both, and whether it could be read at all. */
    private record Finding(Set<String> there, List<DoubtSql.Witness> witnesses) {
        boolean provesAbsence(DoubtSql.Doubt doubt, Instant now) {
            boolean waited = now.isAfter(doubt.since().plus(COPIES_TAKE));
            return witnesses.stream()
                    .filter(witness -> there.contains(witness.messageId()))
                    .anyMatch(witness -> waited || witness.sentAt().isAfter(doubt.since()));
        }
    }

    private Finding ask(List<DoubtSql.Doubt> doubts, List<DoubtSql.Witness> witnesses) {
        Set<String> ids = new HashSet<>();
        doubts.forEach(doubt -> ids.add(doubt.messageId()));
        witnesses.forEach(witness -> ids.add(witness.messageId()));
        try {
            return new Finding(copies.holding(ids), witnesses);
        } catch (SentCopies.Unreadable e) {
            LOG.warn("{} messages in doubt, and {}", doubts.size(), e.getMessage());
            return new Finding(Set.of(), List.of());
        }
    }

    private static DoubtSql.Answer answer(DoubtSql.Doubt doubt, Finding finding, Instant now) {
        if (finding.there().contains(doubt.messageId())) return DoubtSql.Answer.arrived(doubt);
        if (finding.provesAbsence(doubt, now)) return DoubtSql.Answer.again(doubt, "it never reached the mail server");
        if (now.isBefore(doubt.since().plus(ASKED_AT_MOST))) return DoubtSql.Answer.later(doubt, now.plus(PAUSE));
        return switch (doubt.whenInDoubt()) {
            case RESEND -> DoubtSql.Answer.again(doubt, "nobody could say whether it arrived");
            case ASK -> DoubtSql.Answer.person(doubt);
        };
    }

    private void write(Tx tx, List<DoubtSql.Answer> answers, Instant now) {
        Set<MessageId> arrived = DoubtSql.settleAcrossStores(tx, answers, now);
        List<MessagingEvent> events = new ArrayList<>();
        for (DoubtSql.Answer answer : answers) {
            DoubtSql.Doubt doubt = answer.doubt();
            if (arrived.contains(doubt.id()))
                events.add(new MessagingEvent.MessageSent(doubt.store(), doubt.id(), doubt.kind(), doubt.since()));
        }
        log.append(tx, events);
    }
}
