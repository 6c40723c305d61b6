package io.postlude.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became visible in the log since the last look, for what a node keeps in memory and must throw away when it changes.
 *
 * <p>Not a {@link LogReader}: every node looks for itself, nothing is written, and the order does not matter. Hence it need
 * not wait for the oldest open transaction either: it asks for the rows that the previous snapshot did not see.
 */
public final class LogTail {
    private final Database database;
    private @Nullable String snapshot;

    public LogTail(Database database) {
        this.database = database;
    }

    /** Whom an event was about. */
    public record Touched(StoreId store, long key, String type) {}

    /** Begins now: what is in the log already is of no interest. */
    public void start() {
        snapshot = database.<String>acrossStores(LogTail::snapshot);
    }

    /**
     * Tells what was committed since the last call, or since {@link #start}, in no particular order. It is told before the
     * transaction that read it ends: one way to the server and back less between a change and the page that shows it. What
     * {@code told} throws goes on to the caller, and the same is told again at the next call.
     */
    public void tell(Consumer<List<Touched>> told) {
        String before = snapshot;
        if (before == null) throw new IllegalStateException("start first");
        // On the spine the plan is made once; for so short a look making it anew takes longer than the look.
        snapshot = database.<String>spine(tx -> {
            List<Touched> touched = new ArrayList<>();
            List<String> now = new ArrayList<>();
            // One statement sees one snapshot: the one it answers is the one its rows were read by.
            tx.each(
                    """
                    select null::int, null::bigint, pg_current_snapshot()::text
                    union all
                    (select l.store_id, l.key, t.name
                    from kernel.event_log l join kernel.event_type t on t.code = l.type
                    where l.part = any(?::smallint[]) and l.tx >= pg_snapshot_xmin(?::pg_snapshot)
                      and not pg_visible_in_snapshot(l.tx, ?::pg_snapshot)
                    group by 1, 2, 3)""",
                    row -> {
                        int store = row.getInt(1);
                        if (row.wasNull()) now.add(row.getString(3));
                        else touched.add(new Touched(new StoreId(store), row.getLong(2), row.getString(3)));
                    },
                    parts(),
                    before,
                    before);
            told.accept(touched);
            return now.getFirst();
        });
    }

    private static String snapshot(Tx tx) {
        return tx.first("select pg_current_snapshot()::text", row -> row.getString(1))
                .orElseThrow();
    }

    private static short[] parts() {
        short[] parts = new short[EventLog.PARTS];
        for (short i = 0; i < parts.length; i++) parts[i] = i;
        return parts;
    }
}
