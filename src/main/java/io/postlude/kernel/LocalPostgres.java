package io.postlude.kernel;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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
    private static final Duration START_LIMIT = Duration.ofSeconds(90); // crash recovery of a full log included
    private static final Duration LEAVING_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(35);
    private static final int PORT_TRIES = 3;
    private static final int MAX_REVIVALS = 20; // past that something is wrong that a person must see
    private static final long POLL_MILLIS = 20;

    private final HomeLock lock;
    private final PostgresFolder folder;
    private int port;
    private boolean adopted;
    private boolean closed;
    private int revivals;

    private LocalPostgres(HomeLock lock, PostgresFolder folder) {
        this.lock = lock;
        this.folder = folder;
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
            LocalPostgres server = new LocalPostgres(lock, new PostgresFolder(real));
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
        Optional<Postmaster> postmaster = Postmaster.recorded(PostgresFolder.cluster(real));
        if (postmaster.isEmpty() || !postmaster.get().isAlive()) return Optional.empty();
        String url = url(postmaster.get().port());
        return Optional.of(new DatabaseAddress(url, PostgresFolder.USER, PostgresFolder.password(real)));
    }

    private synchronized void start(int wantedPort) throws IOException, InterruptedException {
        for (Optional<Postmaster> one = survivor(); one.isPresent(); one = survivor()) {
            if (adopt(one.get())) {
                return;
            }
        }
        port = freePort(wantedPort);
        if (!Files.exists(folder.cluster())) {
            folder.createCluster();
        }
        for (int tries = wantedPort == 0 ? PORT_TRIES : 1; !launch(); tries--) {
            if (tries == 1) {
                throw new IllegalStateException("PostgreSQL ended while starting; see " + folder.log());
            }
            // Between our look and its own, another program may have taken the port.
            port = freePort(wantedPort);
        }
    }

    private Optional<Postmaster> survivor() throws IOException, InterruptedException {
        Optional<Postmaster> recorded = Postmaster.recorded(folder.cluster());
        if (recorded.isPresent() && recorded.get().isAlive()) {
            return recorded;
        }
        waitForWorkersToLeave();
        Postmaster.forget(folder.cluster());
        return Optional.empty();
    }

    private void waitForWorkersToLeave() throws IOException, InterruptedException {
        long end = System.nanoTime() + LEAVING_LIMIT.toNanos();
        while (Postmaster.hasWorkers(folder.cluster())) {
            if (System.nanoTime() > end) {
                throw new StartRefused("Processes of an earlier PostgreSQL still run in " + folder.cluster()
                        + " and do not leave. End them, then start again.");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** False where it ended meanwhile, as one does whose own start came to nothing. */
    private boolean adopt(Postmaster survivor) throws InterruptedException {
        Optional<ProcessHandle> process = ProcessHandle.of(survivor.pid());
        port = survivor.port();
        adopted = true;
        if (process.isEmpty() || !answers(process.get())) {
            return false;
        }
        watch(process.get());
        return true;
    }

    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new StartRefused("Port " + wanted + " for the database is taken by another program.");
        }
    }

    /** False where it ended instead of answering. */
    private boolean launch() throws IOException, InterruptedException {
        Process process = folder.startServer(port);
        adopted = false;
        if (!answers(process.toHandle())) {
            return false;
        }
        watch(process.toHandle());
        return true;
    }

    private boolean answers(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        @Nullable SQLException last = null;
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                return false;
            }
            try (Connection connection = DriverManager.getConnection(url(), user(), password())) {
                connection.setReadOnly(true);
                return true;
            } catch (SQLException e) {
                last = e;
                Thread.sleep(POLL_MILLIS);
            }
        }
        throw new IllegalStateException("PostgreSQL does not answer; see " + folder.log(), last);
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
            LOG.error("PostgreSQL ended for the {}th time and is not started again; see {}", revivals, folder.log());
            return;
        }
        LOG.warn("PostgreSQL ended by itself and is started again; see {}", folder.log());
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
        return PostgresFolder.USER;
    }

    public String password() {
        return folder.password();
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
            Process stop = folder.stopServer();
            if (!stop.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("PostgreSQL takes long to stop; see {}", folder.log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
