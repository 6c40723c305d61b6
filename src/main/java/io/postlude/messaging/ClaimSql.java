package io.postlude.messaging;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
                set state = 'SENDING', attempts = attempts + 1, claimed_until = clock_timestamp() + make_interval(secs => ?)
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

    /** Rows whose worker is gone: it may or may not have handed them over. */
    static List<Ended> orphansAcrossStores(Tx tx, Instant now) {
        return tx.list("""
                update messaging.message set
                  state = case when when_in_doubt = 'RESEND' then 'QUEUED' else 'IN_DOUBT' end,
                  due_at = case when when_in_doubt = 'RESEND' then ? else due_at end,
                  claimed_until = null, last_error = 'the sender stopped while sending it'
                where state = 'SENDING' and channel = 'EMAIL' and claimed_until < clock_timestamp()
                returning store_id, id, kind, last_error""", ClaimSql::ended, now);
    }

    /**
     * Writes all outcomes of a batch in one statement; rows that are not ours any more are left alone. The state is compared
     * as an expression, so that each row is found by its key and not by going through all that are being sent.
     */
    static void markAcrossStores(Tx tx, List<Mark> marks) {
        int n = marks.size();
        int[] stores = new int[n];
        long[] ids = new long[n];
        String[] states = new String[n];
        short[] attempts = new short[n];
        @Nullable String[] errors = new @Nullable String[n];
        @Nullable String[] replies = new @Nullable String[n];
        Instant[] due = new Instant[n];
        Instant[] sent = new Instant[n];
        for (int i = 0; i < n; i++) {
            Mark mark = marks.get(i);
            stores[i] = mark.mail().store().value();
            ids[i] = mark.mail().id().value();
            states[i] = mark.state().name();
            attempts[i] = (short) mark.attempts();
            errors[i] = mark.error();
            replies[i] = mark.reply();
            due[i] = mark.at();
            sent[i] = mark.at();
        }
        tx.execute("""
                update messaging.message m set state = u.state, attempts = u.attempts, claimed_until = null,
                  last_error = u.error, provider_reply = u.reply,
                  due_at = case when u.state = 'QUEUED' then u.due else m.due_at end,
                  sent_at = case when u.state = 'SENT' then u.sent end
                from unnest(?::int[], ?::bigint[], ?::text[], ?::smallint[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                  as u(store_id, id, state, attempts, error, reply, due, sent)
                where m.store_id = u.store_id and m.id = u.id and m.state || '' = 'SENDING'""", stores, ids, states, attempts, errors, replies, due, sent);
    }

    /** How a message stands after an attempt; {@code at} is when it was sent, or when it is due again. */
    record Mark(
            DueMail mail,
            MessageState state,
            int attempts,
            @Nullable String error,
            @Nullable String reply,
            Instant at) {}

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
