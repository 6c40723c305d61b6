package io.postlude.texts;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was told, for a text: every name is there, and what was not told is empty. Numbers stand as people write them. */
final class Details extends AbstractMap<String, Object> {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Map<String, Object> told = new LinkedHashMap<>();

    Details(Map<String, ?> told, Locale locale) {
        told.forEach((name, value) -> this.told.put(name, plain(value, locale)));
    }

    private static Object plain(Object value, Locale locale) {
        if (value instanceof String text && DAY.matcher(text).matches()) return day(text, locale);
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? (Object) number.longValue()
                : value;
    }

    private static String day(String text, Locale locale) {
        try {
            return TextValues.day(locale, LocalDate.parse(text));
        } catch (DateTimeException e) {
            return text; // there is no such day: as it was told
        }
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return told.entrySet();
    }

    @Override
    public boolean containsKey(Object key) {
        return true;
    }

    @Override
    public Object get(@Nullable Object key) {
        return told.getOrDefault(String.valueOf(key), "");
    }
}
