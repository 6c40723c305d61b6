package io.postlude.portal;

import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.Web;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures tracking pages against nginx serving the same bytes from a file, in turn in one run, and how soon a committed
 * change takes the old page away under that load.
 */
public final class PageBench {
    private static final int ORDERS = 5_000;
    private static final long FIRST_ORDER = 1L << 40;
    private static final int WARM_SECONDS = 4;
    private static final int ROUND_SECONDS = 4;
    private static final int ROUNDS = 3;
    private static final int CHANGES = 1_000;
    private static final long CHANGE_PAUSE_NANOS = 5_000_000;
    private static final long LOOK_PAUSE_NANOS = 50_000;
    private static final long MOST_WAIT_NANOS = 5_000_000_000L;

    private final Ground ground;
    private final PrintStream out;

    private PageBench(Ground ground, PrintStream out) {
        this.ground = ground;
        this.out = out;
    }

    /** What the bench stands on; it writes events of orders that do not exist, so take a database made for it. */
    public record Ground(Database database, Secrets secrets, EventLog log, Messages messages, InstantSource clock) {}

    /** Runs and prints; 0, or 1 with one line where nginx or wrk is missing. */
    public static int run(Ground ground, PrintStream out) {
        if (!Files.isExecutable(StaticNginx.PROGRAM) || !Files.isExecutable(Wrk.PROGRAM)) {
            out.println("bench page needs nginx and wrk: apt-get install -y --no-install-recommends nginx-light wrk");
            return 1;
        }
        new PageBench(ground, out).measure();
        return 0;
    }

    private void measure() {
        Settings settings = Settings.load(Map.of("POSTLUDE_PORT", "0"), Path.of("target/nowhere"));
        var facts = new BenchFacts(ground.clock().instant());
        var portal = new Portal(
                new Portal.Ground(settings, ground.database(), ground.secrets(), ground.clock(), "", ground.messages()),
                facts);
        var metrics = new Metrics();
        var parts = new Web.Parts(portal.routes(), List.of(portal.front()), portal::errorPage);
        try (metrics;
                var web = new Web(settings, ground.database(), metrics, parts);
                portal) {
            String url = "http://127.0.0.1:" + web.start();
            portal.start();
            compare(url, portal);
        }
    }

    private void compare(String url, Portal portal) {
        Path folder = folder();
        var wrk = new Wrk(folder);
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            paths.add(portal.links().path(BenchFacts.STORE, FIRST_ORDER + i));
        }
        long bytes = 0;
        for (String path : paths) {
            bytes += kept(portal, path).weight();
        }
        wrk.warm(url, paths, WARM_SECONDS);
        CachedPage page = kept(portal, paths.getFirst());
        out.printf(
                Locale.ROOT,
                "page of %,d bytes, gzip %,d; %,d orders, %,d bytes kept%n",
                page.plain().length,
                page.gzip().length,
                ORDERS,
                bytes);
        try (var nginx = new StaticNginx(folder, page)) {
            for (String encoding : List.of("", "gzip")) {
                compare(new Sides(wrk, url, paths, nginx.url(), encoding));
            }
        }
        freshness(portal, paths, wrk, url);
    }

    private record Sides(Wrk wrk, String url, List<String> paths, String nginx, String encoding) {
        Wrk.Result ours() {
            return wrk.run(url, paths, encoding, ROUND_SECONDS);
        }

        Wrk.Result theirs() {
            return wrk.run(nginx, List.of("/page.html"), encoding, ROUND_SECONDS);
        }
    }

    private void compare(Sides sides) {
        var thrownAway = List.of(sides.ours(), sides.theirs());
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            Wrk.Result theirs = sides.theirs();
            Wrk.Result ours = sides.ours();
            ratios[round] = ours.rate() / theirs.rate();
            out.printf(
                    Locale.ROOT,
                    "%-5s %,9.0f/s p99 %5.2f ms   nginx %,9.0f/s p99 %5.2f ms   ratio %.2f%n",
                    sides.encoding().isEmpty() ? "plain" : "gzip",
                    ours.rate(),
                    ours.p99Millis(),
                    theirs.rate(),
                    theirs.p99Millis(),
                    ratios[round]);
        }
        Arrays.sort(ratios);
        out.printf(
                Locale.ROOT,
                "%-5s median ratio %.2f, best %.2f (target %.2f); %d warm-up runs thrown away%n",
                sides.encoding().isEmpty() ? "plain" : "gzip",
                ratios[ROUNDS / 2],
                ratios[ROUNDS - 1],
                sides.encoding().isEmpty() ? 0.65 : 0.7,
                thrownAway.size());
    }

    /** Commits changes while the pages are under load, and waits for each old page to go. */
    private void freshness(Portal portal, List<String> paths, Wrk wrk, String url) {
        Thread load = Thread.ofPlatform().start(() -> {
            var result = wrk.run(url, paths, "gzip", 2 + (int) (CHANGES * CHANGE_PAUSE_NANOS * 2 / 1_000_000_000));
            out.printf(Locale.ROOT, "load during changes %,.0f/s p99 %.2f ms%n", result.rate(), result.p99Millis());
        });
        double[] millis = new double[CHANGES];
        double[] called = new double[CHANGES];
        int stale = 0;
        try (CommitCall call = new CommitCall(ground.database())) {
            for (int i = 0; i < CHANGES; i++) {
                int at = (i * 7) % ORDERS;
                CachedPage old = kept(portal, paths.get(at));
                long callsBefore = call.count();
                change(FIRST_ORDER + at);
                long committed = System.nanoTime();
                PageCache.Key key = key(paths.get(at));
                while (old.equals(portal.cache().find(key)) && System.nanoTime() - committed < MOST_WAIT_NANOS) {
                    LockSupport.parkNanos(LOOK_PAUSE_NANOS);
                }
                stale += old.equals(portal.cache().find(key)) ? 1 : 0;
                millis[i] = (System.nanoTime() - committed) / 1e6;
                called[i] = Math.max(0, call.after(callsBefore) - committed) / 1e6;
                LockSupport.parkNanos(CHANGE_PAUSE_NANOS);
            }
        }
        join(load);
        Arrays.sort(millis);
        Arrays.sort(called);
        out.printf(
                Locale.ROOT,
                "a bare listener of the database hears of the same commits after p50 %.2f, p99 %.2f, most %.2f ms%n",
                called[CHANGES / 2],
                called[CHANGES * 99 / 100],
                called[CHANGES - 1]);
        out.printf(
                Locale.ROOT,
                "a committed change shows after p50 %.2f, p99 %.2f, most %.2f ms; %d of %d pages stayed old (target p99 10 ms, 0)%n",
                millis[CHANGES / 2],
                millis[CHANGES * 99 / 100],
                millis[CHANGES - 1],
                stale,
                CHANGES);
    }

    private void change(long order) {
        var changed = new OrderEvent.OrderChanged(
                BenchFacts.STORE, new OrderId(order), ground.clock().instant(), true, Set.of());
        ground.database().runAcrossStores(tx -> ground.log().append(tx, changed));
    }

    private static CachedPage kept(Portal portal, String path) {
        return portal.page(key(path));
    }

    private static PageCache.Key key(String path) {
        return new PageCache.Key(path.substring(TrackingLinks.PREFIX.length()), null);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("postlude-bench");
            // nginx drops its rights when started as root; the file must be readable to it then.
            boolean open =
                    folder.toFile().setReadable(true, false) && folder.toFile().setExecutable(true, false);
            if (!open) {
                throw new IOException("cannot open " + folder + " to others");
            }
            return folder;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void join(Thread load) {
        try {
            load.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
