package io.postlude.portal;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;

/**
 * When a listener that does nothing else hears of a commit: what the database and a busy machine take by themselves, the
 * least that a page can take to learn of a change.
 */
final class CommitCall implements AutoCloseable {
    private static final int LISTEN_MILLIS = 200;
    private static final long MOST_WAIT_SECONDS = 5;

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final Thread thread;
    private long count;
    private long at;
    private volatile boolean stopping;

    CommitCall(Database database) {
        this.database = database;
        thread = Thread.ofPlatform().daemon().name("commit-call").start(this::listen);
    }

    private void listen() {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(true);
            try (var statement = connection.createStatement()) {
                statement.execute("listen " + EventLog.CHANNEL);
            }
            PGConnection driver = connection.unwrap(PGConnection.class);
            while (!stopping) if (driver.getNotifications(LISTEN_MILLIS).length > 0) note(System.nanoTime());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void note(long now) {
        lock.lock();
        try {
            count++;
            at = now;
            heard.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** When the first call after so many came, by {@link System#nanoTime}. */
    long after(long before) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(MOST_WAIT_SECONDS);
            while (count == before && left > 0) left = heard.awaitNanos(left);
            return count == before ? System.nanoTime() : at;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
