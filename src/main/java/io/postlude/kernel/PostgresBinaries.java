package io.postlude.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs we carry, unpacked once per version into {@code home/postgres-bin-<sum>}. */
final class PostgresBinaries {
    private static final String PREFIX = "postgres-bin-";
    private static final String UNFINISHED = "postgres-unpacking-";

    private PostgresBinaries() {}

    /** The caller holds the {@link HomeLock}: nobody else unpacks here, so what is unfinished was cut short. */
    static Path unpack(Path home) throws IOException {
        URL archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path target = home.resolve(PREFIX + mark(archive));
        removeUnfinished(home);
        if (Files.exists(target)) {
            return target;
        }
        Path unfinished = Files.createTempDirectory(home, UNFINISHED);
        unpack(read(archive), unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        // The name appears in one step: a kill before it leaves a folder that the next start removes.
        return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    static URL archive(String system, String processor) {
        boolean carried = system.equals("Linux") && List.of("amd64", "x86_64").contains(processor);
        URL archive = carried ? PostgresBinaries.class.getResource("/postgres-linux-x86_64.txz") : null;
        if (archive == null) {
            throw new StartRefused("Postlude carries PostgreSQL for Linux on x86-64 only, and this is " + system
                    + " on " + processor + ". Install PostgreSQL 15 or newer and set DATABASE_URL.");
        }
        return archive;
    }

    /** What tells one archive from another. Its jar knows the sum of it already; adding it up again would slow each start. */
    private static String mark(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            JarEntry entry = jar.getJarEntry();
            return mark(entry.getCrc(), entry.getSize());
        }
        CRC32 sum = new CRC32();
        byte[] bytes = read(archive);
        sum.update(bytes);
        return mark(sum.getValue(), bytes.length);
    }

    private static String mark(long sum, long size) {
        return "%08x-%x".formatted(sum, size);
    }

    private static byte[] read(URL archive) throws IOException {
        try (InputStream in = archive.openStream()) {
            return in.readAllBytes();
        }
    }

    private static void removeUnfinished(Path home) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> entries = Files.list(home)) {
            leftovers = entries.filter(p -> p.getFileName().toString().startsWith(UNFINISHED))
                    .toList();
        }
        for (Path leftover : leftovers) {
            Folders.delete(leftover);
        }
    }

    private static void unpack(byte[] archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, folder);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = inside(folder, entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, inside(folder, entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static Path inside(Path folder, String name) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive has an entry outside its folder: " + name);
        }
        return target;
    }
}
