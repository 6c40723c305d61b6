package io.postlude.app;

import io.postlude.kernel.LocalPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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
    private final StringBuffer said = new StringBuffer();

    private Program(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static Program start(Path data, String... command) throws IOException {
        return start(data, Map.of(), command);
    }

    static Program start(Path data, Map<String, String> environment, String... command) throws IOException {
        Rehearsed.furnish(data);
        List<String> words = new ArrayList<>(Rehearsed.command());
        words.addAll(List.of(command));
        ProcessBuilder builder = Rehearsed.withSettings(data, words);
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** The first line that begins so. */
    String awaitLine(String beginning) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (!line.startsWith(beginning)) continue;
            Thread.ofVirtual()
                    .start(() -> out.lines().forEach(rest -> said.append(rest).append('\n')));
            return line;
        }
        throw new IllegalStateException("the program ended before it said " + beginning + ": " + said);
    }

    /** False where it ended by itself meanwhile. */
    boolean runsFor(int millis) throws InterruptedException {
        return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** After the line that was awaited: lets it come to its end by itself, which must be a good one. */
    void finish() throws InterruptedException {
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

    /** Ends the database that outlives a killed program: its folder cannot go while it writes there. */
    static void endDatabase(Path data) throws IOException, InterruptedException {
        if (LocalPostgres.runningIn(data).isPresent())
            LocalPostgres.start(data, 0).close();
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
