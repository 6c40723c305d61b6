package io.postlude.app;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long {@code ./postlude serve} takes from the command to its first page on a data folder that has been used before,
 * and how much memory the program holds while pages are asked for without pause.
 */
final class StartBench {
    private static final int RUNS = 5;
    private static final int LOAD_THREADS = 16;
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PAGE = "/console/sign-in";
    private static final double TARGET_SECONDS = 1.5;
    private static final long TARGET_MEGABYTES = 400;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path script;
    private final Path data;

    private StartBench(Path script, Path data) {
        this.script = script;
        this.data = data;
    }

    static void run(Path home, PrintStream out) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("postlude-start");
        new StartBench(home.resolve("postlude").toAbsolutePath(), data).run(out);
    }

    private void run(PrintStream out) throws IOException, InterruptedException {
        double cold = once(out, false);
        double[] warm = new double[RUNS];
        for (int i = 0; i < RUNS; i++) warm[i] = once(out, i == RUNS - 1);
        Arrays.sort(warm);
        out.printf("start to first page, new data folder: %.2f s%n", cold);
        out.printf(
                "start to first page, warm: median %.2f s of %d (%.2f to %.2f), target %.1f s%n",
                warm[RUNS / 2], RUNS, warm[0], warm[RUNS - 1], TARGET_SECONDS);
    }

    private double once(PrintStream out, boolean underLoad) throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "serve").redirectErrorStream(true);
        builder.redirectOutput(data.resolve("serve.log").toFile());
        builder.environment().put("POSTLUDE_PORT", Integer.toString(port));
        builder.environment().put("POSTLUDE_DATA_DIR", data.resolve("data").toString());
        long began = System.nanoTime();
        Process server = builder.start();
        try {
            URI page = URI.create("http://127.0.0.1:" + port + PAGE);
            awaitPage(server, page);
            double seconds = (System.nanoTime() - began) / 1e9;
            if (underLoad) load(out, server, page);
            return seconds;
        } finally {
            server.destroy();
            if (!server.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) server.destroyForcibly();
        }
    }

    private void awaitPage(Process server, URI page) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (status(page) != 200) {
            if (!server.isAlive() || System.nanoTime() > end)
                throw new IllegalStateException("the server gave no page; see " + data.resolve("serve.log"));
            Thread.sleep(5);
        }
    }

    private int status(URI page) throws InterruptedException {
        try {
            return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // not listening yet
        }
    }

    private void load(PrintStream out, Process server, URI page) throws InterruptedException, IOException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong pages = new AtomicLong();
        Thread[] askers = new Thread[LOAD_THREADS];
        for (int i = 0; i < LOAD_THREADS; i++) askers[i] = Thread.ofVirtual().start(() -> ask(page, done, pages));
        Thread.sleep(LOAD);
        long megabytes = residentMegabytes(server.pid());
        done.set(true);
        for (Thread asker : askers) asker.join();
        out.printf(
                "memory of the program under load (%,d pages in %d s): %d MB, target %d MB%n",
                pages.get(), LOAD.toSeconds(), megabytes, TARGET_MEGABYTES);
    }

    private void ask(URI page, AtomicBoolean done, AtomicLong pages) {
        try {
            while (!done.get()) if (status(page) == 200) pages.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The script replaces itself by the program, so the process asked for is the program. */
    private static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
