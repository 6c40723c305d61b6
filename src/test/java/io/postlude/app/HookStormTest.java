package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.app.HookDeliveries.Delivery;
import io.postlude.kernel.DatabaseAddress;
import io.postlude.kernel.LocalPostgres;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.stores.Actor;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import io.postlude.stores.StoreDetails;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} under a storm of webhooks: what was answered has its effect once, as if nothing had happened. */
class HookStormTest {
    private static final int KILLS_A_STEP = 7;
    private static final int ORDERS = 210;
    private static final int LATEST_KILL_MILLIS = 400;
    private static final int LOOK_MILLIS = 20;
    private static final int MOST_LOOKS = 3_000;
    private static final Actor TESTER = new Actor.Program("test");

    @TempDir
    Path folder;

    @Test
    void a_storm_of_webhooks_killed_at_twenty_one_random_moments_ends_as_if_nothing_had_happened() throws Exception {
        long seed = Program.seed(HookStormTest.class);
        Instant start =
                InstantSource.system().instant().truncatedTo(ChronoUnit.HOURS).minus(12, ChronoUnit.HOURS);
        List<List<Delivery>> steps = new HookDeliveries(start, seed).steps(ORDERS);
        Path calm = folder.resolve("calm");
        int undisturbed = storm(calm, steps, 0, new SplittableRandom(seed));
        Path stormy = folder.resolve("stormy");
        int hits = storm(stormy, steps, KILLS_A_STEP, new SplittableRandom(seed));
        System.out.println("HookStormTest: " + hits + " of " + KILLS_A_STEP * steps.size() + " hit work that was open");
        assertEquals(0, undisturbed);
        assertTrue(hits >= KILLS_A_STEP * steps.size() / 2, "most kills must hit open work: " + hits);
        assertEquals(KillTest.digest(calm), KillTest.digest(stormy));
    }

    /** Sends all, killing the program so often in each step; answers how many kills left something open. */
    private static int storm(Path data, List<List<Delivery>> steps, int killsAStep, SplittableRandom random)
            throws Exception {
        HookSenders senders = new HookSenders(connect(data));
        int hits = 0;
        Program program = Program.start(data, "serve");
        try {
            URI server = address(program);
            for (List<Delivery> step : steps) {
                int slice = step.size() / (killsAStep + 1);
                for (int kill = 0; kill < killsAStep; kill++) {
                    senders.offer(step.subList(kill * slice, (kill + 1) * slice));
                    senders.send(server);
                    assertTrue(program.runsFor(random.nextInt(LATEST_KILL_MILLIS)), "it ended by itself");
                    program.kill();
                    int unanswered = senders.join();
                    if (unanswered > 0 || waiting(data) > 0) hits++;
                    program = Program.start(data, "serve");
                    server = address(program);
                }
                senders.offer(step.subList(killsAStep * slice, step.size()));
                settle(program, server, senders);
                awaitWorked(program, data);
            }
            try (Connection database = open(data)) {
                assertEquals(steps.size() * ORDERS, number(database, "select count(*) from connectors.inbox"));
                assertEquals(0, number(database, "select count(*) from connectors.inbox where state <> 'DONE'"));
            }
        } finally {
            program.kill();
        }
        return hits;
    }

    private static void settle(Program program, URI server, HookSenders senders) throws InterruptedException {
        senders.send(server);
        assertEquals(0, senders.join());
        assertTrue(program.runsFor(0));
    }

    static URI address(Program program) throws Exception {
        String line = program.awaitLine("Postlude listens on ");
        return URI.create(line.substring("Postlude listens on ".length()));
    }

    static Map<Source, String> connect(Path data) throws Exception {
        Rehearsed.furnish(data);
        Settings settings =
                Settings.load(Map.of("POSTLUDE_DATA_DIR", data.toAbsolutePath().toString()), data);
        try (Ground ground = Ground.open(settings, Events.ALL);
                Product product = new Product(ground)) {
            var details = StoreDetails.of("storm", "Storm", new StoreDetails.Region("de", "Europe/Berlin", "EUR"));
            StoreId store =
                    product.stores.stores().open(details, TESTER).orThrow().id();
            Map<Source, String> paths = new EnumMap<>(Source.class);
            for (Source source : List.of(Source.SHOPIFY, Source.AFTERSHIP)) {
                String shop = source == Source.SHOPIFY ? "storm.myshopify.com" : null;
                var wanted = new Connections.Wanted(source, shop, HookDeliveries.SECRET, Map.of());
                String token = product.stores
                        .connections()
                        .connect(store, wanted, TESTER)
                        .orThrow()
                        .pathToken();
                paths.put(source, "/hooks/" + source.word() + "/" + token);
            }
            return paths;
        }
    }

    private static void awaitWorked(Program program, Path data) throws Exception {
        for (int look = 0; look < MOST_LOOKS && waiting(data) > 0; look++) assertTrue(program.runsFor(LOOK_MILLIS));
        assertEquals(0, waiting(data));
    }

    private static long waiting(Path data) throws Exception {
        try (Connection database = open(data)) {
            return number(database, "select count(*) from connectors.inbox where state = 'RECEIVED'");
        }
    }

    /** The program's own database, which outlives it for a while; a look from beside. */
    static Connection open(Path data) throws Exception {
        DatabaseAddress running = LocalPostgres.runningIn(data).orElseThrow();
        return DriverManager.getConnection(running.url(), running.user(), running.password());
    }

    static long number(Connection database, String sql) throws Exception {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }
}
