package io.postlude.app;

import io.postlude.kernel.StartRefused;
import io.postlude.tracking.ScanBench;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code bench NAME}: each measures beside a limit or a peer in the same run, on a database of its own that is thrown away. */
final class BenchCommand {
    private static final int SCANS = 1_000_000;

    private BenchCommand() {}

    private interface Bench {
        void run(Path folder, PrintStream out) throws Exception;
    }

    private static Map<String, Bench> benches() {
        Map<String, Bench> benches = new TreeMap<>();
        benches.put("scans", (folder, out) -> ScanBench.run(folder, SCANS, out));
        benches.put("start", (folder, out) -> StartBench.run(Ground.home(), out));
        return benches;
    }

    static int run(List<String> args) {
        Map<String, Bench> benches = benches();
        Bench bench = args.isEmpty() ? null : benches.get(args.getFirst());
        if (bench == null) {
            System.err.println("bench which? " + String.join(", ", benches.keySet()));
            return 2;
        }
        Path folder = scratch();
        try {
            bench.run(folder, System.out);
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartRefused("bench " + args.getFirst() + " could not run: " + e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("postlude-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            var _ = Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println("left behind: " + folder);
        }
    }
}
