package io.postlude.app;

import io.postlude.connectors.WebhookBench;
import io.postlude.customers.Customers;
import io.postlude.insights.ForecastBench;
import io.postlude.journeys.JourneysBench;
import io.postlude.journeys.WaitingBench;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import io.postlude.kernel.StoreId;
import io.postlude.messaging.MailBench;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingModule;
import io.postlude.orders.OrderBench;
import io.postlude.orders.Orders;
import io.postlude.portal.PageBench;
import io.postlude.returns.ReturnsBench;
import io.postlude.segments.SegmentsBench;
import io.postlude.stores.Actor;
import io.postlude.stores.StoreDetails;
import io.postlude.tracking.ScanBench;
import io.postlude.twin.TwinBench;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code bench NAME}: each measures beside a limit or a peer in the same run, on a database of its own that is thrown away. */
final class BenchCommand {
    private static final int SCANS = 1_000_000;
    private static final int MAILS = 60_000;
    private static final int LISTED_ORDERS = 1_000_000;
    private static final int WAITING_RUNS = 1_000_000;
    private static final int REHEARSED_ORDERS = 100_000;
    private static final int SEGMENT_PEOPLE = 200_000;
    private static final int TWIN_ORDERS = 10_000;
    private static final String OLIST = "../shared/data/olist";

    private BenchCommand() {}

    private interface Bench {
        void run(Path folder, PrintStream out) throws Exception;
    }

    private static Map<String, Bench> benches(Settings settings, List<String> rest) {
        Map<String, Bench> benches = new TreeMap<>();
        benches.put(
                "scans",
                (folder, out) ->
                        ScanBench.run(folder, rest.isEmpty() ? SCANS : Integer.parseInt(rest.getFirst()), out));
        Path olist = Path.of(rest.isEmpty() ? OLIST : rest.getFirst());
        benches.put("import", (folder, out) -> ImportBench.run(folder, settings, olist, out));
        benches.put("mail", (folder, out) -> mail(folder, settings, count(rest, MAILS), out));
        benches.put("forecast", (folder, out) -> ForecastBench.run(olist, out));
        benches.put("forecast-speed", (folder, out) -> ForecastBench.runSpeed(olist, out));
        benches.put("returns", (folder, out) -> returns(folder, settings, rest, out));
        benches.put("webhook", (folder, out) -> WebhookBench.run(folder, out));
        benches.put(
                "orders",
                (folder, out) -> onGround(folder, settings, ground -> {
                    Customers customers = new Customers(ground.ids, ground.log, ground.secrets, ground.clock);
                    OrderBench.run(
                            ground.database,
                            new Orders(customers, ground.log, ground.ids, ground.clock),
                            ground.ids,
                            out);
                }));
        benches.put(
                "page",
                (folder, out) -> onGround(folder, settings, ground -> {
                    int _ = PageBench.run(
                            new PageBench.Ground(
                                    ground.database,
                                    ground.secrets,
                                    ground.log,
                                    new Messages(ground.ids, ground.clock),
                                    ground.clock),
                            out);
                }));
        int orders = count(rest, TWIN_ORDERS);
        benches.put("twin", (folder, out) -> onGround(folder, settings, ground -> twin(ground, orders, out)));
        benches.put("journeys", (folder, out) -> journeys(folder, settings, out));
        int listed = count(rest, LISTED_ORDERS);
        benches.put(
                "lists", (folder, out) -> onGround(folder, settings, ground -> ListsBench.run(ground, listed, out)));
        int people = count(rest, SEGMENT_PEOPLE);
        benches.put("segments", (folder, out) -> onGround(folder, settings, ground -> segments(ground, people, out)));
        addRehearsal(benches, settings, rest.isEmpty() ? REHEARSED_ORDERS : listed);
        benches.put("runs", (folder, out) -> onGround(folder, settings, ground -> runs(ground, rest, out)));
        benches.put("start", (folder, out) -> StartBench.run(Ground.home(), out));
        return benches;
    }

    private static int count(List<String> rest, int usual) {
        return rest.isEmpty() || !rest.getFirst().matches("[0-9]{1,8}") ? usual : Integer.parseInt(rest.getFirst());
    }

    private static void segments(Ground ground, int people, PrintStream out) {
        Facts facts = new Facts(ground);
        StoreId store = facts.stores
                .stores()
                .open(
                        StoreDetails.of("bench", "Bench", new StoreDetails.Region("en-GB", "Europe/Berlin", "EUR")),
                        new Actor.Program("bench"))
                .orThrow()
                .id();
        SegmentsBench.run(
                new SegmentsBench.Parts(
                        ground.database, ground.log, facts.stores.stores(), facts.customers, ground.clock, store),
                people,
                out);
    }

    private static void addRehearsal(Map<String, Bench> benches, Settings settings, int orders) {
        Settings own = settings.with(Settings.Key.MAIL_FROM, "bench@postlude.example");
        benches.put(
                "rehearsal", (folder, out) -> onGround(folder, own, ground -> RehearsalBench.run(ground, orders, out)));
    }

    /** {@code bench runs}, or {@code bench runs COUNT}: a fifth of them is due. */
    private static void runs(Ground ground, List<String> rest, PrintStream out) {
        int runs = rest.isEmpty() ? WAITING_RUNS : Integer.parseInt(rest.getFirst());
        try (Product product = new Product(ground)) {
            StoreId store = product.stores
                    .stores()
                    .open(
                            StoreDetails.of("bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                            new Actor.Program("bench"))
                    .orThrow()
                    .id();
            int orders = Math.max(1, runs / 10);
            new ListsBenchData(ground.database, store).fill(orders);
            WaitingBench.run(
                    new WaitingBench.Parts(
                            ground.database, product.journeys, ground.clock, store, ListsBenchData.FIRST_ID, orders),
                    runs,
                    runs / 5,
                    out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void returns(Path folder, Settings settings, List<String> rest, PrintStream out) throws IOException {
        if (!rest.contains("requests")) ReturnsBench.run(out);
        Settings own = settings.with(Settings.Key.MAIL_FROM, "bench@postlude.example");
        onGround(folder, own, ground -> ReturnRequestsBench.run(ground, out));
    }

    static int run(Settings settings, List<String> args) {
        Map<String, Bench> benches = benches(settings, args.isEmpty() ? args : args.subList(1, args.size()));
        Bench bench = args.isEmpty() ? null : benches.get(args.getFirst());
        if (bench == null) {
            System.err.println("bench which? " + String.join(", ", benches.keySet()));
            return 2;
        }
        Path folder = scratch();
        try {
            bench.run(folder, System.out);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartRefused("bench " + args.getFirst() + " could not run: " + e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private static void mail(Path folder, Settings settings, int mails, PrintStream out) throws IOException {
        onGround(folder, settings, ground -> {
            try (Metrics metrics = new Metrics()) {
                MessagingModule.Parts parts = new MessagingModule.Parts(
                        ground.database, ground.log, ground.clock, metrics.registry(), ground.settings);
                MailBench.run(parts, ground.ids, mails, out);
            }
        });
    }

    private static void twin(Ground ground, int orders, PrintStream out) {
        try (Product product = new Product(ground)) {
            URI server = URI.create("http://127.0.0.1:" + product.start());
            Settling settling = new Settling(product.stores.stores(), product.connectors.inbox(), product.readers);
            TwinBench.run(
                    new TwinBench.Parts(product.stores, server, ground.clock.instant(), settling::await), orders, out);
        }
    }

    private static void journeys(Path folder, Settings settings, PrintStream out) throws IOException {
        Settings own = settings.with(Settings.Key.MAIL_FROM, "bench@postlude.example")
                .with(Settings.Key.SMTP_URL, "")
                .with(Settings.Key.POSTLUDE_PORT, "0");
        onGround(folder, own, ground -> {
            try (Product product = new Product(ground)) {
                int _ = product.start();
                var store = product.stores
                        .stores()
                        .open(
                                StoreDetails.of(
                                        "bench", "Bench", new StoreDetails.Region("de-DE", "Europe/Berlin", "EUR")),
                                new Actor.Program("bench"))
                        .orThrow()
                        .id();
                JourneysBench.run(new JourneysBench.Parts(ground.database, product.orders, ground.clock, store), out);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface OnGround {
        void run(Ground ground) throws IOException;
    }

    private static void onGround(Path folder, Settings settings, OnGround work) throws IOException {
        Settings own = settings.with(
                        Settings.Key.POSTLUDE_DATA_DIR, folder.toAbsolutePath().toString())
                .with(Settings.Key.DATABASE_URL, "")
                .with(Settings.Key.POSTLUDE_PORT, "0");
        try (Ground ground = Ground.open(own, Events.ALL)) {
            work.run(ground);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("postlude-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            var _ = Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
