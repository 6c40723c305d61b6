package io.postlude.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings each module's schema up to date: {@code db/<module>/V0001__what.sql}, a history table per module, forward only.
 *
 * <p>Flyway needs about a second to look at all modules, which a warm start does not have: a fingerprint of all scripts is
 * kept in the database, and where it is the same nothing is looked at.
 */
final class Migrations {
    /** In the order of the module map: a later module's script may call functions of an earlier one's. */
    static final List<String> MODULES = List.of(
            "kernel",
            "stores",
            "customers",
            "orders",
            "promises",
            "tracking",
            "insights",
            "deliveries",
            "messaging",
            "texts",
            "returns",
            "claims",
            "loyalty",
            "segments",
            "flows",
            "journeys",
            "connectors",
            "api",
            "portal",
            "console",
            "twin");

    private static final long LOCK = 0x506f73746c756465L;

    private Migrations() {}

    static void run(DataSource owner) {
        String fingerprint = fingerprint();
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(true);
            if (fingerprint.equals(stored(connection))) return;
            lock(connection, "select pg_advisory_lock(?)");
            try {
                if (!fingerprint.equals(stored(connection))) migrate(owner, connection, fingerprint);
            } finally {
                lock(connection, "select pg_advisory_unlock(?)");
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void migrate(DataSource owner, Connection connection, String fingerprint) throws SQLException {
        for (String module : MODULES) if (hasScripts(module)) migrate(owner, module);
        try (var statement = connection.createStatement()) {
            for (String module : MODULES)
                if (hasScripts(module)) statement.execute("select kernel.grant_app('" + module + "')");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("update kernel.schema_fingerprint set value = ? where only_row")) {
            statement.setString(1, fingerprint);
            statement.executeUpdate();
        }
    }

    private static void migrate(DataSource owner, String module) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .schemas(module)
                .defaultSchema(module)
                .table("migration")
                .locations("classpath:db/" + module)
                .validateMigrationNaming(true)
                .loggers("slf4j")
                .load()
                .migrate();
    }

    private static boolean hasScripts(String module) {
        return Migrations.class.getResource("/db/" + module) != null;
    }

    private static String stored(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("select to_regclass('kernel.schema_fingerprint') is not null")) {
                row.next();
                if (!row.getBoolean(1)) return "";
            }
            try (ResultSet row = statement.executeQuery("select value from kernel.schema_fingerprint")) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private static void lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }

    private static String fingerprint() {
        try {
            Path home = Path.of(Migrations.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Map<String, Long> sums = Files.isDirectory(home) ? ofFolder(home) : ofJar(home);
            return Integer.toHexString(sums.toString().hashCode()) + "-" + sums.size() + "-"
                    + sums.values().stream().mapToLong(Long::longValue).sum();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot read the database scripts", e);
        }
    }

    private static Map<String, Long> ofJar(Path jar) throws IOException {
        TreeMap<String, Long> sums = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .filter(e -> e.getName().startsWith("db/") && e.getName().endsWith(".sql"))
                    .forEach(e -> sums.put(e.getName(), e.getCrc()));
        }
        return sums;
    }

    private static Map<String, Long> ofFolder(Path folder) throws IOException {
        TreeMap<String, Long> sums = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder.resolve("db"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                CRC32 crc = new CRC32();
                try (InputStream in = Files.newInputStream(file)) {
                    crc.update(in.readAllBytes());
                }
                sums.put(folder.relativize(file).toString(), crc.getValue());
            }
        }
        return sums;
    }
}
