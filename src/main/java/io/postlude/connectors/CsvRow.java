package io.postlude.connectors;

import io.postlude.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of a row by the names of their columns. What cannot be read is an {@link ImportFault} that names column and value. */
record CsvRow(ImportRow row) {
    private static final int SHOWN_CHARS = 40;
    /** {@code 2026-03-02 14:05:00}: nearly every time of a file, and to fail at reading it with an offset first is dear. */
    private static final int LOCAL_CHARS = 19;

    private static final Pattern PLAIN = Pattern.compile("\\d++(?:\\.\\d++)?");

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalEnd()
            .parseDefaulting(java.time.temporal.ChronoField.HOUR_OF_DAY, 0)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    /** The text under the first of these columns that is there, without blanks around it; null where it is empty. */
    @Nullable
    String text(String... columns) {
        Integer at = row.file().column(columns).orElse(null);
        if (at == null || at >= row.fields().size()) return null;
        String text = row.fields().get(at).strip();
        return text.isEmpty() ? null : text;
    }

    String required(String... columns) {
        String text = text(columns);
        if (text == null) throw new ImportFault(columns[0] + " is empty");
        return text;
    }

    boolean yes(String column) {
        String text = text(column);
        return text != null && java.util.Set.of("yes", "true", "1", "y").contains(text.toLowerCase(Locale.ROOT));
    }

    int number(String... columns) {
        String text = required(columns);
        try {
            return new java.math.BigDecimal(text).intValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable(columns[0], text, "a whole number");
        }
    }

    /** Zero where the column is empty. */
    Money money(Currency currency, String... columns) {
        String text = text(columns);
        if (text == null) return Money.zero(currency);
        try {
            return Money.parse(plainDecimal(text), currency);
        } catch (IllegalArgumentException e) {
            throw unreadable(columns[0], text, "an amount in " + currency + ", such as 12.34");
        }
    }

    /** {@code 1.234,56} and {@code 1,234.56} are the same amount; a lone comma before one or two digits is a decimal one. */
    static String plainDecimal(String text) {
        if (PLAIN.matcher(text).matches()) return text;
        String digits = text.replaceAll("[\\s\\u00a0']", "");
        int comma = digits.lastIndexOf(',');
        int point = digits.lastIndexOf('.');
        if (comma >= 0 && point >= 0)
            return comma > point ? digits.replace(".", "").replace(',', '.') : digits.replace(",", "");
        if (comma >= 0)
            return digits.matches("[+-]?\\d+,\\d{1,2}") ? digits.replace(',', '.') : digits.replace(",", "");
        return digits;
    }

    Currency currency(Currency fallback, String... columns) {
        String text = text(columns);
        if (text == null) return fallback;
        try {
            return Currency.getInstance(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw unreadable(columns[0], text, "a currency such as EUR");
        }
    }

    /** Null where the column is empty; a time without an offset is read in {@code zone}. */
    @Nullable
    Instant time(ZoneId zone, String... columns) {
        String text = text(columns);
        if (text == null) return null;
        if (text.length() == LOCAL_CHARS && text.charAt(LOCAL_CHARS - 3) == ':') return local(zone, columns[0], text);
        try {
            return OffsetDateTime.parse(text, WITH_OFFSET).toInstant();
        } catch (DateTimeParseException e) {
            return local(zone, columns[0], text);
        }
    }

    private static Instant local(ZoneId zone, String column, String text) {
        try {
            String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
            return LocalDateTime.parse(plain, LOCAL)
                    .atZone(plain.equals(text) ? zone : java.time.ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw unreadable(column, text, "a time such as 2026-03-02 14:05:00 +0100");
        }
    }

    @Nullable
    LocalDate day(String... columns) {
        String text = text(columns);
        if (text == null) return null;
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw unreadable(columns[0], text, "a day such as 2026-03-02");
        }
    }

    private static ImportFault unreadable(String column, String text, String wanted) {
        String shown = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text;
        return new ImportFault(column + " is \"" + shown + "\", not " + wanted);
    }
}
