package io.postlude.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.kernel.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} on the real program, at moments nobody chose: nothing is lost, nothing happens twice. */
class KillTest {
    private static final int KILLS = 20;
    private static final int ORDERS = 1_500;
    private static final int SHORTEST_WINDOW_MILLIS = 100;

    @TempDir
    Path folder;

    @Test
    void an_import_killed_at_twenty_random_moments_ends_as_if_nothing_had_happened() throws Exception {
        SplittableRandom random = new SplittableRandom(Program.seed(KillTest.class));
        Path slice = slice(data("olist"), folder.resolve("slice"));
        Path calm = folder.resolve("calm");
        int window = undisturbedMillis(calm, slice) / 2; // each start finds a part of the work done
        Path stormy = folder.resolve("stormy");
        int killed = 0;
        for (int i = 0; i < KILLS; i++) {
            Program program = begin(stormy, slice);
            if (program.runsFor(random.nextInt(window))) killed++;
            else window = Math.max(SHORTEST_WINDOW_MILLIS, window / 2); // what is in already goes by faster
            program.kill();
        }
        System.out.println("KillTest: " + killed + " of " + KILLS + " hit a running import");
        assertTrue(killed >= KILLS / 2, "most kills must hit a running import: " + killed);
        begin(stormy, slice).finish();
        assertEquals(digest(calm), digest(stormy));
    }

    private static int undisturbedMillis(Path data, Path slice) throws Exception {
        Program program = begin(data, slice);
        long began = System.nanoTime();
        program.finish();
        return (int) Duration.ofNanos(System.nanoTime() - began).toMillis();
    }

    /** Up to where it says that it imports: before that there is nothing to interrupt. */
    private static Program begin(Path data, Path slice) throws IOException {
        Program program = Program.start(data, "import", "olist", slice.toString());
        var _ = program.awaitLine("importing");
        return program;
    }

    /** What the database in a folder holds, told without what differs from run to run. */
    static Map<String, String> digest(Path data) {
        Settings settings =
                Settings.load(Map.of("POSTLUDE_DATA_DIR", data.toAbsolutePath().toString()), data);
        try (Ground ground = Ground.open(settings, Events.ALL)) {
            return StateDigest.of(ground.database);
        }
    }

    /** The real data, or an error that says how to provide it: a test that silently skips proves nothing. */
    private static Path data(String name) {
        return Stream.of(
                        Optional.ofNullable(System.getenv("POSTLUDE_TEST_DATA")).orElse(""), "../shared/data")
                .filter(parent -> !parent.isEmpty())
                .map(parent -> Path.of(parent, name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("the data set " + name + " is missing: put it at ../shared/data/"
                                + name + " or name its parent in POSTLUDE_TEST_DATA"));
    }

    /** The first orders with all that belongs to them. */
    private static Path slice(Path olist, Path target) throws IOException {
        Files.createDirectories(target);
        Set<String> orders = new HashSet<>();
        Set<String> customers = new HashSet<>();
        copy(olist, target, "olist_orders_dataset", line -> {
            String[] fields = line.split(",", 3);
            if (orders.size() == ORDERS) return false;
            customers.add(fields[1]);
            return orders.add(fields[0]);
        });
        for (String ofOrders : List.of("olist_order_items_dataset", "olist_order_payments_dataset"))
            copy(olist, target, ofOrders, line -> orders.contains(line.split(",", 2)[0]));
        copy(olist, target, "olist_customers_dataset", line -> customers.contains(line.split(",", 2)[0]));
        for (String whole :
                List.of("olist_sellers_dataset", "olist_products_dataset", "product_category_name_translation"))
            copy(olist, target, whole, line -> true);
        return target;
    }

    private static void copy(Path from, Path to, String name, Predicate<String> wanted) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(from.resolve(name + ".csv.gz"))),
                        StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(to.resolve(name + ".csv")))) {
            out.println(in.readLine());
            in.lines().map(line -> line.replace("\"", "")).filter(wanted).forEach(out::println);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
