package io.postlude.kernel;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * An open transaction. {@link #handle()} gives JDBI with named parameters; the short forms here take {@code ?} parameters
 * and bind instants, dates, enums (by name), typed ids and primitive arrays ({@code long[] int[] short[] String[]}, for
 * {@code unnest(?)}) as PostgreSQL wants them.
 */
public final class Tx implements AutoCloseable {
    private final Connection connection;
    private final @Nullable StoreId store;
    private @Nullable Handle handle;
    private boolean logged;
    private final List<Event> gathered = new ArrayList<>();
    private @Nullable BiConsumer<Tx, List<Event>> writer;

    Tx(Connection connection, @Nullable StoreId store) {
        this.connection = connection;
        this.store = store;
    }

    public Connection connection() {
        return connection;
    }

    /** The driver's own face, for COPY and arrays. */
    public PGConnection driver() {
        try {
            return connection.unwrap(PGConnection.class);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** JDBI on this very transaction. Neither commit nor close it. */
    public Handle handle() {
        if (handle == null) handle = Jdbi.open(connection);
        return handle;
    }

    /** Empty where this transaction is past row-level security. */
    public Optional<StoreId> store() {
        return Optional.ofNullable(store);
    }

    public int update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** As {@link #update}, where the count of rows says nothing. */
    public void execute(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Hands each row to {@code reader}, without a list. */
    public void each(String sql, RowConsumer reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) reader.take(rows);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) list.add(reader.read(rows));
            return list;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    public <T> Optional<T> first(String sql, RowReader<T> reader, @Nullable Object... parameters) {
        List<T> list = list(sql, reader, parameters);
        return list.isEmpty() ? Optional.empty() : Optional.of(list.getFirst());
    }

    /** The first column of the first row as a number; 0 where there is no row. */
    public long number(String sql, @Nullable Object... parameters) {
        return first(sql, row -> row.getLong(1), parameters).orElse(0L);
    }

    private PreparedStatement prepare(String sql, @Nullable Object... parameters) throws SQLException {
        OneOfMany asked = OneOfMany.of(sql, parameters);
        PreparedStatement statement = connection.prepareStatement(asked.sql());
        try {
            for (int i = 0; i < parameters.length; i++) bind(statement, i + 1, asked.value(i, parameters[i]));
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setObject(index, null);
            case Instant instant -> statement.setObject(index, instant.atOffset(ZoneOffset.UTC));
            case Id id -> statement.setLong(index, id.value());
            case StoreId id -> statement.setInt(index, id.value());
            case Enum<?> name -> statement.setString(index, name.name());
            case long[] array -> statement.setArray(index, array("bigint", array));
            case int[] array -> statement.setArray(index, array("integer", array));
            case short[] array -> statement.setArray(index, array("smallint", array));
            case boolean[] array -> statement.setArray(index, array("boolean", array));
            case double[] array -> statement.setArray(index, array("float8", array));
            case @Nullable String[] array -> statement.setArray(index, array("text", array));
            case byte[][] array -> statement.setArray(index, array("bytea", array));
            case LocalDate[] array -> statement.setArray(index, array("date", array));
            case Instant[] array -> statement.setArray(index, array("timestamptz", texts(array)));
            default -> statement.setObject(index, value);
        }
    }

    private Array array(String type, Object values) throws SQLException {
        return driver().createArrayOf(type, values);
    }

    private static @Nullable String[] texts(Instant[] instants) {
        @Nullable String[] texts = new @Nullable String[instants.length];
        for (int i = 0; i < instants.length; i++) texts[i] = instants[i] == null ? null : instants[i].toString();
        return texts;
    }

    /** Reads a nullable {@code timestamptz}. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        java.time.OffsetDateTime value = row.getObject(column, java.time.OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Reads a {@code timestamptz not null}. */
    public static Instant instantNotNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, java.time.OffsetDateTime.class).toInstant();
    }

    /** Reads a nullable integer. */
    public static OptionalInt integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** Events that wait for the end of the transaction, in their order. */
    void gather(List<? extends Event> more, BiConsumer<Tx, List<Event>> write) {
        gathered.addAll(more);
        writer = write;
    }

    void somethingLogged() {
        logged = true;
    }

    void beforeCommit() {
        if (writer != null) writer.accept(this, gathered);
        if (logged) notifyReaders();
    }

    /** One NOTIFY without payload for the whole transaction: commits with NOTIFY queue on one lock of the server. */
    private void notifyReaders() {
        try (var statement = connection.createStatement()) {
            statement.execute("notify " + EventLog.CHANNEL);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Ends the use of this object; the connection is the pool's. */
    @Override
    public void close() {
        handle = null;
    }

    /** Takes the row under the cursor. */
    @FunctionalInterface
    public interface RowConsumer {
        void take(ResultSet row) throws SQLException;
    }

    /** Turns the row under the cursor into a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
