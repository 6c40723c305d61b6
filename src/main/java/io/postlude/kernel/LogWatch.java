package io.postlude.kernel;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears that something was appended (LISTEN on one connection) and wakes whoever waits. */
public final class LogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final int LISTEN_MILLIS = 10_000;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private long commits;
    private volatile boolean stopping;

    public LogWatch(Database database) {
        this.database = database;
    }

    /** Told of each wake-up, and when the connection was lost so that anything may have been missed. */
    public interface Listener {
        void appended();

        void lost();
    }

    public void add(Listener listener) {
        listeners.add(listener);
    }

    public void start() {
        Thread.ofPlatform().daemon().name("log-watch").start(this::run);
    }

    private void run() {
        while (!stopping) {
            try (Connection connection = database.dataSource().getConnection()) {
                listen(connection);
            } catch (SQLException e) {
                if (stopping) return;
                LOG.warn("Lost the connection that listens for new events, opening another");
            } finally {
                listeners.forEach(Listener::lost);
                wake();
            }
            if (!stopping) pause(Duration.ofSeconds(1));
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + EventLog.CHANNEL);
        }
        wake();
        PGConnection driver = connection.unwrap(PGConnection.class);
        while (!stopping) {
            if (driver.getNotifications(LISTEN_MILLIS).length > 0) wake();
        }
    }

    private void wake() {
        lock.lock();
        try {
            commits++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Listener::appended);
    }

    /** A count that grows with every wake-up; read it before looking, pass it to {@link #await}. */
    long commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something was appended since {@code seen} or it is no longer quiet, at most so long. */
    void await(long seen, BooleanSupplier quiet, Duration most) {
        lock.lock();
        try {
            long nanos = most.toNanos();
            while (commits == seen && quiet.getAsBoolean() && nanos > 0 && !stopping) nanos = changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Has those who wait ask again whether it is quiet. */
    void stir() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pause(Duration time) {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (nanos > 0 && !stopping) nanos = changed.awaitNanos(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stopping = true;
        wake();
    }
}
