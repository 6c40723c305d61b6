package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.OutgoingMail.WhenInDoubt;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements about messages nobody knows the end of. */
final class DoubtSql {
    /** Written not longer ago than this before a doubt, a mail that was sent is a witness. */
    private static final Duration WITNESSES_FROM = Duration.ofDays(2);

    private DoubtSql() {}

    static List<Doubt> dueAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list(
                """
                select store_id, id, kind, sender, when_in_doubt, doubted_at from messaging.message
                where state = 'IN_DOUBT' and ask_at <= ? and channel = 'EMAIL' order by ask_at limit ?""",
                row -> new Doubt(
                        new StoreId(row.getInt("store_id")),
                        new MessageId(row.getLong("id")),
                        row.getString("kind"),
                        Mailbox.of(row.getString("sender")),
                        WhenInDoubt.valueOf(row.getString("when_in_doubt")),
                        Tx.instantNotNull(row, "doubted_at")),
                now,
                limit);
    }

    /** Mails of which it is known that they were taken, the newest first. */
    static List<Witness> witnessesAcrossStores(Tx tx, Instant doubt, int limit) {
        return tx.list(
                """
                select store_id, id, sender, sent_at from messaging.message
                where emptied_at is null and created_at > ? and state = 'SENT' and channel = 'EMAIL' and provider_reply is distinct from ?
                order by created_at desc limit ?""",
                row -> new Witness(
                        DueMail.messageId(
                                new StoreId(row.getInt("store_id")),
                                new MessageId(row.getLong("id")),
                                Mailbox.of(row.getString("sender"))),
                        Tx.instantNotNull(row, "sent_at")),
                doubt.minus(WITNESSES_FROM),
                SmtpLane.NOT_COPIED,
                limit);
    }

    /** Those that were found to have arrived, and were still in doubt. */
    static Set<MessageId> settleAcrossStores(Tx tx, List<Answer> answers, Instant now) {
        int n = answers.size();
        int[] stores = new int[n];
        long[] ids = new long[n];
        String[] states = new String[n];
        @Nullable String[] reasons = new @Nullable String[n];
        @Nullable Instant[] asks = new @Nullable Instant[n];
        for (int i = 0; i < n; i++) {
            Answer answer = answers.get(i);
            stores[i] = answer.doubt().store().value();
            ids[i] = answer.doubt().id().value();
            states[i] = answer.state().name();
            reasons[i] = answer.reason();
            asks[i] = answer.askAt();
        }
        return new HashSet<>(
                tx.list("""
                with settled as (
                  update messaging.message m set state = u.state, ask_at = u.ask_at,
                    last_error = case when u.state = 'SENT' then null else coalesce(u.reason, m.last_error) end,
                    provider_reply = case when u.state = 'SENT' then u.reason else m.provider_reply end,
                    sent_at = case when u.state = 'SENT' then m.doubted_at end,
                    due_at = case when u.state = 'QUEUED' then ? else m.due_at end
                  from unnest(?::int[], ?::bigint[], ?::text[], ?::text[], ?::timestamptz[]) as u(store_id, id, state, reason, ask_at)
                  where m.store_id = u.store_id and m.id = u.id and m.state || '' = 'IN_DOUBT' and m.ask_at is not null
                  returning m.id, m.state)
                select id from settled where state = 'SENT'""", row -> new MessageId(row.getLong(1)), now, stores, ids, states, reasons, asks));
    }

    /** A message that may or may not have arrived. */
    record Doubt(StoreId store, MessageId id, String kind, Mailbox from, WhenInDoubt whenInDoubt, Instant since) {
        String messageId() {
            return DueMail.messageId(store, id, from);
        }
    }

    /** A message the mail server has confirmed. */
    record Witness(String messageId, Instant sentAt) {}

    /** How a doubt goes on. */
    record Answer(
            Doubt doubt,
            MessageState state,
            @Nullable String reason,
            @Nullable Instant askAt) {

        static Answer arrived(Doubt doubt) {
            return new Answer(doubt, MessageState.SENT, "found in the mailbox of copies", null);
        }

        static Answer again(Doubt doubt, String reason) {
            return new Answer(doubt, MessageState.QUEUED, reason, null);
        }

        static Answer later(Doubt doubt, Instant when) {
            return new Answer(doubt, MessageState.IN_DOUBT, null, when);
        }

        static Answer person(Doubt doubt) {
            return new Answer(doubt, MessageState.IN_DOUBT, null, null);
        }
    }
}
