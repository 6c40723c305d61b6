package io.postlude.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The data folder as the embedded PostgreSQL sees it: the cluster, its programs, its password and its log. */
final class PostgresFolder {
    static final String USER = "postgres";
    private static final int SECRET_BYTES = 24;
    private static final long MAX_LOG_BYTES = 10L << 20;

    private final Path home;
    private final PostgresCommand command;
    private final Path programs;
    private final String password;

    /** The caller holds the {@link HomeLock}. */
    PostgresFolder(Path home) throws IOException, InterruptedException {
        this.home = home;
        this.command = PostgresCommand.choose(home);
        this.programs = PostgresBinaries.unpack(home);
        if (!Files.exists(secret(home))) {
            makeSecret();
        }
        this.password = password(home);
    }

    static Path cluster(Path home) {
        return home.resolve("postgres");
    }

    static String password(Path home) throws IOException {
        return Files.readString(secret(home)).strip();
    }

    private static Path secret(Path home) {
        return home.resolve("postgres.secret");
    }

    Path cluster() {
        return cluster(home);
    }

    Path log() {
        return home.resolve("postgres.log");
    }

    String password() {
        return password;
    }

    private void makeSecret() throws IOException {
        if (Files.exists(cluster())) {
            throw new StartRefused(
                    "The password of the database, " + secret(home) + ", is missing. Put it back from a copy.");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path unfinished = Files.createTempFile(home, "secret", ".unfinished", ownerOnly);
        Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
        Files.move(unfinished, secret(home), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the cluster beside its place and moves it there whole: a kill in between leaves nothing that looks like data. */
    void createCluster() throws IOException, InterruptedException {
        Path unfinished = home.resolve("postgres-unfinished");
        if (Files.exists(unfinished)) {
            Folders.delete(unfinished);
        }
        Files.createDirectory(unfinished);
        command.own(home);
        List<String> arguments = List.of(
                "--pgdata=" + unfinished,
                "--username=" + USER,
                "--pwfile=" + secret(home),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--data-checksums");
        int result = tool("initdb", arguments).start().waitFor();
        if (result != 0) {
            throw new IllegalStateException("The database could not be created; see " + log());
        }
        Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    Process startServer(int port) throws IOException, InterruptedException {
        keepLogSmall();
        command.own(home);
        return tool("postgres", PostgresSettings.arguments(cluster(), port)).start();
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Ends sessions, writes everything down and stops; works on a server we did not start as well. */
    Process stopServer() throws IOException {
        return tool("pg_ctl", List.of("stop", "-D", cluster().toString(), "-m", "fast", "-w", "-t", "30"))
                .start();
    }

    private ProcessBuilder tool(String name, List<String> arguments) {
        Path program = programs.resolve("bin").resolve(name);
        ProcessBuilder builder = new ProcessBuilder(command.line(program, arguments))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
