package io.postlude.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement. They travel by binary COPY where that is allowed, and as text by {@code unnest} where
 * row-level security forbids it or the statement does more than append; the server reads them as the types named here.
 */
public final class BulkRows {
    private static final int ROW_BYTES = 200; // about

    private final List<String> names;
    private final List<String> types;
    private final String relation;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** {@code columns} as {@code "placed_at timestamptz"}, in the order of the values. */
    public BulkRows(List<String> columns) {
        names = columns.stream().map(c -> c.substring(0, c.indexOf(' '))).toList();
        types = columns.stream().map(c -> c.substring(c.indexOf(' ') + 1)).toList();
        relation = columns.stream()
                .map(c -> c.substring(0, c.indexOf(' ')) + "::" + c.substring(c.indexOf(' ') + 1) + " as "
                        + c.substring(0, c.indexOf(' ')))
                .collect(Collectors.joining(
                        ", ",
                        "(select ",
                        " from unnest(" + columns.stream().map(c -> "?::text[]").collect(Collectors.joining(","))
                                + ") as r(" + String.join(",", names) + "))"));
    }

    /** Text must be free of NUL; see {@link CleanText}. Lists become arrays, ids and enums what the database knows them as. */
    public void add(@Nullable Object... values) {
        if (values.length != names.size())
            throw new IllegalArgumentException(values.length + " values for " + names.size() + " columns");
        rows.add(values);
    }

    public int size() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Appends all to a table. A key that is there already fails the transaction: claim keys first. */
    public void appendTo(Tx tx, String table) {
        if (rows.isEmpty()) return;
        String target = table + " (" + String.join(", ", names) + ")";
        if (tx.store().isEmpty()) {
            copy(tx, target);
            return;
        }
        long written = update(tx, "insert into " + target + " select " + String.join(", ", names) + " from :rows u");
        if (written != rows.size())
            throw new IllegalStateException(written + " of " + rows.size() + " rows written to " + table);
    }

    /** Runs a statement in which {@code :rows} stands for these rows; answers how many rows it touched. */
    public int update(Tx tx, String sql) {
        return rows.isEmpty() ? 0 : tx.update(sql.replace(":rows", relation), columns());
    }

    /** As {@link #update}, where the count says nothing. */
    public void execute(Tx tx, String sql) {
        if (!rows.isEmpty()) tx.execute(sql.replace(":rows", relation), columns());
    }

    /** As {@link #update}, for a statement that answers rows. */
    public <T> List<T> list(Tx tx, String sql, Tx.RowReader<T> reader) {
        return rows.isEmpty() ? List.of() : tx.list(sql.replace(":rows", relation), reader, columns());
    }

    private void copy(Tx tx, String target) {
        BinaryCopy copy = new BinaryCopy(types.size(), rows.size() * ROW_BYTES);
        for (@Nullable Object[] row : rows) {
            copy.row();
            for (int i = 0; i < row.length; i++) put(copy, types.get(i), row[i]);
        }
        copy.into(tx, target);
    }

    private static void put(BinaryCopy copy, String type, @Nullable Object value) {
        if (value == null) {
            copy.none();
            return;
        }
        switch (type) {
            case "smallint" -> copy.int2((int) number(value));
            case "int" -> copy.int4((int) number(value));
            case "bigint" -> copy.int8(number(value));
            case "boolean" -> copy.bool((Boolean) value);
            case "timestamptz" -> copy.time((Instant) value);
            case "date" -> copy.date((LocalDate) value);
            case "text[]" ->
                copy.texts(((List<?>) value).stream().map(Object::toString).toList());
            case "bytea" -> copy.bytes((byte[]) value);
            case "bigint[]" ->
                copy.int8s(((List<?>) value)
                        .stream()
                                .map(element -> number(Objects.requireNonNull(element)))
                                .toList());
            case "tsvector" -> copy.words(SearchWords.ofVector(value.toString()));
            case "text", "json" -> copy.text(cell(value));
            default -> throw new IllegalArgumentException("no rows of " + type + " yet");
        }
    }

    private static long number(Object value) {
        return switch (value) {
            case Id id -> id.value();
            case StoreId store -> store.value();
            case Number number -> number.longValue();
            default -> throw new IllegalArgumentException(value + " is no number");
        };
    }

    private @Nullable Object[] columns() {
        @Nullable Object[] columns = new @Nullable Object[names.size()];
        for (int c = 0; c < columns.length; c++) {
            @Nullable String[] cells = new @Nullable String[rows.size()];
            for (int r = 0; r < cells.length; r++) cells[r] = cell(rows.get(r)[c]);
            columns[c] = cells;
        }
        return columns;
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Id id -> Long.toString(id.value());
            case StoreId store -> Integer.toString(store.value());
            case Enum<?> name -> name.name();
            case List<?> list -> array(list);
            case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
            default -> value.toString();
        };
    }

    private static String array(List<?> list) {
        return list.stream()
                .map(e -> '"' + e.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
