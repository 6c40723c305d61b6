package io.postlude.app;

import io.postlude.flows.UnderWay;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code ./postlude journey export|import FOLDER}. */
final class JourneyCommand {
    static final String USAGE = """
            ./postlude journey export FOLDER [--store SLUG]
                write the store's journeys (the draft, else what is live) and its own texts to
                FOLDER/journeys/KEY.json and FOLDER/texts/KEY.json; a file that says the same is left alone
            ./postlude journey import FOLDER [--store SLUG] [--publish keep|move|end]
                take them in and say what changed; where one is wrong, none is taken. Journeys come in as
                drafts; --publish lets people in by them and says what becomes of those under way""";
    private static final int WRONG = 3;

    private JourneyCommand() {}

    private record Asked(
            boolean export,
            Path folder,
            @Nullable String slug,
            @Nullable UnderWay publish) {
        static Asked of(List<String> args) {
            List<String> rest = new ArrayList<>(args);
            String slug = take(rest, "--store");
            String publish = take(rest, "--publish");
            if (rest.size() != 2 || !List.of("export", "import").contains(rest.getFirst()))
                throw new StartRefused("say export or import, and a folder\n" + USAGE);
            UnderWay underWay = publish == null ? null : underWay(publish);
            return new Asked(rest.getFirst().equals("export"), Path.of(rest.getLast()), slug, underWay);
        }

        private static @Nullable String take(List<String> args, String name) {
            int at = args.indexOf(name);
            if (at < 0) return null;
            if (at + 1 == args.size()) throw new StartRefused(name + " needs a value\n" + USAGE);
            args.remove(at);
            return args.remove(at);
        }

        private static UnderWay underWay(String word) {
            return Arrays.stream(UnderWay.values())
                    .filter(one -> one.code().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new StartRefused("--publish takes keep, move or end\n" + USAGE));
        }
    }

    static int run(Settings settings, List<String> args, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(USAGE);
            return 0;
        }
        Asked asked = Asked.of(args);
        if (!asked.export && !Files.isDirectory(asked.folder)) throw new StartRefused(asked.folder + " is no folder");
        try (Ground ground = Ground.openBeside(settings, Events.ALL);
                Product product = new Product(ground)) {
            Store store = store(product.stores.stores(), asked.slug);
            JourneyFiles files = new JourneyFiles(product.journeys.journeys(), product.texts, asked.folder);
            run(ground, store, files, asked).forEach(out::println);
            return 0;
        } catch (JourneyFiles.Wrong wrong) {
            wrong.lines().forEach(out::println);
            out.println("nothing was written");
            return WRONG;
        } catch (UncheckedIOException e) {
            throw new StartRefused("a file cannot be read or written: " + e.getMessage());
        }
    }

    private static List<String> run(Ground ground, Store store, JourneyFiles files, Asked asked) {
        return ground.database.inStore(store.id(), tx -> {
            try {
                return asked.export ? files.write(tx, store.id()) : files.read(tx, store.id(), asked.publish);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Store store(Stores stores, @Nullable String slug) {
        List<Store> all = stores.allAcrossStores();
        String slugs = all.stream().map(Store::slug).collect(Collectors.joining(", "));
        if (slug != null)
            return stores.bySlug(slug)
                    .orElseThrow(() -> new StartRefused("there is no store " + slug + "; there are: " + slugs));
        if (all.size() == 1) return all.getFirst();
        throw new StartRefused(
                all.isEmpty()
                        ? "there is no store yet: run ./postlude serve once and open one"
                        : "say which store, --store with one of: " + slugs);
    }
}
