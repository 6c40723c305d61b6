package io.postlude.console;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The small typed pieces that pages are made of; each has a template in {@code jte/console/parts}. */
public interface Parts {
    /** What a mark means. Colour never stands alone: each tone has a shape and always a word. */
    enum Tone {
        KEPT("kept", "kept"),
        RISK("risk", "risk"),
        BROKEN("broken", "broken"),
        INFO("info", "info"),
        WAIT("", "wait"),
        MOVE("", "truck"),
        VOID("", "void");

        private final String css;
        private final String icon;

        Tone(String css, String icon) {
            this.css = css;
            this.icon = icon;
        }

        public String css() {
            return css;
        }

        public String icon() {
            return icon;
        }
    }

    /** A status: shape, colour and word. */
    record Pill(Tone tone, String word) {}

    /** Something a person may do to one thing: a small form with one button named by the deed. */
    record Deed(String label, String icon, String action, Map<String, String> fields, boolean primary) {
        public static Deed of(String label, String icon, String action) {
            return new Deed(label, icon, action, Map.of(), false);
        }

        public static Deed primary(String label, String icon, String action) {
            return new Deed(label, icon, action, Map.of(), true);
        }
    }

    /** A link named by where it leads. */
    record Link(String label, String href) {}

    /** A column's heading. {@code sortHref} is null where the column does not sort. */
    record Column(
            String label,
            @Nullable String sortHref,
            @Nullable String sorted,
            Align align,
            Width width) {
        public static Column text(String label) {
            return new Column(label, null, null, Align.START, Width.ALWAYS);
        }

        public static Column number(String label) {
            return new Column(label, null, null, Align.END, Width.ALWAYS);
        }

        public Column wide() {
            return new Column(label, sortHref, sorted, align, Width.WIDE);
        }

        public Column sortedBy(String href, @Nullable String direction) {
            return new Column(label, href, direction, align, width);
        }

        public String css() {
            return (align == Align.END ? "n" : "") + (width == Width.WIDE ? " wide" : "");
        }
    }

    /** Numbers stand at the end of their column, text at its start. */
    enum Align {
        START,
        END
    }

    /** Columns that may go first on a narrow screen are {@code WIDE}. */
    enum Width {
        ALWAYS,
        WIDE
    }

    /** One cell: a value, at most one quieter line below it, and perhaps a link, a mark or deeds. */
    record Cell(
            @Nullable String text,
            @Nullable String small,
            @Nullable String href,
            @Nullable Pill pill,
            List<Deed> deeds,
            boolean mono) {
        public static Cell of(@Nullable String text) {
            return new Cell(text, null, null, null, List.of(), false);
        }

        public static Cell of(@Nullable String text, @Nullable String small) {
            return new Cell(text, small, null, null, List.of(), false);
        }

        public static Cell link(String text, @Nullable String small, String href) {
            return new Cell(text, small, href, null, List.of(), false);
        }

        public static Cell code(String text, @Nullable String small) {
            return new Cell(text, small, null, null, List.of(), true);
        }

        public static Cell pill(Pill pill, @Nullable String small) {
            return new Cell(null, small, null, pill, List.of(), false);
        }

        public static Cell deeds(List<Deed> deeds) {
            return new Cell(null, null, null, null, deeds, false);
        }
    }

    /** One row; its first cell names it. {@code key} is what a bulk action sends, null where rows are not chosen. */
    record Row(@Nullable String key, List<Cell> cells) {
        public static Row of(Cell... cells) {
            return new Row(null, List.of(cells));
        }
    }

    /** A table that can be compared down its columns. */
    record Table(
            String caption,
            List<Column> columns,
            List<Row> rows,
            Empty empty,
            @Nullable Bulk bulk,
            Paging paging) {
        /** A short one: all its rows, nothing to choose. */
        public static Table plain(String caption, List<Column> columns, List<Row> rows, Empty empty) {
            return new Table(caption, columns, rows, empty, null, Paging.none(""));
        }

        public boolean isEmpty() {
            return rows.isEmpty();
        }

        /** Whether a phone shows its rows as cards; three columns fit, and so do figures. */
        public boolean cards() {
            return columns.size() > COLUMNS_ON_A_PHONE
                    && columns.stream().skip(1).anyMatch(column -> column.align() == Align.START);
        }
    }

    int COLUMNS_ON_A_PHONE = 3;

    /** What can be done with the chosen rows. */
    record Bulk(String action, String label, String icon) {}

    /** Where the list goes on; a null link is a missing one. */
    record Paging(@Nullable String first, @Nullable String next, String scope) {
        public static Paging none(String scope) {
            return new Paging(null, null, scope);
        }
    }

    /** What is true when there is nothing, and one way on. */
    record Empty(String title, String text, @Nullable Link way) {}

    /** One thing on this page that needs to be known now. */
    record Note(Tone tone, String title, String text) {
        public static Note done(String title) {
            return new Note(Tone.KEPT, title, "");
        }

        public static Note refused(String title, String text) {
            return new Note(Tone.BROKEN, title, text);
        }
    }

    /** A figure with its scope: of how many, over what time, how sure. */
    record Figure(
            String name,
            String value,
            String scope,
            @Nullable String href) {}

    /** A name and its value. */
    record Fact(String name, String value, @Nullable String href, boolean strong) {
        public static Fact of(String name, String value) {
            return new Fact(name, value, null, false);
        }

        public static Fact strong(String name, String value) {
            return new Fact(name, value, null, true);
        }

        public static Fact link(String name, String value, String href) {
            return new Fact(name, value, href, false);
        }
    }

    /** One of a few exclusive views, as a link. */
    record View(String label, String href, boolean current) {}

    /** A choice of one value in a filter or a form. */
    record Option(String value, String label, boolean chosen) {}

    /** A filter that says its value. */
    record Pick(String name, String label, List<Option> options) {}

    /** The one line above a table. It lives in the address. */
    record Filters(
            String action,
            String hint,
            String text,
            List<View> views,
            List<Pick> picks,
            Map<String, String> kept,
            @Nullable String clearHref,
            @Nullable String csvHref) {}

    /** One field of a form. {@code error} is the refusal shown beside it. */
    record Field(
            String name,
            String label,
            String type,
            String value,
            @Nullable String hint,
            @Nullable String error,
            String autocomplete,
            boolean required,
            Map<String, String> choices) {
        public static Field text(String name, String label, String value) {
            return new Field(name, label, "text", value, null, null, "off", false, Map.of());
        }

        public Field ofType(String kind, String complete) {
            return new Field(name, label, kind, value, hint, error, complete, required, choices);
        }

        public Field hinting(String words) {
            return new Field(name, label, type, value, words, error, autocomplete, required, choices);
        }

        public Field refused(@Nullable String words) {
            return new Field(name, label, type, value, hint, words, autocomplete, required, choices);
        }

        public Field needed() {
            return new Field(name, label, type, value, hint, error, autocomplete, true, choices);
        }

        /** One of these, by what is sent and how it is called, in their order. */
        public Field of(Map<String, String> some) {
            return new Field(name, label, "select", value, hint, error, autocomplete, required, some);
        }

        /** What describes the field to someone who cannot see it. */
        public @Nullable String describedBy() {
            if (error != null) {
                return name + "-err";
            }
            return hint == null ? null : name + "-hint";
        }
    }

    /** One part of a whole, for a stacked bar with its legend. {@code css} is a chart fill. */
    record Slice(String label, long count, String css, String x, String width) {}
}
