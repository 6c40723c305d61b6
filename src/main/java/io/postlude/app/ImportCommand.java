package io.postlude.app;

import io.postlude.connectors.ImportKind;
import io.postlude.connectors.ImportReport;
import io.postlude.connectors.Importers;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import io.postlude.stores.Actor;
import io.postlude.stores.Store;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ./postlude import KIND PATH [--store SLUG]}. */
final class ImportCommand {
    static final String USAGE = """
            ./postlude import KIND PATH [--store SLUG]
              KIND   %s
              PATH   the file, gzipped or not; for olist the folder
              SLUG   the store that takes the orders; not needed where there is only one
            What each file may hold: docs/importing.md. The same file again changes nothing.""".formatted(ImportKind.words());
    private static final String OLIST_SLUG = "olist";

    private ImportCommand() {}

    /** What was asked for. */
    private record Asked(ImportKind kind, Path path, Optional<String> slug) {
        static Asked of(List<String> args) {
            boolean store = args.size() == 4 && args.get(2).equals("--store");
            if (args.size() != 2 && !store) throw new StartRefused("give a kind and a path\n" + USAGE);
            ImportKind kind = ImportKind.of(args.get(0))
                    .orElseThrow(() -> new StartRefused("no kind of file is named " + args.get(0) + "\n" + USAGE));
            Path path = Path.of(args.get(1));
            if (!Files.isReadable(path)) throw new StartRefused(path + " is not there or cannot be read");
            return new Asked(kind, path, store ? Optional.of(args.get(3)) : Optional.empty());
        }
    }

    static int run(Settings settings, List<String> args, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(USAGE);
            return 0;
        }
        Asked asked = Asked.of(args);
        try (Ground ground = Ground.openBeside(settings, Events.ALL);
                Product product = new Product(ground)) {
            Path faults = Ground.home().resolve(settings.text(Settings.Key.POSTLUDE_DATA_DIR), "imports");
            Importers importers = new Importers(
                    new Importers.Parts(ground.database, product.orders, product.promises, product.tracking, faults));
            Store store = store(product.stores.stores(), asked);
            out.printf("importing %s into the store %s%n", asked.path, store.slug());
            ImportReport report = read(importers, asked, store, out);
            product.readers.drain();
            tell(report, out);
            return report.faultyRows() == 0 ? 0 : 3;
        } catch (Importers.ImportRefused e) {
            throw new StartRefused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StartRefused("the import stopped at a file that cannot be read: " + e.getMessage());
        }
    }

    private static ImportReport read(Importers importers, Asked asked, Store store, PrintStream out)
            throws IOException {
        try (ProgressBar bar = ProgressBar.on(out, "orders")) {
            return importers.run(asked.kind, asked.path, store, bar::at);
        }
    }

    private static Store store(Stores stores, Asked asked) {
        if (asked.slug.isPresent())
            return stores.bySlug(asked.slug.get())
                    .orElseThrow(() -> new StartRefused(noStore(stores, asked.slug.get())));
        if (asked.kind == ImportKind.OLIST) return stores.bySlug(OLIST_SLUG).orElseGet(() -> olist(stores));
        List<Store> all = stores.allAcrossStores();
        if (all.size() == 1) return all.getFirst();
        throw new StartRefused(
                all.isEmpty()
                        ? "there is no store yet: run ./postlude serve once and open one"
                        : "say which store takes the orders, --store with one of: " + slugs(all));
    }

    private static String noStore(Stores stores, String slug) {
        return "there is no store " + slug + "; there are: " + slugs(stores.allAcrossStores());
    }

    private static String slugs(List<Store> all) {
        return all.stream().map(Store::slug).collect(Collectors.joining(", "));
    }

    /** The data set names no store; its own zone and currency decide what its days and amounts mean. */
    static Store olist(Stores stores) {
        return stores.open(
                        StoreDetails.of(
                                OLIST_SLUG, "Olist", new StoreDetails.Region("pt-BR", "America/Sao_Paulo", "BRL")),
                        new Actor.Program("import"))
                .orThrow();
    }

    private static void tell(ImportReport report, PrintStream out) {
        ImportReport.Outcomes orders = report.orders();
        double seconds = report.took().toMillis() / 1000.0;
        out.printf(
                "%,d orders with %,d lines read in %.1f s (%,.0f orders a second)%n",
                orders.all(), report.lines(), seconds, orders.all() / Math.max(seconds, 0.001));
        out.printf(
                "  taken %,d, changed %,d, unchanged %,d, older than what is known %,d%n",
                orders.taken(), orders.changed(), orders.unchanged(), orders.stale());
        out.printf("  parcels followed %,d, scans %,d%n", report.parcels(), report.scans());
        for (Map.Entry<String, Long> remark : report.remarks().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) out.printf("  %,d taken as they are: %s%n", remark.getValue(), remark.getKey());
        if (report.faultyRows() > 0) {
            out.printf("  skipped: %,d faulty rows, with their reasons in:%n", report.faultyRows());
            report.faultFiles().forEach(file -> out.println("    " + file));
        }
        if (report.changedNothing()) out.println("Nothing changed: all of this was known already.");
    }
}
