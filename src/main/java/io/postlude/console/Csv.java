package io.postlude.console;

import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a list as CSV while it is read, so that a long one never stands in memory. */
final class Csv {
    /** Signs at which spreadsheets start to calculate; a cell that begins so is a text a stranger may have written. */
    private static final String CALCULATES = "=+-@\t\r";

    private static final String MARK_OF_UTF8 = "\ufeff";

    private Csv() {}

    /** Takes one line after the other. */
    interface Lines {
        void write(List<@Nullable String> cells);
    }

    static void stream(Context http, String name, List<@Nullable String> heading, Consumer<Lines> body) {
        http.contentType("text/csv; charset=utf-8");
        http.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        http.header("Cache-Control", "no-store");
        try (Writer out =
                new BufferedWriter(new OutputStreamWriter(http.res().getOutputStream(), StandardCharsets.UTF_8))) {
            out.write(MARK_OF_UTF8);
            out.write(line(heading));
            body.accept(cells -> write(out, cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Writer out, List<@Nullable String> cells) {
        try {
            out.write(line(cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(List<@Nullable String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            if (!line.isEmpty()) {
                line.append(',');
            }
            line.append('"')
                    .append(harmless(cell == null ? "" : cell).replace("\"", "\"\""))
                    .append('"');
        }
        return line.append("\r\n").toString();
    }

    /** A number keeps its minus; anything else that would calculate gets an apostrophe before it. */
    private static String harmless(String cell) {
        boolean calculates = !cell.isEmpty() && CALCULATES.indexOf(cell.charAt(0)) >= 0;
        boolean number = cell.matches("-?\\d+(\\.\\d+)?");
        return calculates && !number ? "'" + cell : cell;
    }
}
