package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.kernel.DatabaseAddress;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.LocalPostgres;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.stores.Actor;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How many webhooks a second are verified, stored and answered after the commit, over HTTP, beside PostgreSQL's own rate of
 * single-row inserts over as many connections in the same run. The inbox is not worked meanwhile: the storm is measured.
 */
public final class WebhookBench {
    private static final int BODY_LIMIT_BYTES = 2_097_152;
    private static final int WARM_UP_SECONDS = 4;
    private static final int WARM_UP_RUNS = 15;
    private static final int WARM_REQUESTS = 100_000;
    private static final double WARM_RISE = 1.05;
    private static final int SECONDS = 4;
    private static final int ROUNDS = 2;
    private static final String SECRET = "the-secret-of-the-bench";

    /** Connections, and the least ratio they should reach; 0 where none is set. */
    private static final Map<Integer, Double> TARGETS = new java.util.TreeMap<>(Map.of(8, 0.7, 32, 1.3, 64, 0.0));

    private final Database database;
    private final PrintStream out;
    private final SingleInserts control;
    private long answered;

    private WebhookBench(DatabaseAddress address, Database database, PrintStream out) {
        this.database = database;
        this.out = out;
        this.control = new SingleInserts(address);
    }

    /** Runs on a PostgreSQL of its own in this folder, which the caller throws away. */
    public static void run(Path folder, PrintStream out) throws IOException, InterruptedException {
        if (!Wrk.isThere()) {
            out.println("The load comes from wrk, which is not installed: apt-get install wrk");
            return;
        }
        try (LocalPostgres postgres = LocalPostgres.start(folder, 0)) {
            run(new DatabaseAddress(postgres.url(), postgres.user(), postgres.password()), out);
        }
    }

    private static void run(DatabaseAddress scratch, PrintStream out) throws IOException, InterruptedException {
        try (Database database = Database.open(scratch);
                Metrics metrics = new Metrics()) {
            Ids ids = new Ids(1);
            MovableClock clock = MovableClock.running();
            EventLog log = new EventLog(ids, EventTypes.register(database, List.of(StoreEvent.class)));
            StoresModule stores =
                    StoresModule.wire(new StoresModule.Needs(database, log, ids, new Secrets(database), clock, clock));
            Connection shop = shop(stores);
            WebhookBench bench = new WebhookBench(scratch, database, out);
            try (GroupCommit<Delivery> commit = new GroupCommit<>("bench-commit", group -> {
                int _ = database.spineStatement(tx -> InboxSql.insertAcrossStores(tx, ids, group));
            })) {
                Hooks hooks = new Hooks(
                        stores.connections(), commit, metrics.registry(), new Hooks.Receiving(clock, BODY_LIMIT_BYTES));
                try (Web web = web(database, metrics, hooks);
                        Wrk wrk = Wrk.signed(
                                "http://127.0.0.1:" + web.start() + "/hooks/shopify/" + shop.pathToken(), SECRET)) {
                    bench.measure(wrk);
                }
            }
        }
    }

    private static Connection shop(StoresModule stores) {
        Actor actor = new Actor.Program("bench");
        StoreId store = stores.stores()
                .open(StoreDetails.of("bench", "Bench", new StoreDetails.Region("en", "UTC", "EUR")), actor)
                .orThrow()
                .id();
        return stores.connections()
                .connect(store, new Connections.Wanted(Source.SHOPIFY, "bench.myshopify.com", SECRET, Map.of()), actor)
                .orThrow();
    }

    private static Web web(Database database, Metrics metrics, Hooks hooks) {
        Settings settings = Settings.load(Map.of("POSTLUDE_PORT", "0"), Path.of("no-such-folder"));
        Web.Parts parts = new Web.Parts(List.of(), List.of(hooks), (context, problem) -> Optional.empty());
        return new Web(settings, database, metrics, parts);
    }

    private void measure(Wrk wrk) throws IOException, InterruptedException {
        control.prepare();
        out.println("warming up");
        var _ = control.run(32, WARM_UP_SECONDS);
        warmUp(wrk);
        out.println("connections | single-row inserts: rows/s, p50, p99 ms | webhooks: answers/s, p50, p99 ms | ratio");
        for (int round = 1; round <= ROUNDS; round++)
            for (Map.Entry<Integer, Double> target : TARGETS.entrySet()) line(wrk, target.getKey(), target.getValue());
        long stored = database.<Long>acrossStores(tx -> tx.number("select count(*) from connectors.inbox"));
        out.printf(Locale.ROOT, "answered %,d, stored %,d%n", answered, stored);
        if (stored < answered) out.println("LOST: fewer stored than answered");
    }

    /** Until the rate rises no more: the first 100,000 requests of a Java machine are not what a server gives. */
    private void warmUp(Wrk wrk) throws IOException, InterruptedException {
        double best = 0;
        for (int i = 0; i < WARM_UP_RUNS; i++) {
            Rate rate = wrk.run(32, WARM_UP_SECONDS);
            answered += rate.requests();
            if (answered > WARM_REQUESTS && rate.perSecond() < best * WARM_RISE) return;
            best = Math.max(best, rate.perSecond());
        }
    }

    private void line(Wrk wrk, int connections, double target) throws IOException, InterruptedException {
        checkpoint();
        Rate alone = control.run(connections, SECONDS);
        checkpoint();
        Rate hooks = wrk.run(connections, SECONDS);
        answered += hooks.requests();
        double ratio = hooks.perSecond() / alone.perSecond();
        String judged = target == 0
                ? ""
                : String.format(Locale.ROOT, " (target %.1f%s)", target, ratio >= target ? ", reached" : ", missed");
        out.printf(
                Locale.ROOT,
                "%11d | %,9.0f %6.2f %7.2f | %,9.0f %6.2f %7.2f | %.2f%s%n",
                connections,
                alone.perSecond(),
                alone.p50Millis(),
                alone.p99Millis(),
                hooks.perSecond(),
                hooks.p50Millis(),
                hooks.p99Millis(),
                ratio,
                judged);
    }

    /** What was reached: how many in all, each second, and how long one took. */
    record Rate(long requests, double perSecond, double p50Millis, double p99Millis) {}

    /** So that every run pays for its own full-page images. */
    private void checkpoint() {
        control.execute("checkpoint");
    }
}
