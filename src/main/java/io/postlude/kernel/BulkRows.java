package io.postlude.kernel;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement. They travel as text, by COPY where that is allowed and {@code unnest} where row-level
 * security forbids it or the statement does more than append; the server reads them as the types named here.
 */
public final class BulkRows {
    private final List<String> names;
    private final String relation;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /** {@code columns} as {@code "placed_at timestamptz"}, in the order of the values. */
    public BulkRows(List<String> columns) {
        names = columns.stream().map(c -> c.substring(0, c.indexOf(' '))).toList();
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
        String columns = " (" + String.join(", ", names) + ") ";
        long written = tx.store().isEmpty()
                ? copy(tx, "copy " + table + columns + "from stdin")
                : update(tx, "insert into " + table + columns + "select " + String.join(", ", names) + " from :rows u");
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

    private long copy(Tx tx, String sql) {
        StringBuilder text = new StringBuilder(rows.size() * 200);
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (i > 0) text.append('\t');
                escape(cell(row[i]), text);
            }
            text.append('\n');
        }
        try {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            var in = tx.driver().getCopyAPI().copyIn(sql);
            in.writeToCopy(bytes, 0, bytes.length);
            return in.endCopy();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private static void escape(@Nullable String cell, StringBuilder out) {
        if (cell == null) {
            out.append("\\N");
            return;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
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
