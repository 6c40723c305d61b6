package io.postlude.app;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
 * The program as it is shipped: in a jar, with what Java remembers of a start, and a folder as the first start leaves it.
 * Made once for all tests and processes of a run, because a test that kills the program twenty times starts it as often.
 */
final class Rehearsed {
    private static final long LIMIT_SECONDS = 120;
    private static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx512m");

    private static final Path FOLDER = Path.of("target", "rehearsed");

    private static @Nullable List<String> command;

    private Rehearsed() {}

    /** How a process of the program begins; the program's own words follow. */
    static synchronized List<String> command() throws IOException {
        if (command != null) return command;
        Path folder = Files.createDirectories(FOLDER);
        try (FileChannel turn = FileChannel.open(folder.resolve("turn"), CREATE, WRITE);
                FileLock _ = turn.lock()) {
            command = rehearsed(folder);
            return command;
        }
    }

    /** Gives a folder that is not there yet what the first start makes: programs, database, tables, and nothing in them. */
    static void furnish(Path data) throws IOException {
        var _ = command();
        if (Files.exists(data)) return;
        Process copy = new ProcessBuilder("cp", "-a", FOLDER.resolve("data").toString(), data.toString())
                .inheritIO()
                .start();
        try {
            if (copy.waitFor() != 0) throw new IllegalStateException("could not be copied to " + data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What another process of this run has made is good here too. */
    private static List<String> rehearsed(Path folder) throws IOException {
        Path archive = folder.resolve("start.aot").toAbsolutePath();
        Path data = folder.resolve("data");
        Path jar = folder.resolve("postlude.jar").toAbsolutePath();
        Path words = folder.resolve("words");
        List<String> wanted = words("-XX:AOTCache=" + archive, classPath(jar), List.of());
        boolean made = Files.exists(archive)
                && Files.exists(words)
                && Files.readAllLines(words).equals(wanted)
                && newest(classes()) <= Files.getLastModifiedTime(jar).toMillis();
        if (made) return wanted;
        Files.deleteIfExists(words);
        Files.deleteIfExists(archive);
        forget(data);
        pack(classes(), jar);
        rehearse(archive, jar, data);
        Files.write(words, wanted);
        return wanted;
    }

    private static long newest(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.mapToLong(path -> path.toFile().lastModified()).max().orElseThrow();
        }
    }

    private static void forget(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    private static void rehearse(Path archive, Path jar, Path data) throws IOException {
        Process process = withSettings(
                        data, words("-XX:AOTCacheOutput=" + archive, classPath(jar), List.of("rehearse")))
                .redirectOutput(archive.resolveSibling("rehearsal.log").toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
                throw new IllegalStateException("the rehearsal of the start failed, see " + archive.getParent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
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
    private static String classPath(Path jar) {
        return Stream.concat(Stream.of(jar), entries().filter(entry -> !Files.isDirectory(entry)))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path classes() {
        return entries()
                .filter(entry -> Files.exists(entry.resolve("io/postlude/app/Main.class")))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Path> entries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists);
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
