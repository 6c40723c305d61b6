package io.postlude.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code postmaster.pid} says about a PostgreSQL that runs, or once ran, in a cluster folder. */
record Postmaster(Path cluster, long pid, int port) {
    private static final int PORT_LINE = 3;

    /** Empty when the file is not there, or was not finished: PostgreSQL then sorts it out by itself. */
    static Optional<Postmaster> recorded(Path cluster) throws IOException {
        List<String> lines = linesOf(file(cluster));
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst().strip());
        int port = Integer.parseInt(lines.get(PORT_LINE).strip());
        return Optional.of(new Postmaster(cluster, pid, port));
    }

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static List<String> linesOf(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Whether that process is still the PostgreSQL of this folder, and not a dead one or another program. */
    boolean isAlive() throws IOException {
        return commandLine().contains(cluster.toString());
    }

    /** Empty for a process that is gone, and for one that is dead but not yet collected by its parent. */
    private String commandLine() throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc", Long.toString(pid)))) {
                throw e;
            }
            return ""; // it ended while we looked
        }
    }

    /**
     * Workers of a dead server still leaving. PostgreSQL starts each in the cluster folder, so that is where they
     * stand; a new server must not write beside them.
     */
    static boolean hasWorkers(Path cluster) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.anyMatch(process -> standsIn(process, cluster));
        }
    }

    private static boolean standsIn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not a process, not ours, or gone
        }
    }

    /**
     * Removes what a dead server left. PostgreSQL does so itself unless the number of the process has been given to
     * another program (a restarted container), or the dead process was never collected.
     */
    static void forget(Path cluster) throws IOException {
        Files.deleteIfExists(file(cluster));
    }
}
