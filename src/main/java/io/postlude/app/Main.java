package io.postlude.app;

import io.postlude.console.ConsoleModule;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The command line of the jar; {@code ./postlude} builds and calls it. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        String command = args.isEmpty() ? "--help" : args.getFirst();
        List<String> rest = args.isEmpty() ? args : args.subList(1, args.size());
        try {
            Settings settings = settings();
            System.setProperty("postlude.log", settings.text(Settings.Key.POSTLUDE_LOG));
            return switch (command) {
                case "serve" -> serve(settings);
                case "demo" -> DemoCommand.run(settings, rest, System.out);
                case "rehearse" -> rehearse(settings, rest);
                case "bench" -> BenchCommand.run(settings, rest);
                case "import" -> ImportCommand.run(settings, rest, System.out);
                case "replay" -> ReplayCommand.run(settings, rest, System.out);
                case "journey" -> JourneyCommand.run(settings, rest, System.out);
                case "settings" -> help();
                default -> usage(command, rest);
            };
        } catch (StartRefused | Settings.Invalid e) {
            System.err.println("postlude: " + e.getMessage());
            return 1;
        }
    }

    private static Settings settings() {
        return Settings.load(System.getenv(), Ground.home());
    }

    private static int serve(Settings settings) {
        Ground ground = Ground.open(settings, Events.ALL);
        Product product = new Product(ground);
        Shutdown shutdown = new Shutdown(product, ground);
        int port = product.start();
        String server = settings.optional(Settings.Key.POSTLUDE_URL)
                .orElse("http://" + settings.text(Settings.Key.POSTLUDE_HOST) + ":" + port);
        System.out.println("Postlude listens on " + server);
        product.stores
                .staff()
                .setupToken()
                .ifPresent(token -> System.out.println("Nobody can sign in yet. Make the first owner within a day: "
                        + server + ConsoleModule.setUpPath(token)));
        shutdown.await();
        return 0;
    }

    /** Starts, answers and stops; with the word "all" works as well. What the start-up cache is trained with. */
    private static int rehearse(Settings settings, List<String> args) {
        boolean all = args.contains("all");
        try (Ground ground = Ground.open(settings, Events.ALL);
                Product product = new Product(ground, all ? Product.Mode.DEMO : Product.Mode.SERVE)) {
            if (all) Rehearsal.all(ground, product, data(settings).resolve("files"));
            else Rehearsal.pages(product.start());
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data(Settings settings) {
        return Ground.home().resolve(settings.text(Settings.Key.POSTLUDE_DATA_DIR));
    }

    private static int help() {
        Arrays.stream(Settings.Key.values())
                .forEach(key -> System.out.printf(
                        "%-28s %s%s%n",
                        key, key.meaning(), key.fallback().isEmpty() ? "" : " [" + key.fallback() + "]"));
        return 0;
    }

    private static int usage(String command, List<String> rest) {
        System.err.println("postlude: no command '" + command + "'" + (rest.isEmpty() ? "" : " " + rest));
        System.err.println("commands: serve, demo, import, replay, journey, bench, settings");
        return USAGE;
    }
}
