package io.postlude.messaging;

import io.postlude.customers.Channel;
import io.postlude.customers.Purpose;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The statements of the worker of all channels but e-mail; {@link ClaimSql} is its sister. */
final class ChannelSql {
    private static final List<String> MARK = List.of(
            "store_id int",
            "id bigint",
            "state text",
            "attempts smallint",
            "error text",
            "ref text",
            "at timestamptz",
            "ask_at timestamptz",
            "tried bigint[]",
            "seen smallint");

    private ChannelSql() {}

    /** Skips what another worker holds; an attempt is counted when it begins, so a crash counts too. */
    static List<DueMessage> claimAcrossStores(Tx tx, Instant now, Duration claim, int limit) {
        return tx.list("""
                update messaging.message m
                set state = 'SENDING', attempts = attempts + 1, attempted_at = ?, provider_id = null, asked = 0,
                  claimed_until = clock_timestamp() + make_interval(secs => ?)
                from (select ctid from messaging.message where state = 'QUEUED' and channel <> 'EMAIL' and due_at <= ?
                      order by due_at limit ? for update skip locked) d
                where m.ctid = d.ctid and m.useful_until > ? and m.parts is not null
                returning m.*""", ChannelSql::message, now, claim.toMillis() / 1_000.0, now, limit, now);
    }

    /** Written before anything leaves: after a crash it is known who is to be asked. */
    static void routed(Tx tx, List<DueMessage> messages) {
        BulkRows rows = new BulkRows(List.of("store_id int", "id bigint", "provider_id bigint"));
        messages.forEach(message -> rows.add(message.store(), message.id(), message.provider()));
        rows.execute(
                tx,
                "update messaging.message m set provider_id = u.provider_id from :rows u "
                        + "where m.store_id = u.store_id and m.id = u.id");
    }

    /** What waits for the answer of a provider that is to be asked now. Each is put off, so that a dead asker loses none. */
    static List<DueMessage> toAskAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                update messaging.message m set ask_at = ?, asked = asked + 1
                from (select ctid from messaging.message
                      where state = 'IN_DOUBT' and ask_at is not null and ask_at <= ? and channel <> 'EMAIL'
                      order by ask_at limit ? for update skip locked) d
                where m.ctid = d.ctid and m.parts is not null
                returning m.*""", ChannelSql::message, now.plusSeconds(300), now, limit);
    }

    /** Whether the provider's name for a message belongs to another of ours. */
    static boolean isOther(Tx tx, ProviderId provider, DueMessage message, String ref) {
        return tx.number(
                        "select count(*) from messaging.message where store_id = ? and provider_id = ? and provider_ref = ? and id <> ?",
                        message.store(),
                        provider,
                        ref,
                        message.id())
                > 0;
    }

    /** Rows whose worker is gone: it may or may not have handed them over, and their provider is asked. */
    static int orphansAcrossStores(Tx tx, Instant now) {
        return tx.update("""
                update messaging.message set
                  state = case when provider_id is null then 'QUEUED' else 'IN_DOUBT' end,
                  due_at = ?, ask_at = ?, asked = 0, claimed_until = null, last_error = 'the sender stopped while sending it'
                where state = 'SENDING' and channel <> 'EMAIL' and claimed_until < clock_timestamp()""", now, now);
    }

    static List<ClaimSql.Ended> expireAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list("""
                update messaging.message m
                set state = 'GAVE_UP', last_error = coalesce(last_error || '; ', '') || 'its time was over before it could be sent'
                from (select ctid from messaging.message
                      where state = 'QUEUED' and channel <> 'EMAIL' and due_at <= ? and useful_until <= ?
                      order by due_at limit ? for update skip locked) d
                where m.ctid = d.ctid
                returning m.store_id, m.id, m.kind, m.last_error""", ClaimSql::ended, now, now, limit);
    }

    /** Nobody waits any more for what was held and is of no use. */
    static int dropStaleAcrossStores(Tx tx, Instant now, int limit) {
        return tx.update("""
                update messaging.message m set state = 'DROPPED'
                from (select ctid from messaging.message where state = 'HELD' and useful_until <= ?
                      limit ? for update skip locked) d
                where m.ctid = d.ctid""", now, limit);
    }

    /**
     * Writes outcomes in one statement and answers whose were written. A report that came meanwhile outweighs a doubt: whoever
     * named the message has it. An answer about an attempt that another has followed says nothing any more.
     */
    static Set<MessageId> markAcrossStores(Tx tx, List<Routing.Mark> marks) {
        BulkRows rows = new BulkRows(MARK);
        for (Routing.Mark mark : marks)
            rows.add(
                    mark.message().store(),
                    mark.message().id(),
                    mark.state(),
                    (short) Math.max(mark.attempts(), 0),
                    mark.error(),
                    mark.ref(),
                    mark.at(),
                    mark.askAt(),
                    mark.tried().stream().map(ProviderId::value).toList(),
                    (short) mark.message().attempt());
        return new HashSet<>(rows.list(tx, """
                update messaging.message m set
                  state = case when u.state = 'IN_DOUBT' and m.provider_ref is not null then 'SENT' else u.state end,
                  attempts = u.attempts, claimed_until = null, last_error = u.error,
                  provider_ref = coalesce(u.ref, m.provider_ref), provider_reply = u.ref, tried = u.tried,
                  due_at = case when u.state = 'QUEUED' then u.at else m.due_at end,
                  sent_at = case when u.state = 'SENT' or (u.state = 'IN_DOUBT' and m.provider_ref is not null) then u.at end,
                  ask_at = case when m.provider_ref is null then u.ask_at end
                from :rows u
                where m.store_id = u.store_id and m.id = u.id and m.state || '' in ('SENDING', 'IN_DOUBT')
                  and m.attempts = u.seen
                returning m.id""", row -> new MessageId(row.getLong(1))));
    }

    private static DueMessage message(ResultSet row) throws SQLException {
        long provider = row.getLong("provider_id");
        return new DueMessage(
                new StoreId(row.getInt("store_id")),
                new MessageId(row.getLong("id")),
                row.getString("kind"),
                Channel.valueOf(row.getString("channel")),
                row.getString("recipient"),
                Purpose.valueOf(row.getString("purpose")),
                OutgoingSql.wording(row.getString("parts")),
                OutgoingMail.WhenInDoubt.valueOf(row.getString("when_in_doubt")),
                row.getInt("attempts"),
                Tx.instantNotNull(row, "attempted_at"),
                provider == 0 ? null : new ProviderId(provider),
                providers(row.getArray("tried")),
                row.getInt("asked"));
    }

    private static List<ProviderId> providers(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray()).map(ProviderId::new).toList();
    }
}
