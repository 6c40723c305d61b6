package io.postlude.tracking;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseAddress;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LocalPostgres;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.ProcessorTime;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * How many carrier scans a second go all the way: parsed, translated, deduplicated, parcel, order and promise moved, event
 * logged, a reader's decision written. Measured against binary COPY of the same scans into one table with a primary key
 * and one index, in the same run; counts and final states are checked afterwards.
 */
public final class ScanBench {

    private static final int BATCH = 30_000;
    private static final int REGISTER_BATCH = 5_000;
    private static final double TARGET_RATIO = 0.35;
    private static final int TARGET_PER_SECOND = 50_000;
    private static final List<ScanReport> END = List.of();

    private final Database database;
    private final Nodes nodes;
    private final EventLog log;
    private final Tracking tracking;
    private final PrintStream out;

    private ScanBench(Database database, PrintStream out) {
        this.database = database;
        this.out = out;
        this.nodes = Nodes.join(database);
        Ids ids = new Ids(nodes.number());
        this.log = new EventLog(ids, EventTypes.register(database, List.of(TrackingEvent.class, PromiseEvent.class)));
        Promises promises = new Promises(database, log, ids, MovableClock.running());
        this.tracking = new Tracking(
                new Tracking.Ground(database, log, ids, MovableClock.running(), promises, store -> ZoneOffset.UTC));
    }

    /** Runs on a PostgreSQL of its own in this folder, which the caller throws away. */
    public static void run(Path folder, int scans, PrintStream out) throws IOException, InterruptedException {
        try (LocalPostgres postgres = LocalPostgres.start(folder, 0)) {
            run(new DatabaseAddress(postgres.url(), postgres.user(), postgres.password()), scans, out);
        }
    }

    /** Runs on an empty database that is thrown away afterwards. */
    public static void run(DatabaseAddress scratch, int scans, PrintStream out) throws InterruptedException {
        try (Database database = Database.open(scratch)) {
            ScanBench bench = new ScanBench(database, out);
            BenchReader.prepare(database);
            ScanBenchCopy.prepare(database);
            out.println("warming up");
            bench.round(new ScanBenchData(1, Math.max(20_000, scans / 2)), false);
            bench.round(new ScanBenchData(2, scans), true);
        }
    }

    private void round(ScanBenchData data, boolean counts) throws InterruptedException {
        register(data);
        checkpoint();
        ProcessorTime.Used beforeCopy = ProcessorTime.now(database);
        double copied = ScanBenchCopy.seconds(database, data, BATCH);
        ProcessorTime.Used copyCpu = ProcessorTime.now(database).since(beforeCopy);
        checkpoint();
        BenchReader reader = new BenchReader();
        try (LogReaders readers = new LogReaders(database, log, nodes, List.of(reader))) {
            readers.drain();
            long decidedBefore = BenchReader.decisions(database);
            readers.start();
            ProcessorTime.Used before = ProcessorTime.now(database);
            long start = System.nanoTime();
            Taken taken = feed(data);
            double written = (System.nanoTime() - start) / 1e9;
            long moves = data.moves();
            reader.await(database, decidedBefore + moves);
            double decided = (System.nanoTime() - start) / 1e9;
            if (counts) {
                ProcessorTime.Used used = ProcessorTime.now(database).since(before);
                cpu(data, copyCpu, used);
                out.printf("other programs held %.1f cores meanwhile%n", used.coresOfOthers(decided));
                report(data, taken, new Seconds(copied, written, decided));
                verify(data, taken, BenchReader.decisions(database) - decidedBefore);
            }
        }
    }

    private record Seconds(double copy, double written, double decided) {}

    private void register(ScanBenchData data) {
        List<ScanBenchData.Shipment> all = data.shipments();
        for (int from = 0; from < all.size(); from += REGISTER_BATCH) {
            data.register(database, tracking, from, Math.min(all.size(), from + REGISTER_BATCH));
        }
    }

    /** One thread parses, the next batch while the lanes write this one. */
    private Taken feed(ScanBenchData data) throws InterruptedException {
        BlockingQueue<List<ScanReport>> parsed = new ArrayBlockingQueue<>(1);
        Thread parser = Thread.ofPlatform().name("bench-parser").start(() -> parse(data, parsed));
        Taken taken = Taken.NOTHING;
        for (List<ScanReport> batch = parsed.take(); !batch.isEmpty(); batch = parsed.take()) {
            taken = taken.plus(tracking.take(data.ofStores(batch)));
        }
        parser.join();
        return taken;
    }

    private static void parse(ScanBenchData data, BlockingQueue<List<ScanReport>> parsed) {
        try {
            for (int from = 0; from < data.size(); from += BATCH) {
                parsed.put(data.parsed(from, Math.min(data.size(), from + BATCH)));
            }
            parsed.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(ScanBenchData data, Taken taken, Seconds seconds) {
        double copyRate = data.unique() / seconds.copy();
        double rate = data.size() / seconds.decided();
        double ratio = taken.fresh() / seconds.decided() / copyRate;
        out.printf(
                "%,d scans (%,d unique, the rest repeats; 5 %% late) of %,d parcels, %d lanes and a reader%n",
                data.size(), data.unique(), data.shipments().size(), ScanIntake.LANES);
        out.printf("COPY of the unique scans into one table, key + 1 index: %,.0f a second%n", copyRate);
        out.printf("tracking, to the last scan written:    %,.0f scans a second%n", data.size() / seconds.written());
        out.printf(
                "tracking, to the last decision:        %,.0f scans a second (target %,d)%n", rate, TARGET_PER_SECOND);
        out.printf("unique scans against COPY, same run:   %.2f (target %.2f)%n", ratio, TARGET_RATIO);
    }

    private void cpu(ScanBenchData data, ProcessorTime.Used copy, ProcessorTime.Used all) {
        out.printf(
                "processor time a scan: program %.1f + server %.1f us; COPY %.1f us; COPY / tracking %.2f%n",
                all.program() * 1e6 / data.size(),
                all.server() * 1e6 / data.size(),
                copy.total() * 1e6 / data.unique(),
                copy.total() / data.unique() / (all.total() / data.size()));
    }

    private void verify(ScanBenchData data, Taken taken, long decisions) {
        String scans = taken.fresh() == data.unique() && taken.waiting() == 0 ? "as expected" : "WRONG: " + taken;
        long wrong = data.wrongStates(database);
        out.printf("verified: unique scans %s; parcels in another state than the rules say: %,d;%n", scans, wrong);
        out.printf(
                "          orders not at their worst open parcel: %,d; moves %,d, decisions %,d%n",
                data.wrongOrders(database), data.moves(), decisions);
    }

    private void checkpoint() {
        database.runAcrossStores(tx -> {
            try (var statement = tx.connection().createStatement()) {
                statement.execute("checkpoint");
            } catch (SQLException e) {
                throw new IllegalStateException("the bench needs a database of its own", e);
            }
        });
    }
}
