package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The worker's statements: claim what is due, write down what became of it, find what a dead worker left behind. */
final class ClaimSql {
    private ClaimSql() {}

    /**
     * Skips what another worker holds. The attempt is counted when it begins, so a crash counts too. Found by where the rows
     * lie, which the lock keeps for this statement: a plan made for an empty table may take any index to find them again.
     */
    static List<DueMail> claimAcrossStores(Tx tx, Instant now, Duration claim, int limit) {
        return tx.list("""
                update messaging.message m
                set state = 'SENDING', attempts = attempts + 1,
                  claimed_until = clock_timestamp() + make_interval(secs => ?), handing_since = null
                from (select ctid from messaging.message where state = 'QUEUED' and channel = 'EMAIL' and due_at <= ?
                      order by due_at limit ? for update skip locked) d
                where m.ctid = d.ctid and m.useful_until > ?
                returning m.*""", ClaimSql::mail, claim.toMillis() / 1_000.0, now, limit, now);
    }

    /** What is of no use any more is not sent; returns it so that it can be told. */
    static List<Ended> expireAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                update messaging.message m
                set state = 'GAVE_UP', last_error = coalesce(last_error || '; ', '') || 'its time was over before it could be sent'
                from (select store_id, id from messaging.message
                      where state = 'QUEUED' and channel = 'EMAIL' and due_at <= ? and useful_until <= ?
                      order by due_at limit ? for update skip locked) d
                where m.store_id = d.store_id and m.id = d.id
                returning m.store_id, m.id, m.kind, m.last_error""", ClaimSql::ended, now, now, limit);
    }

    /**
     * Rows whose worker is gone. What had not begun to be handed over goes again at once and pays no attempt; of the others
     * nobody knows.
     */
    static List<Ended> orphansAcrossStores(Tx tx, Instant now, Retries.Doubt policy) {
        return tx.list("""
                update messaging.message set
                  state = case when handing_since is null or (when_in_doubt = 'RESEND' and not ?) then 'QUEUED' else 'IN_DOUBT' end,
                  attempts = case when handing_since is null then greatest(attempts - 1, 0) else attempts end,
                  due_at = ?, claimed_until = null,
                  doubted_at = case when handing_since is not null then ?::timestamptz end,
                  ask_at = case when handing_since is not null and ? then ?::timestamptz end,
                  last_error = 'the sender stopped while sending it'
                where state = 'SENDING' and channel = 'EMAIL' and claimed_until < clock_timestamp()
                returning store_id, id, kind, last_error""", ClaimSql::ended, policy.asks(), now, now, policy.asks(), now);
    }

    /** Those of them that are still the worker's, which may arrive from now on. */
    static Set<MessageId> handingOverAcrossStores(Tx tx, List<DueMail> mails, Instant now) {
        int n = mails.size();
        int[] stores = new int[n];
        long[] ids = new long[n];
        short[] attempts = new short[n];
        for (int i = 0; i < n; i++) {
            stores[i] = mails.get(i).store().value();
            ids[i] = mails.get(i).id().value();
            attempts[i] = (short) mails.get(i).attempt();
        }
        return new HashSet<>(tx.list("""
                update messaging.message m set handing_since = ?
                from unnest(?::int[], ?::bigint[], ?::smallint[]) as u(store_id, id, attempt)
                where m.store_id = u.store_id and m.id = u.id and m.state || '' = 'SENDING' and m.attempts = u.attempt
                  and m.claimed_until > clock_timestamp()
                returning m.id""", row -> new MessageId(row.getLong(1)), now, stores, ids, attempts));
    }

    /**
     * Writes outcomes in one statement; rows that are not ours any more are left alone, told by the attempt. The state is
     * compared as an expression, so that each row is found by its key and not by going through all that are being sent.
     */
    static void markAcrossStores(Tx tx, List<Mark> marks) {
        int n = marks.size();
        int[] stores = new int[n];
        long[] ids = new long[n];
        String[] states = new String[n];
        short[] attempts = new short[n];
        short[] claimed = new short[n];
        @Nullable String[] errors = new @Nullable String[n];
        @Nullable String[] replies = new @Nullable String[n];
        Instant[] at = new Instant[n];
        Boolean[] asked = new Boolean[n];
        for (int i = 0; i < n; i++) {
            Mark mark = marks.get(i);
            stores[i] = mark.mail().store().value();
            ids[i] = mark.mail().id().value();
            states[i] = mark.state().name();
            attempts[i] = (short) mark.attempts();
            claimed[i] = (short) mark.mail().attempt();
            errors[i] = mark.error();
            replies[i] = mark.reply();
            at[i] = mark.at();
            asked[i] = mark.asked();
        }
        tx.execute("""
                update messaging.message m set state = u.state, attempts = u.attempts, claimed_until = null,
                  last_error = u.error, provider_reply = u.reply,
                  due_at = case when u.state = 'QUEUED' then u.at else m.due_at end,
                  sent_at = case when u.state = 'SENT' then u.at end,
                  doubted_at = case when u.state = 'IN_DOUBT' then u.at end,
                  ask_at = case when u.state = 'IN_DOUBT' and u.asked then u.at end
                from unnest(?::int[], ?::bigint[], ?::text[], ?::smallint[], ?::smallint[], ?::text[], ?::text[], ?::timestamptz[], ?::boolean[])
                  as u(store_id, id, state, attempts, claimed, error, reply, at, asked)
                where m.store_id = u.store_id and m.id = u.id and m.state || '' = 'SENDING' and m.attempts = u.claimed""", stores, ids, states, attempts, claimed, errors, replies, at, asked);
    }

    /**
     * How a message stands after an attempt.
     *
     * @param at when it was sent, or came into doubt, or is due again
     * @param asked in doubt, and the mailbox of copies is asked about it
     */
    record Mark(
            DueMail mail,
            MessageState state,
            int attempts,
            @Nullable String error,
            @Nullable String reply,
            Instant at,
            boolean asked) {}

    /** A message that went out of the worker's hands without being sent. */
    record Ended(StoreId store, MessageId id, String kind, String reason) {}

    static Ended ended(ResultSet row) throws SQLException {
        return new Ended(
                new StoreId(row.getInt("store_id")),
                new MessageId(row.getLong("id")),
                row.getString("kind"),
                row.getString("last_error"));
    }

    private static DueMail mail(ResultSet row) throws SQLException {
        String replyTo = row.getString("reply_to");
        return new DueMail(
                new StoreId(row.getInt("store_id")),
                new MessageId(row.getLong("id")),
                row.getString("kind"),
                new Mailbox(row.getString("sender_name"), row.getString("sender")),
                replyTo == null ? null : Mailbox.of(replyTo),
                new Mailbox(row.getString("recipient_name"), row.getString("recipient")),
                row.getString("subject"),
                row.getString("html"),
                row.getString("body_text"),
                MessageSql.headers(row.getString("headers")),
                OutgoingMail.WhenInDoubt.valueOf(row.getString("when_in_doubt")),
                row.getInt("attempts"),
                Tx.instantNotNull(row, "created_at"));
    }
}
