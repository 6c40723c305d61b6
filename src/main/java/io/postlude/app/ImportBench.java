package io.postlude.app;

import io.postlude.connectors.ImportKind;
import io.postlude.connectors.ImportReport;
import io.postlude.connectors.Importers;
import io.postlude.kernel.ProcessorTime;
import io.postlude.kernel.Settings;
import io.postlude.kernel.Tx;
import io.postlude.stores.Actor;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

/** How long the Olist folder takes, beside COPY of as many rows into one table with a key and an index. */
final class ImportBench {
    private static final double TARGET_SECONDS = 5;
    private static final String ROWS_WRITTEN = """
            select (select count(*) from orders.customer_order) + (select count(*) from orders.line)
              + (select count(*) from customers.customer) + (select count(*) from tracking.shipment)
              + (select count(*) from tracking.scan) + (select count(*) from kernel.event_log)""";

    private ImportBench() {}

    static void run(Path folder, Settings settings, Path olist, PrintStream out) throws IOException {
        Settings own = settings.with(
                        Settings.Key.POSTLUDE_DATA_DIR, folder.toAbsolutePath().toString())
                .with(Settings.Key.DATABASE_URL, "");
        try (Ground ground = Ground.open(own, Events.ALL);
                Product product = new Product(ground, Product.Mode.SERVE)) {
            Store store = store(product, "bench");
            Importers importers = new Importers(new Importers.Parts(
                    ground.database, product.orders, product.promises, product.tracking, folder.resolve("imports")));
            ProcessorTime.Used before = ProcessorTime.now(ground.database);
            ImportReport report = importers.run(ImportKind.OLIST, olist, store, (orders, share) -> {});
            ProcessorTime.Used used = ProcessorTime.now(ground.database).since(before);
            double seconds = report.took().toMillis() / 1000.0;
            long rows = ground.database.<Long>acrossStores(tx -> tx.number(ROWS_WRITTEN));
            double copy = ground.database.<Double>spine(tx -> copy(tx, rows));
            out.printf(
                    "%,d orders, %,d rows written in %.1f s (%,.0f orders a second), target %.0f s%n",
                    report.orders().all(), rows, seconds, report.orders().all() / seconds, TARGET_SECONDS);
            out.printf(
                    "processor time: program %.1f + server %.1f s; other programs held %.1f cores%n",
                    used.program(), used.server(), used.coresOfOthers(seconds));
            out.printf(
                    "COPY of as many rows into one table: %.1f s; ratio of rows a second %.2f%n", copy, copy / seconds);
            ImportReport again = importers.run(ImportKind.OLIST, olist, store, (orders, share) -> {});
            out.printf(
                    "the same again, changing nothing: %.1f s%n", again.took().toMillis() / 1000.0);
            ProcessorTime.Used warm = ProcessorTime.now(ground.database);
            ImportReport other = importers.run(ImportKind.OLIST, olist, store(product, "other"), (orders, share) -> {});
            used = ProcessorTime.now(ground.database).since(warm);
            out.printf(
                    "all of it for another store, the program warm: %.1f s (program %.1f + server %.1f s)%n",
                    other.took().toMillis() / 1000.0, used.program(), used.server());
        }
    }

    private static Store store(Product product, String slug) {
        return product.stores
                .stores()
                .open(
                        StoreDetails.of(slug, "Bench", new StoreDetails.Region("pt-BR", "America/Sao_Paulo", "BRL")),
                        new Actor.Program("bench"))
                .orThrow();
    }

    private static double copy(Tx tx, long rows) throws SQLException {
        tx.execute("create table copied (id bigint primary key, key bigint, at timestamptz, text text)");
        tx.execute("create index on copied (key)");
        long began = System.nanoTime();
        var in = tx.driver().getCopyAPI().copyIn("copy copied from stdin");
        for (long i = 0; i < rows; i++) {
            byte[] line = (i + "\t" + Long.rotateLeft(i * 0x9E3779B97F4A7C15L, 7) + "\t2018-03-02 10:00:00+00\t"
                            + "x".repeat(120) + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
            in.writeToCopy(line, 0, line.length);
        }
        var _ = in.endCopy();
        return (System.nanoTime() - began) / 1e9;
    }
}
