package io.postlude.app;

import io.postlude.kernel.Settings;
import io.postlude.kernel.StartRefused;
import io.postlude.twin.DemoStore;
import io.postlude.twin.Twin;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@code ./postlude demo [--port N]}: a store full of orders to look at, filled at the first start. */
final class DemoCommand {
    static final String USAGE = """
            ./postlude demo [--port N]
              Opens two invented stores with 90 days of orders in data/demo, serves them and lets them live.
              /dev/outbox shows every mail; /dev/clock moves time and lets storms loose. Nothing reaches real people.""";

    private DemoCommand() {}

    static int run(Settings settings, List<String> args, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(USAGE);
            return 0;
        }
        Settings chosen = apart(port(settings, args));
        Ground ground = Ground.open(chosen, Events.ALL);
        Product product = new Product(ground, Product.Mode.DEMO);
        Shutdown shutdown = new Shutdown(product, ground);
        int port = product.start();
        String server = chosen.optional(Settings.Key.POSTLUDE_URL).orElse("http://localhost:" + port);
        out.println("The demo's stores live up to now; the first time that takes half a minute...");
        try {
            product.twin.ifPresent(twin -> twin.begin(URI.create("http://127.0.0.1:" + port), Twin.PAST));
        } catch (IllegalStateException e) {
            throw new StartRefused("The demo could not be filled: " + e.getMessage());
        }
        out.printf("Postlude demo on %s%n", server);
        out.printf("  console   %s/console  (%s, password: %s)%n", server, DemoStore.EMAIL, DemoStore.PASSWORD);
        out.printf("  messages  %s/dev/outbox%n  time      %s/dev/clock%n", server, server);
        shutdown.await();
        return 0;
    }

    /** A demo has a folder of its own, so that trying it never touches what a shop keeps. */
    private static Settings apart(Settings settings) {
        return settings.with(
                Settings.Key.POSTLUDE_DATA_DIR,
                Path.of(settings.text(Settings.Key.POSTLUDE_DATA_DIR), "demo").toString());
    }

    private static Settings port(Settings settings, List<String> args) {
        if (args.isEmpty()) return settings;
        if (args.size() != 2
                || !args.getFirst().equals("--port")
                || !args.get(1).matches("[0-9]{1,5}")) throw new StartRefused("demo takes --port N and nothing else");
        return settings.with(Settings.Key.POSTLUDE_PORT, args.get(1));
    }
}
