package io.postlude.kernel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reader's work: lock free partitions, read below the watermark, hand over, move the cursors. */
final class ReaderRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderRun.class);
    private static final int ATTEMPTS = 3;

    /**
     * Locks cursors no other node holds, the one longest unmoved first, and reads on from each; a cursor is locked only when
     * there is room for more rows. The limits are written out: the planner then sees that a plan for all values is as good as
     * one for these, and keeps it. Ordered by l.tx: a bare tx would mean the text of the same name, and sort 1000 before 999.
     * Where others go first, theirs is the end: the farthest they ever were, so that their replay holds nobody up.
     */
    private static final String READ = """
            with c as materialized (
              select part, tx, id, high_tx, high_id from kernel.reader_cursor
              where reader = ? order by moved_at limit %d for no key update skip locked)
            select c.part, c.high_tx::text, c.high_id, l.* from c cross join lateral (
              select tx::text, id, store_id, type, occurred_at, recorded_at,
                case when type = any(?::smallint[]) then payload end as payload
              from kernel.event_log l
              where part = c.part and (tx, id) > (c.tx, c.id) and tx < pg_snapshot_xmin(pg_current_snapshot())
              order by l.tx, l.id limit %d) l
            limit %d""";

    private static final String READ_AFTER =
            READ.replace("from c cross join lateral (", """
            from c
            left join lateral (
              select f.high_tx, f.high_id from kernel.reader_cursor f
              where f.reader = any(?::text[]) and f.part = c.part order by f.high_tx, f.high_id limit 1) f on true
            cross join lateral (""").replace("order by l.tx", """
              and (f.high_tx is null or (tx, id) <= (f.high_tx, f.high_id))
              order by l.tx""");

    private final Database database;
    private final EventTypes types;
    private final LogReader reader;
    private final short[] wanted;
    private final String read;
    private final Map<Long, Integer> failures = new HashMap<>();

    ReaderRun(Database database, EventTypes types, LogReader reader) {
        this.database = database;
        this.types = types;
        this.reader = reader;
        this.wanted = types.codes(reader.wants());
        this.read = reader.after().isEmpty() ? READ : READ_AFTER;
    }

    String name() {
        return reader.name();
    }

    int batch() {
        return reader.batch();
    }

    Set<String> after() {
        return reader.after();
    }

    /** A cursor for each partition; at the end of the log where the reader wants only news. */
    void enrol() {
        database.runAcrossStores(tx -> tx.execute("""
                insert into kernel.reader_cursor (reader, part, tx, id, high_tx, high_id)
                select ?, p, t, 0, t, 0
                from generate_series(0, ?) p, (select case when ? then pg_snapshot_xmin(pg_current_snapshot()) else '0' end) s(t)
                on conflict do nothing""", reader.name(), EventLog.PARTS - 1, reader.startsAtTheEnd()));
    }

    /**
     * One round over the partitions no other node holds, at most {@code most} of them.
     *
     * @return how many rows of the log were passed; 0 means there is nothing new
     */
    int round(int most) {
        try {
            return database.<Integer>acrossStores(tx -> passAll(tx, most, reader.batch()));
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            LOG.warn("Reader {} failed on a batch, going on one by one", reader.name(), e);
            return carefully();
        }
    }

    /** All partitions in one go: a reader's statements cost the same for events of one partition as for those of eight. */
    private int passAll(Tx tx, int most, int rows) {
        Map<Integer, Stretch> stretches = new LinkedHashMap<>();
        tx.each(
                read.formatted(most, rows, rows),
                row -> stretches
                        .computeIfAbsent(row.getInt("part"), part -> new Stretch(part, types))
                        .add(row),
                values(reader.name()));
        if (stretches.isEmpty()) return 0;
        List<Logged> free = withoutBlocked(
                tx,
                stretches.values().stream()
                        .flatMap(stretch -> stretch.wanted.stream())
                        .toList());
        if (!free.isEmpty()) reader.take(tx, free);
        move(tx, stretches.values());
        return stretches.values().stream().mapToInt(stretch -> stretch.rows).sum();
    }

    /** One event a transaction, so that the one that fails is known and the others pass. */
    private int carefully() {
        int passed = 0;
        for (int part = 0; part < EventLog.PARTS; part++) {
            for (int i = 0; i < reader.batch(); i++) {
                int rows = single(part);
                if (rows == 0) break;
                passed += rows;
            }
        }
        return passed;
    }

    private int single(int part) {
        try {
            return database.<Integer>acrossStores(tx -> {
                Stretch stretch = next(tx, part);
                if (stretch.rows == 0) return 0;
                List<Logged> free = withoutBlocked(tx, stretch.wanted);
                if (!free.isEmpty()) reader.take(tx, free);
                move(tx, List.of(stretch));
                return stretch.rows;
            });
        } catch (RuntimeException e) {
            if (DatabaseException.isTransient(e)) throw e;
            return afterFailure(part, e);
        }
    }

    private int afterFailure(int part, RuntimeException failure) {
        return database.<Integer>acrossStores(tx -> {
            Stretch stretch = next(tx, part);
            if (stretch.wanted.isEmpty()) return 0;
            Logged poison = stretch.wanted.getFirst();
            if (failures.merge(poison.id(), 1, Integer::sum) < ATTEMPTS) return 0;
            failures.remove(poison.id());
            PoisonEvents.setAside(tx, reader.name(), List.of(poison), PoisonEvents.reason(failure));
            LOG.error("Reader {} set event {} aside after {} attempts", reader.name(), poison.id(), ATTEMPTS, failure);
            move(tx, List.of(stretch));
            return stretch.rows;
        });
    }

    /** Events behind a poisoned one of the same key wait with it: order per key is worth more than haste. */
    private List<Logged> withoutBlocked(Tx tx, List<Logged> wanted) {
        if (wanted.isEmpty()) return wanted;
        Set<Long> blocked = new HashSet<>(tx.list(
                "select distinct key from kernel.poison_event where reader = ? and state = 'OPEN'",
                row -> row.getLong(1),
                reader.name()));
        if (blocked.isEmpty()) return wanted;
        List<Logged> free = new ArrayList<>();
        List<Logged> behind = new ArrayList<>();
        for (Logged logged : wanted) (blocked.contains(logged.event().key()) ? behind : free).add(logged);
        if (!behind.isEmpty()) PoisonEvents.setBehind(tx, reader.name(), behind);
        return free;
    }

    /** The next event of one partition; nothing where another node holds it. */
    private Stretch next(Tx tx, int part) {
        Stretch stretch = new Stretch(part, types);
        String next = read.replace("where reader = ?", "where reader = ? and part = ?");
        tx.each(next.formatted(1, 1, 1), stretch::add, values(reader.name(), part));
        return stretch;
    }

    /** Behind the cursor's: those who go first, and the types wanted. */
    private Object[] values(Object... cursor) {
        List<Object> values = new ArrayList<>(List.of(cursor));
        if (!reader.after().isEmpty()) values.add(reader.after().toArray(String[]::new));
        values.add(wanted);
        return values.toArray();
    }

    private void move(Tx tx, Collection<Stretch> stretches) {
        int moved = tx.update(
                """
                update kernel.reader_cursor c set tx = u.t::xid8, id = u.i, moved_at = now(),
                  high_tx = greatest(c.high_tx, u.t::xid8),
                  high_id = case when (u.t::xid8, u.i) > (c.high_tx, c.high_id) then u.i else c.high_id end
                from unnest(?::int[], ?::text[], ?::bigint[]) as u(p, t, i)
                where c.reader = ? and c.part = u.p""",
                stretches.stream().mapToInt(stretch -> stretch.part).toArray(),
                stretches.stream()
                        .map(stretch -> Long.toUnsignedString(stretch.tx))
                        .toArray(String[]::new),
                stretches.stream().mapToLong(stretch -> stretch.id).toArray(),
                reader.name());
        if (moved != stretches.size()) throw new IllegalStateException("a cursor of " + reader.name() + " is gone");
    }

    /** What was read of one partition. */
    private static final class Stretch {
        private final List<Logged> wanted = new ArrayList<>();
        private final int part;
        private final EventTypes types;
        private int rows;
        private long tx;
        private long id;

        Stretch(int part, EventTypes types) {
            this.part = part;
            this.types = types;
        }

        void add(ResultSet row) throws SQLException {
            rows++;
            tx = Long.parseUnsignedLong(row.getString("tx"));
            id = row.getLong("id");
            if (row.getString("payload") == null) return; // nothing the reader wants
            boolean passedOnce = passedOnce(Long.parseUnsignedLong(row.getString("high_tx")), row.getLong("high_id"));
            EventRows.read(row, types, passedOnce).ifPresent(wanted::add);
        }

        private boolean passedOnce(long highTx, long highId) {
            int order = Long.compareUnsigned(tx, highTx);
            return order < 0 || (order == 0 && id <= highId);
        }
    }
}
