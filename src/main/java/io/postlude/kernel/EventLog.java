package io.postlude.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The log of all that happened. Append in the transaction of the change; read with a {@link LogReader}, or by key for a
 * timeline.
 */
public final class EventLog {
    static final int PARTS = 8;
    /** On which PostgreSQL calls (NOTIFY) whoever listens, after each commit that appended something. */
    public static final String CHANNEL = "postlude_log";
    /** Above this many, binary COPY beats {@code unnest}; below it the extra protocol steps cost more than they save. */
    private static final int COPY_FROM_ROWS = 100;

    private static final int TIMELINE_LIMIT = 1_000;
    private static final int EVENT_BYTES = 200; // about, in a COPY

    private final Ids ids;
    private final EventTypes types;

    public EventLog(Ids ids, EventTypes types) {
        this.ids = ids;
        this.types = types;
    }

    /** Appends in this order, at the end of the transaction at the latest; readers hear of it when it commits. */
    public void append(Tx tx, List<? extends Event> events) {
        if (events.isEmpty()) return;
        // Past row-level security all events of a transaction travel together when it ends: a COPY opens sixteen
        // indexes
        // each time, whether it carries three events or three thousand.
        if (tx.store().isEmpty()) tx.gather(events, this::write);
        else insert(tx, events);
        tx.somethingLogged();
    }

    private void write(Tx tx, List<Event> events) {
        if (events.size() >= COPY_FROM_ROWS) copy(tx, events);
        else insert(tx, events);
    }

    public void append(Tx tx, Event event) {
        append(tx, List.of(event));
    }

    /** All that happened to one key, oldest first, at most 1,000. */
    public List<Logged> timeline(Tx tx, StoreId store, long key) {
        return tx.list("""
                select part, tx::text, id, store_id, type, occurred_at, recorded_at, payload from kernel.event_log l
                where part = ?::smallint and key = ? and store_id = ? order by l.tx, l.id limit ?""", row -> EventRows.read(row, types, false), part(key), key, store, TIMELINE_LIMIT).stream()
                .flatMap(java.util.Optional::stream)
                .toList();
    }

    /** Some kinds of events in a stretch of time; {@code until} is not included. */
    public record Stretch(Instant from, Instant until, Set<Class<? extends Event>> kinds) {
        public Stretch {
            kinds = Set.copyOf(kinds);
        }
    }

    /** What happened in a store in a stretch of time, in the order it happened; reads the whole log of the store. */
    public void between(Tx tx, StoreId store, Stretch stretch, Consumer<Logged> taker) {
        tx.each(
                """
                select part, tx::text, id, store_id, type, occurred_at, recorded_at, payload from kernel.event_log
                where store_id = ? and type = any(?) and occurred_at >= ? and occurred_at < ? order by occurred_at, id""",
                row -> EventRows.read(row, types, false).ifPresent(taker),
                store,
                types.codes(stretch.kinds()),
                stretch.from(),
                stretch.until());
    }

    /** Some kinds of events of some keys. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Keys(long[] keys, Set<Class<? extends Event>> kinds) {}

    /** All that happened to these keys, in the order it happened. */
    public void ofKeys(Tx tx, StoreId store, Keys wanted, Consumer<Logged> taker) {
        tx.each(
                """
                select part, tx::text, id, store_id, type, occurred_at, recorded_at, payload from kernel.event_log
                where store_id = ? and key = any(?) and type = any(?) order by occurred_at, id""",
                row -> EventRows.read(row, types, false).ifPresent(taker),
                store,
                wanted.keys(),
                types.codes(wanted.kinds()));
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
            payloads[i] = new String(EventJson.write(event), StandardCharsets.UTF_8);
        }
        int written = tx.update("""
                insert into kernel.event_log (part, id, store_id, key, type, occurred_at, payload)
                select p, i, s, k, t, o, j::json
                from unnest(?::smallint[], ?::bigint[], ?::int[], ?::bigint[], ?::smallint[], ?::timestamptz[], ?::text[])
                  as u(p, i, s, k, t, o, j)""", parts, eventIds, stores, keys, codes, times, payloads);
        if (written != n) throw new IllegalStateException(written + " of " + n + " events written");
    }

    private void copy(Tx tx, List<? extends Event> events) {
        BinaryCopy copy = new BinaryCopy(7, events.size() * EVENT_BYTES);
        for (Event event : events)
            copy.row()
                    .int2(part(event.key()))
                    .int8(ids.next())
                    .int4(event.store().value())
                    .int8(event.key())
                    .int2(types.code(event))
                    .time(event.occurredAt())
                    .bytes(EventJson.write(event));
        copy.into(tx, "kernel.event_log (part, id, store_id, key, type, occurred_at, payload)");
    }
}
