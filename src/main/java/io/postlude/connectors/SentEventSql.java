package io.postlude.connectors;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements over {@code connectors.sent_event}: the outbox of webhooks. */
final class SentEventSql {
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "id bigint",
            "endpoint_id bigint",
            "event_id bigint",
            "type text",
            "body text",
            "due_at timestamptz");

    private SentEventSql() {}

    record Fresh(StoreId store, long id, EndpointId endpoint, long event, String type, String body) {}

    /** One event is one row for an endpoint, however often it is read. */
    static void insert(Tx tx, List<Fresh> all, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Fresh one : all) rows.add(one.store(), one.id(), one.endpoint(), one.event(), one.type(), one.body(), now);
        rows.execute(tx, """
                insert into connectors.sent_event (store_id, id, endpoint_id, event_id, type, body, due_at, made_at)
                select store_id, id, endpoint_id, event_id, type, body, due_at, due_at from :rows u
                on conflict on constraint sent_event_once do nothing""");
    }

    record Due(StoreId store, long id, EndpointId endpoint, String type, String body, int attempt) {}

    /** Skips what another worker holds and what is for endpoints that are switched off. */
    static List<Due> claimAcrossStores(Tx tx, Instant now, Duration claim, int limit) {
        return tx.list("""
                update connectors.sent_event s
                set state = 'SENDING', attempts = attempts + 1, claimed_until = clock_timestamp() + make_interval(secs => ?)
                from (select q.ctid from connectors.sent_event q
                      join connectors.endpoint e on e.store_id = q.store_id and e.id = q.endpoint_id and e.enabled
                      where q.state = 'QUEUED' and q.due_at <= ?
                      order by q.due_at limit ? for update of q skip locked) d
                where s.ctid = d.ctid returning s.*""", SentEventSql::due, claim.toMillis() / 1_000.0, now, limit);
    }

    /** A worker died: it goes again under the same name, by which the receiver can tell. */
    static int orphansAcrossStores(Tx tx, Instant now) {
        return tx.update("""
                update connectors.sent_event set state = 'QUEUED', due_at = ?, claimed_until = null
                where state = 'SENDING' and claimed_until < clock_timestamp()""", now);
    }

    record Mark(
            Due due,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            Instant at) {}

    static void markAcrossStores(Tx tx, List<Mark> marks) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "state text",
                "attempts smallint",
                "status int",
                "error text",
                "at timestamptz"));
        for (Mark mark : marks)
            rows.add(
                    mark.due().store(),
                    mark.due().id(),
                    mark.state(),
                    (short) mark.attempts(),
                    mark.status(),
                    mark.error(),
                    mark.at());
        rows.execute(tx, """
                update connectors.sent_event s set state = u.state, attempts = u.attempts, claimed_until = null,
                  last_status = u.status, last_error = u.error,
                  due_at = case when u.state = 'QUEUED' then u.at else s.due_at end,
                  sent_at = case when u.state = 'SENT' then u.at end
                from :rows u where s.store_id = u.store_id and s.id = u.id and s.state || '' = 'SENDING'""");
    }

    static boolean again(Tx tx, StoreId store, long id, Instant now) {
        return tx.update("""
                update connectors.sent_event set state = 'QUEUED', attempts = 0, due_at = ?, last_error = null
                where store_id = ? and id = ? and state in ('SENT', 'GAVE_UP', 'QUEUED')""", now, store, id) == 1;
    }

    static List<Endpoints.Sent> newest(Tx tx, StoreId store, EndpointId endpoint, int limit) {
        return tx.list(
                """
                select * from connectors.sent_event where store_id = ? and endpoint_id = ? order by id desc limit ?""",
                row -> new Endpoints.Sent(
                        row.getLong("id"),
                        row.getString("type"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        Tx.instantNotNull(row, "made_at"),
                        Tx.instantNotNull(row, "due_at"),
                        row.getString("last_error")),
                store,
                endpoint,
                limit);
    }

    static void forgetAcrossStores(Tx tx, Instant before, int limit) {
        tx.execute("""
                delete from connectors.sent_event where (store_id, id) in (
                  select store_id, id from connectors.sent_event where state in ('SENT', 'GAVE_UP') and made_at < ?
                  order by made_at limit ?)""", before, limit);
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                new StoreId(row.getInt("store_id")),
                row.getLong("id"),
                new EndpointId(row.getLong("endpoint_id")),
                row.getString("type"),
                row.getString("body"),
                row.getInt("attempts"));
    }
}
