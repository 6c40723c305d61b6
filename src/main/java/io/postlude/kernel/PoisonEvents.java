package io.postlude.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events a reader could not take: set aside with the reason, where a person sees them, tries again or lets go. */
public final class PoisonEvents {
    private static final int REASON_CHARS = 500;
    private static final int LIST_LIMIT = 200;

    private final Database database;
    private final EventTypes types;
    private final Map<String, LogReader> readers;

    PoisonEvents(Database database, EventTypes types, Map<String, LogReader> readers) {
        this.database = database;
        this.types = types;
        this.readers = readers;
    }

    /**
     * One event set aside.
     *
     * @param behind true where it did not fail itself but waits behind an earlier event of its key
     */
    public record Poison(
            long id,
            String reader,
            StoreId store,
            long key,
            String type,
            String reason,
            boolean behind,
            Instant setAsideAt) {}

    /** The open ones of all stores, oldest first, at most 200. For those who run the installation. */
    public List<Poison> openAcrossStores() {
        return database.acrossStores(tx -> tx.list(
                """
                select p.id, p.reader, p.store_id, p.key, t.name, p.reason, p.behind, p.set_aside_at
                from kernel.poison_event p
                join kernel.event_log l on l.part = p.part and l.tx = p.tx and l.id = p.event_id
                join kernel.event_type t on t.code = l.type
                where p.state = 'OPEN' order by p.id limit ?""",
                row -> new Poison(
                        row.getLong(1),
                        row.getString(2),
                        new StoreId(row.getInt(3)),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7),
                        Tx.instantNotNull(row, "set_aside_at")),
                LIST_LIMIT));
    }

    /**
     * Hands all open events of this one's reader and key to the reader again, in order, in one transaction.
     *
     * @return empty when they passed; else why not (they stay set aside)
     */
    public Optional<String> retry(long id, String by) {
        try {
            return database.acrossStores(tx -> retry(tx, id, by));
        } catch (RuntimeException e) {
            return Optional.of(reason(e));
        }
    }

    /** Lets one event go: the reader will never have seen it. */
    public boolean dismiss(long id, String by) {
        return database.<Integer>acrossStores(tx -> tx.update(
                        "update kernel.poison_event set state = 'DISMISSED', ended_at = now(), ended_by = ? where id = ? and state = 'OPEN'",
                        by,
                        id))
                == 1;
    }

    private Optional<String> retry(Tx tx, long id, String by) {
        Optional<Target> target = tx.first(
                "select reader, key, part from kernel.poison_event where id = ? and state = 'OPEN'",
                row -> new Target(row.getString(1), row.getLong(2), row.getInt(3)),
                id);
        if (target.isEmpty()) return Optional.of("It is no longer set aside.");
        LogReader reader = readers.get(target.get().reader);
        if (reader == null) return Optional.of("This version has no reader named " + target.get().reader + ".");
        // The cursor's lock keeps the reader itself off this partition meanwhile.
        tx.execute(
                "select part from kernel.reader_cursor where reader = ? and part = ? for no key update",
                target.get().reader,
                target.get().part);
        List<Logged> events =
                tx.list("""
                        select l.part, l.tx::text, l.id, l.store_id, l.type, l.occurred_at, l.recorded_at, l.payload
                        from kernel.poison_event p
                        join kernel.event_log l on l.part = p.part and l.tx = p.tx and l.id = p.event_id
                        where p.reader = ? and p.key = ? and p.state = 'OPEN' order by l.tx, l.id""", row -> EventRows.read(row, types, false), target.get().reader, target.get().key).stream()
                        .flatMap(Optional::stream)
                        .toList();
        reader.take(tx, events);
        int ended = tx.update(
                "update kernel.poison_event set state = 'RESOLVED', ended_at = now(), ended_by = ? where reader = ? and key = ? and state = 'OPEN'",
                by,
                target.get().reader,
                target.get().key);
        return ended > 0 ? Optional.empty() : Optional.of("It is no longer set aside.");
    }

    private record Target(String reader, long key, int part) {}

    static void setAside(Tx tx, String reader, List<Logged> events, String reason) {
        for (Logged event : events) insert(tx, event, new Why(reader, reason, false));
    }

    static void setBehind(Tx tx, String reader, List<Logged> events) {
        Why why = new Why(reader, "waits behind an earlier event of the same key", true);
        for (Logged event : events) insert(tx, event, why);
    }

    private record Why(String reader, String reason, boolean behind) {}

    private static void insert(Tx tx, Logged event, Why why) {
        int written = tx.update(
                """
                insert into kernel.poison_event (reader, part, tx, event_id, store_id, key, reason, behind)
                values (?, ?, ?::text::xid8, ?, ?, ?, ?, ?) on conflict do nothing""",
                why.reader,
                event.part(),
                Long.toUnsignedString(event.tx()),
                event.id(),
                event.store(),
                event.event().key(),
                why.reason,
                why.behind);
        if (written > 1) throw new IllegalStateException("one event was set aside twice");
    }

    static String reason(Throwable failure) {
        String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return text.length() > REASON_CHARS ? text.substring(0, REASON_CHARS) : text;
    }
}
