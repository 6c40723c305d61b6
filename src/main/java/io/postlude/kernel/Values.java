package io.postlude.kernel;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is offered to conditions: put into their form once, asked about often. */
public final class Values {
    private final Map<String, Object> byWord;

    private Values(Map<String, Object> byWord) {
        this.byWord = byWord;
    }

    /** Takes texts, numbers, enums (as their names), flags, instants, durations, null, and lists and maps of them. */
    public static Values of(Map<String, ? extends @Nullable Object> byWord) {
        return new Values(map(byWord));
    }

    /** The same with one word more, or one changed. */
    public Values with(String word, @Nullable Object value) {
        Map<String, Object> more = new HashMap<>(byWord);
        more.put(word, value(value));
        return new Values(more);
    }

    /** The same with what was counted: all that {@link Condition#counts} asks for. */
    public Values counting(Map<Condition.Count, ? extends Number> counted) {
        Map<String, Object> whole = new HashMap<>();
        Map<String, Object> number = new HashMap<>();
        counted.forEach((count, value) -> {
            whole.put(CountWords.key(count), value.longValue());
            number.put(CountWords.key(count), value.doubleValue());
        });
        Map<String, Object> more = new HashMap<>(byWord);
        more.put(CountWords.WHOLE, whole);
        more.put(CountWords.NUMBER, number);
        return new Values(more);
    }

    Map<String, Object> byWord() {
        return byWord;
    }

    private static Map<String, Object> map(Map<?, ? extends @Nullable Object> given) {
        Map<String, Object> map = HashMap.newHashMap(given.size());
        given.forEach((key, value) -> map.put(String.valueOf(key), value(value)));
        return map;
    }

    private static Object value(@Nullable Object given) {
        return switch (given) {
            case null -> NullValue.NULL_VALUE;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Float number -> number.doubleValue();
            case BigDecimal number -> number.doubleValue();
            case Enum<?> name -> name.name();
            case Map<?, ?> map -> map(map);
            case List<?> list -> {
                List<Object> values = new ArrayList<>(list.size());
                for (Object element : list) values.add(value(element));
                yield values;
            }
            default -> given;
        };
    }
}
