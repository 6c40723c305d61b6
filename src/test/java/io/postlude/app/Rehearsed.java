package io.postlude.app;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The program as it is shipped: in a jar, with what Java remembers of a start. Made once for all tests of a run, because a
 * test that kills the program twenty times starts it as often.
 */
final class Rehearsed {
    private static final long LIMIT_SECONDS = 120;
    private static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m");

    private static @Nullable List<String> command;

    private Rehearsed() {}

    /** How a process of the program begins; the program's own words follow. The first rehearses on {@code data}. */
    static synchronized List<String> command(Path data) throws IOException {
        if (command == null)
            command = rehearse(
                    Files.createDirectories(
                            Path.of("target", "rehearsed-" + System.getProperty("postlude.fork", "fork_1"))),
                    data);
        return command;
    }

    private static List<String> rehearse(Path folder, Path data) throws IOException {
        Path archive = folder.resolve("start.jsa").toAbsolutePath();
        String classPath = classPath(folder.resolve("postlude.jar").toAbsolutePath());
        Files.deleteIfExists(archive);
        Process process = withSettings(
                        data, words("-XX:ArchiveClassesAtExit=" + archive, classPath, List.of("rehearse")))
                .redirectOutput(folder.resolve("rehearsal.log").toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
                throw new IllegalStateException("the rehearsal of the start failed, see " + folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return words("-XX:SharedArchiveFile=" + archive, classPath, List.of());
    }

    /** A process of the program on a folder of its own, and on nothing of this machine's. */
    static ProcessBuilder withSettings(Path data, List<String> words) {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "POSTLUDE_DATA_DIR", data.toAbsolutePath().toString(),
                        "POSTLUDE_HOST", "127.0.0.1",
                        "POSTLUDE_PORT", "0"));
        builder.environment().remove("DATABASE_URL");
        builder.environment().remove("SMTP_URL");
        return builder;
    }

    private static List<String> words(String archive, String classPath, List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(OPTIONS);
        words.addAll(List.of(archive, "-cp", classPath, "io.postlude.app.Main"));
        words.addAll(command);
        return words;
    }

    /** Java remembers classes of jars only, so ours become one; the tests' own classes stay out. */
    private static String classPath(Path jar) throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        Path classes = entries.stream()
                .filter(entry -> Files.exists(entry.resolve("io/postlude/app/Main.class")))
                .findFirst()
                .orElseThrow();
        pack(classes, jar);
        return Stream.concat(Stream.of(jar), entries.stream().filter(entry -> !Files.isDirectory(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Path path : all.sorted().toList()) {
                String name = classes.relativize(path).toString().replace(File.separatorChar, '/');
                if (name.isEmpty()) continue;
                zip.putNextEntry(new ZipEntry(Files.isDirectory(path) ? name + '/' : name));
                if (Files.isRegularFile(path)) Files.copy(path, zip);
            }
        }
    }
}
