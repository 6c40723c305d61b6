package io.postlude.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, on a folder of its own, to be killed. */
final class Program implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;

    private Program(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Program start(Path data, String... command) throws IOException {
        Files.createDirectories(data);
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.postlude.app.Main"));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "POSTLUDE_DATA_DIR", data.toAbsolutePath().toString(),
                        "POSTLUDE_HOST", "127.0.0.1",
                        "POSTLUDE_PORT", "0"));
        builder.environment().remove("DATABASE_URL");
        builder.environment().remove("SMTP_URL");
        return new Program(builder.start());
    }

    /** The first line that begins so; what the program says after it is not kept. */
    String awaitLine(String beginning) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(beginning)) {
                Thread.ofVirtual().start(() -> out.lines().forEach(rest -> {}));
                return line;
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the program ended before it said " + beginning + ": " + said);
    }

    /** False where it ended by itself meanwhile. */
    boolean runsFor(int millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Lets it come to its end by itself, which must be a good one. */
    void finish() throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new IllegalStateException("the program ended badly: " + said);
    }

    void kill() throws InterruptedException {
        int _ = process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** From POSTLUDE_SEED, which repeats a run, or a new one. */
    static long seed(Class<?> test) {
        long seed = Optional.ofNullable(System.getenv("POSTLUDE_SEED"))
                .map(Long::parseLong)
                .orElseGet(System::nanoTime);
        System.out.println(test.getSimpleName() + " seed " + seed + " (POSTLUDE_SEED repeats it)");
        return seed;
    }
}
