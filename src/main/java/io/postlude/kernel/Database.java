package io.postlude.kernel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one way to PostgreSQL. Three pools, because three kinds of work need different walls and planners:
 *
 * <ul>
 *   <li>{@link #inStore}: as the role {@code postlude_app} under row-level security, bound to one store. Pages, API, rules.
 *   <li>{@link #acrossStores}: as the owner of the tables, past row-level security. Jobs, readers, start-up.
 *   <li>{@link #spine}: as the owner with a planner set for bulk statements over {@code unnest} (see
 *       docs/decisions/0003): generic plans, no hash or merge joins, no sequential scans, and no table kept in memory to be
 *       compared row by row: a plan made while a table was empty must still be right when it is full.
 * </ul>
 *
 * A transaction commits when its work returns and rolls back when it throws. Transactions do not nest.
 */
public final class Database implements AutoCloseable {
    private static final int APP_CONNECTIONS = 12;
    private static final int OWNER_CONNECTIONS = 8;
    private static final int SPINE_CONNECTIONS = 5;
    /** Set where a process opens many databases one after the other, as tests do: connections that nobody asks for cost too. */
    private static final String SPARE_CONNECTIONS = "postlude.spare.connections";

    private static final int WAIT_FOR_CONNECTION_MILLIS = 3_000;
    private static final String ROLE = "postlude_app";
    private static final String SPINE_PLANNER =
            "set plan_cache_mode=force_generic_plan; set enable_hashjoin=off; set enable_mergejoin=off; set enable_seqscan=off; "
                    + "set enable_material=off";

    /** {@code reltuples} is -1 until the server has looked for the first time. */
    private static final String NEWLY_FILLED = """
            select oid::regclass::text from pg_class
            where relkind = 'r' and not relispartition and reltuples = -1 and relowner = current_user::regrole
              and pg_relation_size(oid) > 0
            order by oid""";

    private final HikariDataSource app;
    private final HikariDataSource owner;
    private final HikariDataSource spine;

    private Database(HikariDataSource app, HikariDataSource owner, HikariDataSource spine) {
        this.app = app;
        this.owner = owner;
        this.spine = spine;
    }

    /** Brings the schema up to date, then opens the pools. */
    public static Database open(DatabaseAddress address) {
        HikariDataSource owner = pool(address, "owner", OWNER_CONNECTIONS, null);
        try {
            Migrations.run(owner);
            HikariDataSource app = pool(address, "app", APP_CONNECTIONS, "set role " + ROLE);
            return new Database(app, owner, pool(address, "spine", SPINE_CONNECTIONS, SPINE_PLANNER));
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static HikariDataSource pool(DatabaseAddress address, String name, int size, @Nullable String init) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(address.url());
        config.setUsername(address.user());
        config.setPassword(address.password());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(size, Integer.getInteger(SPARE_CONNECTIONS, size)));
        config.setConnectionTimeout(WAIT_FOR_CONNECTION_MILLIS);
        config.setAutoCommit(false);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("ApplicationName", "postlude-" + name);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        if (init != null) config.setConnectionInitSql(init);
        // Committed by itself: left in the first transaction, a rollback would take the role back and open the row
        // walls.
        config.setIsolateInternalQueries(true);
        return new HikariDataSource(config);
    }

    /** Runs work for one store: every row it can see or write is that store's. */
    public <T extends @Nullable Object> T inStore(StoreId store, Work<T> work) {
        return transact(app, store, work);
    }

    /** Runs work past row-level security; the caller answers for naming the store in each statement. */
    public <T extends @Nullable Object> T acrossStores(Work<T> work) {
        return transact(owner, null, work);
    }

    /** Runs bulk work past row-level security, with the planner of the hot paths. */
    public <T extends @Nullable Object> T spine(Work<T> work) {
        return transact(spine, null, work);
    }

    /**
     * Runs one single statement as {@link #spine} would. It commits by itself, which saves the second way to the server: for
     * the path where every delivery waits for that. A second statement would be a second transaction.
     */
    public <T extends @Nullable Object> T spineStatement(Work<T> work) {
        try (Connection connection = spine.getConnection()) {
            connection.setAutoCommit(true); // the pool puts it back
            try (Tx tx = new Tx(connection, null)) {
                return work.run(tx);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** {@link #inStore} without a result. */
    public void runInStore(StoreId store, Action action) {
        boolean _ = transact(app, store, done(action));
    }

    /** {@link #acrossStores} without a result. */
    public void runAcrossStores(Action action) {
        boolean _ = transact(owner, null, done(action));
    }

    /** {@link #spine} without a result. */
    public void runSpine(Action action) {
        boolean _ = transact(spine, null, done(action));
    }

    private static Work<Boolean> done(Action action) {
        return tx -> {
            action.run(tx);
            return true;
        };
    }

    /**
     * Has the planner look at tables it took for empty so far, and plans made for empty ones made anew. For bulk loads, which
     * would be over before the server looks by itself. Cheap where there is nothing new.
     */
    public void analyseNewlyFilled() {
        runAcrossStores(tx -> {
            List<String> tables = tx.list(NEWLY_FILLED, row -> row.getString(1));
            if (!tables.isEmpty()) tx.execute("analyze " + String.join(", ", tables));
        });
    }

    /** For libraries that want a data source of their own (jobs). It is the owner's pool. */
    public DataSource dataSource() {
        return owner;
    }

    private <T extends @Nullable Object> T transact(DataSource pool, @Nullable StoreId store, Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            try (Tx tx = new Tx(connection, store)) {
                if (store != null) bind(connection, store);
                T result = work.run(tx);
                tx.beforeCommit();
                connection.commit();
                return result;
            } catch (Throwable e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void bind(Connection connection, StoreId store) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('app.store_id', ?, true)")) {
            statement.setString(1, Integer.toString(store.value()));
            statement.execute();
        }
    }

    @Override
    public void close() {
        app.close();
        spine.close();
        owner.close();
    }

    /** The body of a transaction without a result. */
    @FunctionalInterface
    public interface Action {
        void run(Tx tx) throws SQLException;
    }

    /** The body of a transaction. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Tx tx) throws SQLException;
    }
}
