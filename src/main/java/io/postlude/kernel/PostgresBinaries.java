package io.postlude.kernel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs we carry, unpacked once per version into {@code home/postgres-bin-<hash>}. */
final class PostgresBinaries {
    private static final String PREFIX = "postgres-bin-";
    private static final String UNFINISHED = "postgres-unpacking-";

    private PostgresBinaries() {}

    /** The caller holds the {@link HomeLock}: nobody else unpacks here, so what is unfinished was cut short. */
    static Path unpack(Path home) throws IOException {
        byte[] archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path target = home.resolve(PREFIX + hash(archive));
        removeUnfinished(home);
        if (Files.exists(target)) {
            return target;
        }
        Path unfinished = Files.createTempDirectory(home, UNFINISHED);
        unpack(archive, unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
        // The name appears in one step: a kill before it leaves a folder that the next start removes.
        return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    static byte[] archive(String system, String processor) throws IOException {
        boolean carried = system.equals("Linux") && List.of("amd64", "x86_64").contains(processor);
        try (InputStream in =
                carried ? PostgresBinaries.class.getResourceAsStream("/postgres-linux-x86_64.txz") : null) {
            if (in == null) {
                throw new StartRefused("Postlude carries PostgreSQL for Linux on x86-64 only, and this is " + system
                        + " on " + processor + ". Install PostgreSQL 15 or newer and set DATABASE_URL.");
            }
            return in.readAllBytes();
        }
    }

    private static String hash(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
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
