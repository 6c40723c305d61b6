package io.postlude.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A PostgreSQL for the whole test run, and a fresh database for each test class, copied from a migrated template. Runs on
 * the embedded server in {@code target/}, or on the one that {@code POSTLUDE_TEST_DATABASE_URL} names (its user must be
 * allowed to create databases and roles). Tests that run in several processes at once have a server each, for the log waits
 * for every transaction its server has open, in whichever database: the variable names one for each process, spaces between.
 */
public final class TestDatabase implements AutoCloseable {
    private static final String FORK = System.getProperty("postlude.fork", "fork_1");
    private static final String TEMPLATE = "postlude_template_" + FORK;
    private static final int ROLES_LOCK = 7_061;
    private static final DatabaseAddress SERVER = server();

    private final Database database;
    private final DatabaseAddress address;

    private TestDatabase(DatabaseAddress address) {
        this.address = address;
        this.database = Database.open(address);
    }

    public static synchronized TestDatabase fresh() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new TestDatabase(create(name, TEMPLATE));
    }

    /** Without any table, for tests of the migrations themselves. */
    public static synchronized DatabaseAddress empty() {
        return create("test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16), "template0");
    }

    public Database database() {
        return database;
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        database.close();
        administer("drop database if exists " + nameOf(address) + " with (force)");
    }

    private static DatabaseAddress server() {
        DatabaseAddress server = running();
        administer(server, "drop database if exists " + TEMPLATE + " with (force)", "create database " + TEMPLATE);
        migrate(server);
        return server;
    }

    /** One process at a time: the roles that migrations make belong to the whole server. */
    private static void migrate(DatabaseAddress server) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(%d)".formatted(ROLES_LOCK));
            Database.open(named(server, TEMPLATE)).close();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static DatabaseAddress running() {
        String external = System.getenv("POSTLUDE_TEST_DATABASE_URL");
        if (external != null && !external.isBlank())
            return DatabaseAddress.parse(own(external.strip().split("\\s+")));
        try {
            Path home = Files.createDirectories(Path.of("target/test-postgres-" + FORK));
            LocalPostgres postgres = LocalPostgres.start(home, 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres)));
            DatabaseAddress server = new DatabaseAddress(postgres.url(), postgres.user(), postgres.password());
            // A database that lives for a test needs no disk to have it; those that are killed have servers of their
            // own.
            administer(server, "alter system set fsync = off", "alter system set full_page_writes = off");
            administer(server, "select pg_reload_conf()");
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("the test server does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String own(String[] servers) {
        int fork = Integer.parseInt(FORK.replaceFirst(".*_", ""));
        return servers[(fork - 1) % servers.length];
    }

    private static void stop(LocalPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseAddress create(String name, String template) {
        administer("create database " + name + " template " + template);
        return named(SERVER, name);
    }

    private static DatabaseAddress named(DatabaseAddress server, String name) {
        return new DatabaseAddress(
                server.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"), server.user(), server.password());
    }

    private static String nameOf(DatabaseAddress address) {
        return address.url().replaceFirst(".*/([^/?]+)(\\?.*)?$", "$1");
    }

    private static void administer(String... statements) {
        administer(SERVER, statements);
    }

    private static void administer(DatabaseAddress server, String... statements) {
        try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
