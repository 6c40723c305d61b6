package io.postlude.kernel;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.postgresql.copy.CopyManager;

/**
 * The log of all that happened. Append in the transaction of the change; read with a {@link LogReader}, or by key for a
 * timeline.
 */
public final class EventLog {
    static final int PARTS = 8;
    static final String CHANNEL = "postlude_log";
    /** Above this many, binary COPY beats {@code unnest}; below it the extra protocol steps cost more than they save. */
    private static final int COPY_FROM_ROWS = 100;

    private static final int TIMELINE_LIMIT = 1_000;
    private static final long PG_EPOCH_MICROS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

    private final Ids ids;
    private final EventTypes types;

    public EventLog(Ids ids, EventTypes types) {
        this.ids = ids;
        this.types = types;
    }

    /** Appends in this order; readers hear of it when the transaction commits. */
    public void append(Tx tx, List<? extends Event> events) {
        if (events.isEmpty()) return;
        if (events.size() >= COPY_FROM_ROWS && tx.store().isEmpty()) copy(tx, events);
        else insert(tx, events);
        tx.somethingLogged();
    }

    public void append(Tx tx, Event event) {
        append(tx, List.of(event));
    }

    /** All that happened to one key, oldest first, at most 1,000. */
    public List<Logged> timeline(Tx tx, StoreId store, long key) {
        return tx.list("""
                select part, tx::text, id, store_id, type, recorded_at, payload from kernel.event_log l
                where part = ?::smallint and key = ? and store_id = ? order by l.tx, l.id limit ?""", row -> EventRows.read(row, types, false), part(key), key, store, TIMELINE_LIMIT).stream()
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    EventTypes types() {
        return types;
    }

    /** Mixes the key (ids run upwards) so that partitions fill evenly. */
    static int part(long key) {
        long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 61);
    }

    private void insert(Tx tx, List<? extends Event> events) {
        int n = events.size();
        short[] parts = new short[n];
        long[] eventIds = new long[n];
        int[] stores = new int[n];
        long[] keys = new long[n];
        short[] codes = new short[n];
        Instant[] times = new Instant[n];
        String[] payloads = new String[n];
        for (int i = 0; i < n; i++) {
            Event event = events.get(i);
            parts[i] = (short) part(event.key());
            eventIds[i] = ids.next();
            stores[i] = event.store().value();
            keys[i] = event.key();
            codes[i] = types.code(event);
            times[i] = event.occurredAt();
            payloads[i] = Json.write(event);
        }
        int written = tx.update("""
                insert into kernel.event_log (part, id, store_id, key, type, occurred_at, payload)
                select p, i, s, k, t, o, j::json
                from unnest(?::smallint[], ?::bigint[], ?::int[], ?::bigint[], ?::smallint[], ?::timestamptz[], ?::text[])
                  as u(p, i, s, k, t, o, j)""", parts, eventIds, stores, keys, codes, times, payloads);
        if (written != n) throw new IllegalStateException(written + " of " + n + " events written");
    }

    private void copy(Tx tx, List<? extends Event> events) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(events.size() * 256);
            DataOutputStream out = new DataOutputStream(bytes);
            out.write("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
            out.writeLong(0); // flags and length of the header's extension
            for (Event event : events) row(out, event);
            out.writeShort(-1);
            CopyManager copy = tx.driver().getCopyAPI();
            var in = copy.copyIn(
                    "copy kernel.event_log (part, id, store_id, key, type, occurred_at, payload) from stdin (format binary)");
            byte[] all = bytes.toByteArray();
            in.writeToCopy(all, 0, all.length);
            long written = in.endCopy();
            if (written != events.size())
                throw new IllegalStateException(written + " of " + events.size() + " events written");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void row(DataOutputStream out, Event event) throws IOException {
        out.writeShort(7);
        out.writeInt(Short.BYTES);
        out.writeShort(part(event.key()));
        out.writeInt(Long.BYTES);
        out.writeLong(ids.next());
        out.writeInt(Integer.BYTES);
        out.writeInt(event.store().value());
        out.writeInt(Long.BYTES);
        out.writeLong(event.key());
        out.writeInt(Short.BYTES);
        out.writeShort(types.code(event));
        out.writeInt(Long.BYTES);
        out.writeLong(micros(event.occurredAt()) - PG_EPOCH_MICROS);
        byte[] payload = Json.write(event).getBytes(StandardCharsets.UTF_8);
        out.writeInt(payload.length);
        out.write(payload);
    }

    private static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }
}
