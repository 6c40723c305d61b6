package io.postlude.connectors;

import io.postlude.kernel.Database;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.stores.Store;
import io.postlude.tracking.Tracking;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Takes orders with their history from files. The same file again changes nothing; nobody is notified of what it tells. */
public final class Importers {
    private static final int BATCH_ORDERS = 1_000;

    private final Parts parts;

    public Importers(Parts parts) {
        this.parts = parts;
    }

    /** {@code faultFolder} takes the files of rows that were skipped. */
    public record Parts(Database database, Orders orders, Promises promises, Tracking tracking, Path faultFolder) {}

    /**
     * Reads a file (for Olist: a folder) to its end.
     *
     * @throws ImportRefused where the file as a whole is not what {@code kind} says; what was read before is kept
     */
    public ImportReport run(ImportKind kind, Path path, Store store, ImportProgress progress) throws IOException {
        long began = System.nanoTime();
        ImportTally tally = new ImportTally();
        try (ImportFaultFiles faults = new ImportFaultFiles(parts.faultFolder())) {
            for (Path source : sources(path)) faults.forget(source);
            read(source(kind, path, store), store, new Keeping(tally, faults, progress));
            return tally.report(faults.files(), Duration.ofNanos(System.nanoTime() - began));
        } catch (ImportFault e) {
            throw new ImportRefused(e.reason());
        }
    }

    /** The file as a whole cannot be read; the message is one line for the person who gave it. */
    public static final class ImportRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ImportRefused(String reason) {
            super(reason);
        }
    }

    /** Where counts, faults and progress go. */
    record Keeping(ImportTally tally, ImportFaultFiles faults, ImportProgress progress) {}

    private void read(ImportSource source, Store store, Keeping keeping) throws IOException {
        ImportParcels parcels = new ImportParcels(store.id(), store.zone());
        try (ImportWriters writers = new ImportWriters(parts, parcels, keeping)) {
            Batches batches = new Batches(writers, keeping);
            source.read(batches);
            batches.end();
            writers.finish();
        }
    }

    private static ImportSource source(ImportKind kind, Path path, Store store) throws IOException {
        ZoneId zone = store.zone();
        return switch (kind) {
            case OLIST -> OlistSource.open(path);
            case SHOPIFY_CSV -> new CsvOrders(CsvFile.open(path), new CsvShopify(zone, store.currency()));
            case WOOCOMMERCE_CSV -> new CsvOrders(CsvFile.open(path), new CsvWoo(zone, store.currency()));
            case CSV -> new CsvOrders(CsvFile.open(path), new CsvPlain(zone, store.currency()));
        };
    }

    private static List<Path> sources(Path path) throws IOException {
        if (!java.nio.file.Files.isDirectory(path)) return List.of(path);
        try (Stream<Path> files = java.nio.file.Files.list(path)) {
            return files.toList();
        }
    }

    /** Gathers orders into batches for the writers, and keeps what is faulty. */
    private static final class Batches implements ImportSink {
        private final ImportWriters writers;
        private final Keeping keeping;
        private List<ImportedOrder> batch = new ArrayList<>(BATCH_ORDERS);

        Batches(ImportWriters writers, Keeping keeping) {
            this.writers = writers;
            this.keeping = keeping;
        }

        @Override
        public void order(ImportedOrder order) {
            batch.add(order);
            if (batch.size() == BATCH_ORDERS) end();
        }

        @Override
        public void fault(List<ImportRow> rows, String reason) {
            keeping.tally().faulty(rows.size());
            keeping.faults().add(rows, reason);
        }

        @Override
        public void read(double share) {
            writers.readSoFar(share);
        }

        void end() {
            if (batch.isEmpty()) return;
            writers.write(batch);
            batch = new ArrayList<>(BATCH_ORDERS);
        }
    }
}
