package io.postlude.kernel;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable, password-protected PostgreSQL of our own, kept in one folder and reachable from this machine only.
 *
 * <p>The folder holds {@code postgres/} (the data), {@code postgres-bin-.../} (the programs, unpacked once), {@code
 * postgres.secret} (the password, readable by its owner only), {@code postgres.log} and {@code postlude.lock}. One
 * Postlude at a time may use it. A server that outlived a killed Postlude is taken over as it runs; a server that
 * dies under a running Postlude is started again. Whoever starts it closes it: there is no shutdown hook, because
 * hooks run side by side and would stop the database under work that is still finishing.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String USER = "postgres";
    private static final int SECRET_BYTES = 24;
    private static final long MAX_LOG_BYTES = 10L << 20;
    private static final Duration START_LIMIT = Duration.ofSeconds(90); // crash recovery of a full log included
    private static final Duration LEAVING_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(35);
    private static final int MAX_REVIVALS = 20; // past that something is wrong that a person must see
    private static final long POLL_MILLIS = 20;

    private final Path home;
    private final Path cluster;
    private final HomeLock lock;
    private final String secret;
    private final Path binaries;
    private final PostgresCommand command;
    private int port;
    private boolean adopted;
    private boolean closed;
    private int revivals;

    private LocalPostgres(Path home, HomeLock lock) throws IOException, InterruptedException {
        this.home = home;
        this.lock = lock;
        this.cluster = home.resolve("postgres");
        this.command = PostgresCommand.choose(home);
        this.binaries = PostgresBinaries.unpack(home);
        this.secret = secret(home, cluster);
    }

    /**
     * Starts the server of this folder, creating it the first time, and returns when it answers.
     *
     * @param port where it shall listen on 127.0.0.1; 0 takes any free port. A server taken over keeps its own.
     * @throws StartRefused if the folder is in use, the port is taken, or this machine cannot run it
     */
    public static LocalPostgres start(Path home, int port) throws IOException, InterruptedException {
        Path real = Files.createDirectories(home).toRealPath();
        HomeLock lock = HomeLock.take(real);
        try {
            LocalPostgres server = new LocalPostgres(real, lock);
            server.start(port);
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * The address of the server that another Postlude runs in this folder, for a command beside it (an import while the
     * shop is served); empty where none runs. Nothing is started, so there is nothing to close.
     */
    public static Optional<DatabaseAddress> runningIn(Path home) throws IOException {
        if (!Files.exists(home)) return Optional.empty();
        Path real = home.toRealPath();
        Optional<Postmaster> postmaster = Postmaster.recorded(real.resolve("postgres"));
        if (postmaster.isEmpty() || !postmaster.get().isAlive()) return Optional.empty();
        String password = Files.readString(secretFile(real)).strip();
        return Optional.of(new DatabaseAddress(url(postmaster.get().port()), USER, password));
    }

    private synchronized void start(int wantedPort) throws IOException, InterruptedException {
        Optional<Postmaster> survivor = survivor();
        if (survivor.isPresent()) {
            adopt(survivor.get());
            return;
        }
        if (!Files.exists(cluster)) {
            create();
        }
        port = freePort(wantedPort);
        launch();
    }

    private Optional<Postmaster> survivor() throws IOException, InterruptedException {
        Optional<Postmaster> recorded = Postmaster.recorded(cluster);
        if (recorded.isPresent() && recorded.get().isAlive()) {
            return recorded;
        }
        waitForWorkersToLeave();
        Postmaster.forget(cluster);
        return Optional.empty();
    }

    private void waitForWorkersToLeave() throws IOException, InterruptedException {
        long end = System.nanoTime() + LEAVING_LIMIT.toNanos();
        while (Postmaster.hasWorkers(cluster)) {
            if (System.nanoTime() > end) {
                throw new StartRefused("Processes of an earlier PostgreSQL still run in " + cluster
                        + " and do not leave. End them, then start again.");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void adopt(Postmaster survivor) throws InterruptedException {
        port = survivor.port();
        adopted = true;
        ProcessHandle process = ProcessHandle.of(survivor.pid())
                .orElseThrow(() -> new IllegalStateException("PostgreSQL ended while it was taken over"));
        awaitAnswer(process);
        watch(process);
    }

    /** Made beside its place and moved there whole: a kill in between leaves nothing that looks like data. */
    private void create() throws IOException, InterruptedException {
        Path unfinished = home.resolve("postgres-unfinished");
        if (Files.exists(unfinished)) {
            Folders.delete(unfinished);
        }
        Files.createDirectory(unfinished);
        command.own(home);
        int result = tool(
                        "initdb",
                        "-D",
                        unfinished.toString(),
                        "-U",
                        USER,
                        "-E",
                        "UTF8",
                        "--locale=C.UTF-8",
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + secretFile(home),
                        "--data-checksums")
                .start()
                .waitFor();
        if (result != 0) {
            throw new IllegalStateException("The database could not be created; see " + log());
        }
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new StartRefused("Port " + wanted + " for the database is taken by another program.");
        }
    }

    private void launch() throws IOException, InterruptedException {
        keepLogSmall();
        command.own(home);
        Process process =
                tool("postgres", PostgresSettings.arguments(cluster, port)).start();
        adopted = false;
        awaitAnswer(process.toHandle());
        watch(process.toHandle());
    }

    private ProcessBuilder tool(String name, String... arguments) {
        Path program = binaries.resolve("bin").resolve(name);
        ProcessBuilder builder = new ProcessBuilder(command.line(program, List.of(arguments)))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void awaitAnswer(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        @Nullable SQLException last = null;
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("PostgreSQL ended while starting; see " + log());
            }
            try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
                connection.setReadOnly(true);
                return;
            } catch (SQLException e) {
                last = e;
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IllegalStateException("PostgreSQL does not answer; see " + log(), last);
    }

    /** A server killed from outside, say by a machine short of memory, comes back without a person. */
    private void watch(ProcessHandle process) {
        var _ = process.onExit().thenRunAsync(this::revive);
    }

    private synchronized void revive() {
        if (closed) {
            return;
        }
        if (++revivals > MAX_REVIVALS) {
            LOG.error("PostgreSQL ended for the {}th time and is not started again; see {}", revivals, log());
            return;
        }
        LOG.warn("PostgreSQL ended by itself and is started again; see {}", log());
        try {
            start(port);
        } catch (IOException | RuntimeException e) {
            LOG.error("PostgreSQL could not be started again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server's own database, for the owner: {@code jdbc:postgresql://127.0.0.1:<port>/postgres}. */
    public String url() {
        return url(port);
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    public String user() {
        return USER;
    }

    public String password() {
        return secret;
    }

    /** Whether this server was already running when we came. */
    public synchronized boolean adopted() {
        return adopted;
    }

    /** Stops the server in good order, then gives the folder free. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            Process stop = tool("pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "30", "stop")
                    .start();
            if (!stop.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("PostgreSQL takes long to stop; see {}", log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path log() {
        return home.resolve("postgres.log");
    }

    private static Path secretFile(Path home) {
        return home.resolve("postgres.secret");
    }

    private static String secret(Path home, Path cluster) throws IOException {
        Path file = secretFile(home);
        if (!Files.exists(file)) {
            if (Files.exists(cluster)) {
                throw new StartRefused("The password of the database, " + file + ", is missing. Put it back.");
            }
            writeSecret(home, file);
        }
        return Files.readString(file).strip();
    }

    private static void writeSecret(Path home, Path file) throws IOException {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path unfinished = Files.createTempFile(home, "secret", ".unfinished", ownerOnly);
        Files.writeString(unfinished, HexFormat.of().formatHex(bytes));
        var _ = Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
