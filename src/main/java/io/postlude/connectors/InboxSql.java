package io.postlude.connectors;

import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.stores.ConnectionId;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements on the inbox. */
final class InboxSql {
    private static final String ENTRY = """
            select id, source, connection_id, delivery_id, topic, headers, received_at, state, due_at, attempts, result,
              worked_at, coalesce(octet_length(body), 0) as bytes,""";

    private InboxSql() {}

    /** Writes a group with one statement; answers how many were new. Sorted by key, so that two groups never wait crosswise. */
    static int insertAcrossStores(Tx tx, Ids ids, List<Delivery> group) {
        List<Delivery> sorted = group.stream()
                .sorted(Comparator.comparingInt(
                                (Delivery d) -> d.connection().store().value())
                        .thenComparingLong(d -> d.connection().id().value())
                        .thenComparing(Delivery::deliveryId))
                .toList();
        int n = sorted.size();
        int[] stores = new int[n];
        long[] connections = new long[n];
        long[] inboxIds = new long[n];
        byte[][] bodies = new byte[n][];
        String[][] texts = new String[4][n];
        Instant[] times = new Instant[n];
        for (int i = 0; i < n; i++) {
            Delivery delivery = sorted.get(i);
            stores[i] = delivery.connection().store().value();
            connections[i] = delivery.connection().id().value();
            inboxIds[i] = ids.next();
            bodies[i] = delivery.body();
            texts[0][i] = delivery.deliveryId();
            texts[1][i] = delivery.connection().source().word();
            texts[2][i] = delivery.topic();
            texts[3][i] = delivery.headers();
            times[i] = delivery.receivedAt();
        }
        return tx.update("""
                insert into connectors.inbox
                  (store_id, connection_id, id, delivery_id, source, topic, headers, body, received_at, due_at)
                select s, c, i, d, o, t, h, b, r, r
                from unnest(?::int[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                  ?::timestamptz[]) as u(s, c, i, d, o, t, h, b, r)
                on conflict (store_id, connection_id, delivery_id) do nothing""", stores, connections, inboxIds, texts[0], texts[1], texts[2], texts[3], bodies, times);
    }

    static List<StoreId> waitingAcrossStores(Tx tx, Instant now) {
        return tx.list(
                "select distinct store_id from connectors.inbox where state = 'RECEIVED' and due_at <= ? order by 1",
                row -> new StoreId(row.getInt(1)),
                now);
    }

    /** A row to work. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Work(
            InboxId id, String source, String topic, String headers, byte[] body, Instant receivedAt, int attempts) {
        /** Read when it is worked, not when it is claimed: a row that cannot be read holds up no other. */
        Mappings.Envelope envelope() {
            return new Mappings.Envelope(
                    Source.of(source).orElseThrow(),
                    topic,
                    SenderHeaders.shop(headers),
                    receivedAt,
                    SenderHeaders.sentAt(headers));
        }
    }

    /** Locks what is due, in the order it came; what another holds is left to it. */
    static List<Work> claim(Tx tx, StoreId store, Instant now, int limit) {
        return tx.list("""
                select id, source, topic, headers, body, received_at, attempts from connectors.inbox
                where store_id = ? and state = 'RECEIVED' and due_at <= ?
                order by id limit ? for no key update skip locked""", InboxSql::work, store, now, limit);
    }

    static Optional<Work> claimOne(Tx tx, StoreId store, InboxId id) {
        return tx.first("""
                select id, source, topic, headers, body, received_at, attempts from connectors.inbox
                where store_id = ? and id = ? and state = 'RECEIVED' for no key update skip locked""", InboxSql::work, store, id);
    }

    private static Work work(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return new Work(
                new InboxId(row.getLong("id")),
                row.getString("source"),
                row.getString("topic"),
                row.getString("headers"),
                body == null ? new byte[0] : body,
                Tx.instantNotNull(row, "received_at"),
                row.getInt("attempts"));
    }

    /** How a row stands after it was worked. */
    record Settled(InboxId id, InboxState state, String result, Instant dueAt, int attempts) {}

    static void settle(Tx tx, StoreId store, List<Settled> settled, Instant now) {
        int n = settled.size();
        long[] rows = new long[n];
        int[] attempts = new int[n];
        String[] states = new String[n];
        String[] results = new String[n];
        Instant[] due = new Instant[n];
        for (int i = 0; i < n; i++) {
            rows[i] = settled.get(i).id().value();
            attempts[i] = settled.get(i).attempts();
            states[i] = settled.get(i).state().name();
            results[i] = settled.get(i).result();
            due[i] = settled.get(i).dueAt();
        }
        int changed = tx.update("""
                update connectors.inbox i
                set state = u.s, result = u.r, due_at = u.d, attempts = u.a, worked_at = ?
                from unnest(?::bigint[], ?::text[], ?::text[], ?::timestamptz[], ?::int[]) as u(i, s, r, d, a)
                where i.store_id = ? and i.id = u.i and i.state = 'RECEIVED'""", now, rows, states, results, due, attempts, store);
        if (changed != n) throw new IllegalStateException(changed + " of " + n + " deliveries settled");
    }

    static List<InboxEntry> search(Tx tx, StoreId store, InboxSearch search, byte @Nullable [] digest) {
        String text = search.text();
        return tx.list(
                ENTRY + """
                 null::bytea as body from connectors.inbox i
                where store_id = ?
                  and (?::text is null or source = ?)
                  and (?::text is null or topic = ?)
                  and (?::text is null or state = ?)
                  and (?::timestamptz is null or received_at >= ?)
                  and (?::timestamptz is null or received_at < ?)
                  and (?::bigint is null or id < ?)
                  and (?::text is null or delivery_id = ? or exists (select from connectors.inbox_mention m
                    where m.store_id = i.store_id and m.digest = ? and m.inbox_id = i.id))
                order by id desc limit ?""",
                InboxSql::entry,
                store,
                search.source(),
                search.source(),
                search.topic(),
                search.topic(),
                search.state(),
                search.state(),
                search.from(),
                search.from(),
                search.until(),
                search.until(),
                search.before(),
                search.before(),
                text,
                text,
                digest,
                search.limit());
    }

    static List<InboxEntry> mentioning(Tx tx, StoreId store, byte[][] digests) {
        return tx.list(ENTRY + """
                 null::bytea as body from connectors.inbox where store_id = ? and id in
                  (select inbox_id from connectors.inbox_mention where store_id = ? and digest = any(?::bytea[]))
                order by id""", InboxSql::entry, store, store, digests);
    }

    static Optional<InboxEntry> find(Tx tx, StoreId store, InboxId id) {
        return tx.first(
                ENTRY + " body from connectors.inbox where store_id = ? and id = ?", InboxSql::entry, store, id);
    }

    private static InboxEntry entry(ResultSet row) throws SQLException {
        byte[] body = row.getBytes("body");
        return new InboxEntry(
                new InboxId(row.getLong("id")),
                row.getString("source"),
                new ConnectionId(row.getLong("connection_id")).toString(),
                row.getString("delivery_id"),
                row.getString("topic"),
                row.getString("headers"),
                Tx.instantNotNull(row, "received_at"),
                InboxState.valueOf(row.getString("state")),
                Tx.instantNotNull(row, "due_at"),
                row.getInt("attempts"),
                row.getString("result"),
                Tx.instant(row, "worked_at"),
                row.getInt("bytes"),
                body == null ? null : new String(body, StandardCharsets.UTF_8));
    }

    /** Puts rows back to the start; those whose body was erased stay as they are. */
    static int replay(Tx tx, StoreId store, long[] ids, Instant now) {
        return tx.update("""
                update connectors.inbox set state = 'RECEIVED', due_at = ?, attempts = 0, result = ''
                where store_id = ? and id = any(?::bigint[]) and body is not null and state <> 'RECEIVED'""", now, store, ids);
    }

    static Inbox.Counts counts(Tx tx, StoreId store) {
        return tx.first("""
                select count(*) filter (where state = 'RECEIVED'), count(*) filter (where state = 'FAILED')
                from connectors.inbox where store_id = ? and state in ('RECEIVED', 'FAILED')""", row -> new Inbox.Counts(row.getLong(1), row.getLong(2)), store)
                .orElseThrow();
    }

    /** Forgets what was settled long ago; answers how many rows. */
    static int deleteSettledAcrossStores(Tx tx, Instant before, int limit) {
        return tx.update("""
                with old as (select store_id, id from connectors.inbox
                    where state in ('DONE', 'IGNORED') and received_at < ? limit ?),
                  gone as (delete from connectors.inbox_mention m using old
                    where m.store_id = old.store_id and m.inbox_id = old.id)
                delete from connectors.inbox i using old where i.store_id = old.store_id and i.id = old.id""", before, limit);
    }
}
