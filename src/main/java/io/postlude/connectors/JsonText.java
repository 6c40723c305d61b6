package io.postlude.connectors;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of foreign bodies: cleaned for the database, and read as times and countries. */
final class JsonText {
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** ISO with an offset in any of its spellings: {@code Z}, {@code +01:00}, {@code +0100}; T or a blank between. */
    private static final DateTimeFormatter WITH_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final Map<String, String> ALPHA_2 = alpha2();

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,8})?");

    private JsonText() {}

    /** Without blanks around, without signs PostgreSQL refuses, and without halves of a pair. */
    static String clean(String text) {
        if (isPlain(text)) return text.strip();
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(sign -> sign != 0)
                .map(sign -> Character.getType(sign) == Character.SURROGATE ? 0xFFFD : sign)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign == 0 || Character.isSurrogate(sign)) return false;
        }
        return true;
    }

    /** A price as shops write it; null for none and for what is no number. */
    static @Nullable BigDecimal decimal(@Nullable String text) {
        return text != null && DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
    }

    static Optional<Instant> instant(@Nullable String text) {
        return offset(text).map(OffsetDateTime::toInstant);
    }

    static Optional<OffsetDateTime> offset(@Nullable String text) {
        if (text == null) return Optional.empty();
        try {
            return Optional.of(WITH_OFFSET.parse(isoBlank(text), OffsetDateTime::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDateTime> local(@Nullable String text) {
        if (text == null) return Optional.empty();
        try {
            return Optional.of(LocalDateTime.parse(isoBlank(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<LocalDate> day(@Nullable String text) {
        if (text == null) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The day as it is written, of a day or of a time in any zone. */
    static Optional<LocalDate> writtenDay(@Nullable String text) {
        return text == null || text.length() < 10
                ? Optional.empty()
                : day(text.substring(0, 10)).filter(day -> day.getYear() >= 1990);
    }

    static Optional<Instant> utc(@Nullable String text) {
        Optional<Instant> stated = instant(text);
        return stated.isPresent() ? stated : local(text).map(time -> time.toInstant(ZoneOffset.UTC));
    }

    private static String isoBlank(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }

    /** ISO 3166 alpha-2 of a code with two or three letters; other texts as they are. */
    static @Nullable String country(@Nullable String code) {
        return code == null ? null : ALPHA_2.getOrDefault(code.toUpperCase(Locale.ROOT), code);
    }

    private static Map<String, String> alpha2() {
        Map<String, String> codes = new HashMap<>();
        Arrays.stream(Locale.getISOCountries())
                .forEach(two -> codes.put(Locale.of("", two).getISO3Country(), two));
        return Map.copyOf(codes);
    }
}
