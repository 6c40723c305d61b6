package io.postlude.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the readers of this node: a thread each, woken by a commit or at the latest after half a second.
 *
 * <p>Nodes share the work through the row locks of the cursors: a partition in work is skipped by the others, and the lock
 * of a node that died ends with its connection. A node takes its fair share of partitions at a time.
 */
public final class LogReaders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReaders.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** So long after a wake-up others of the same moment are taken along: a round costs the same for one event as for many. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    /** After a round that passed something: where events keep coming, few large rounds leave time for what they lead to. */
    private static final Duration BUSY = Duration.ofMillis(100);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Database database;
    private final Nodes nodes;
    private final Map<String, LogReader> readers = new LinkedHashMap<>();
    private final Map<String, ReaderRun> runs = new LinkedHashMap<>();
    /** Rounds of each reader on this node that passed something. */
    private final Map<String, AtomicLong> rounds = new ConcurrentHashMap<>();

    private final List<Thread> threads = new ArrayList<>();
    private final PoisonEvents poison;
    private final LogWatch watch;
    private volatile boolean stopping;

    public LogReaders(Database database, EventLog log, Nodes nodes, List<? extends LogReader> all) {
        this.database = database;
        this.nodes = nodes;
        for (LogReader reader : all) {
            readers.put(reader.name(), reader);
            runs.put(reader.name(), new ReaderRun(database, log.types(), reader));
        }
        this.poison = new PoisonEvents(database, log.types(), readers);
        this.watch = new LogWatch(database);
    }

    public PoisonEvents poison() {
        return poison;
    }

    public void start() {
        runs.values().forEach(ReaderRun::enrol);
        watch.start();
        for (ReaderRun run : runs.values())
            threads.add(Thread.ofVirtual().name("reader-" + run.name()).start(() -> loop(run)));
    }

    /** Reads on until nothing new is left for any reader: for tests, imports and replays, which want to see the end. */
    public void drain() {
        runs.values().forEach(ReaderRun::enrol);
        boolean more = true;
        while (more) {
            more = false;
            for (ReaderRun run : runs.values()) more |= run.round(EventLog.PARTS) > 0;
        }
    }

    private void loop(ReaderRun run) {
        while (!stopping) {
            try {
                long seen = watch.commits();
                long passed = passedBefore(run);
                int rows = run.round(share());
                if (rows > 0) tellThoseBehind(run);
                if (rows == 0) watch.await(seen, () -> passedBefore(run) == passed, IDLE);
                if (rows < run.batch()) watch.pause(rows == 0 ? GATHERING : BUSY);
            } catch (RuntimeException e) {
                if (stopping) return;
                LOG.warn("Reader {} could not read, trying again", run.name(), e);
                watch.pause(AFTER_FAILURE);
            }
        }
    }

    /** How many rounds those made on whom this one waits. */
    private long passedBefore(ReaderRun run) {
        return run.after().stream().mapToLong(first -> rounds(first).get()).sum();
    }

    private AtomicLong rounds(String reader) {
        return rounds.computeIfAbsent(reader, _ -> new AtomicLong());
    }

    private void tellThoseBehind(ReaderRun run) {
        long _ = rounds(run.name()).incrementAndGet();
        if (runs.values().stream().anyMatch(other -> other.after().contains(run.name()))) watch.stir();
    }

    private int share() {
        return Math.max(1, EventLog.PARTS / Math.max(1, nodes.alive()));
    }

    /** Puts a reader back to the first event recorded at or after {@code from}; what it passed before comes as seen before. */
    public void replayFrom(String reader, Instant from) {
        if (!readers.containsKey(reader))
            throw new IllegalArgumentException(
                    "no reader is named " + reader + "; there are: " + String.join(", ", readers.keySet()));
        database.runAcrossStores(tx -> tx.execute("""
                update kernel.reader_cursor c set id = 0, tx = coalesce(
                  (select min(l.tx) from kernel.event_log l where l.part = c.part and l.recorded_at >= ?), c.tx)
                where c.reader = ?""", from, reader));
    }

    /** How each reader stands: events not yet passed (counted to 10,000), and when it moved last. */
    public List<Standing> standing() {
        return database.acrossStores(tx -> tx.list(
                """
                select c.reader, max(c.moved_at) as moved_at, sum(n.waiting)::bigint as waiting
                from kernel.reader_cursor c
                cross join lateral (select count(*) as waiting from (
                  select 1 from kernel.event_log l where l.part = c.part and (l.tx, l.id) > (c.tx, c.id) limit 10000) w) n
                group by c.reader order by c.reader""",
                row -> new Standing(row.getString(1), Tx.instantNotNull(row, "moved_at"), row.getLong("waiting"))));
    }

    /** A reader's place: {@code waiting} events it has not passed. */
    public record Standing(String reader, Instant movedAt, long waiting) {}

    @Override
    public void close() {
        stopping = true;
        watch.close();
        for (Thread thread : threads) join(thread);
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(STOP_LIMIT)) LOG.warn("{} did not stop in {}", thread.getName(), STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
