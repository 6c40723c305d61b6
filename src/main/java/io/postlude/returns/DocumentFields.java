package io.postlude.returns;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.kernel.Money;
import io.postlude.kernel.Problem.FieldError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the values of a policy's document and gathers what is wrong with them. */
final class DocumentFields {
    private static final int ERRORS_LIMIT = 50;
    private static final MonthDay NEW_YEAR = MonthDay.of(1, 1);

    private final List<FieldError> errors = new ArrayList<>();

    List<FieldError> errors() {
        return List.copyOf(errors);
    }

    void fault(String pointer, String detail) {
        if (errors.size() < ERRORS_LIMIT) errors.add(new FieldError(pointer, detail));
    }

    /** A misspelt name would be taken for nothing said. */
    void known(String at, JsonNode object, Set<String> names) {
        if (!object.isObject()) fault(at.isEmpty() ? "/" : at, "must be an object");
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) fault(at + "/" + name, "is not known here");
        });
    }

    String text(JsonNode document, String pointer, int limitChars) {
        String text = document.at(pointer).asText().strip();
        if (text.isEmpty() || text.length() > limitChars)
            fault(pointer, "must have 1 to " + limitChars + " characters");
        return text;
    }

    /** {@code usual} stands where nothing is said; a negative one means that something must be said. */
    record Range(int least, int most, int usual) {}

    int number(JsonNode document, String pointer, Range range) {
        return within(pointer, document.at(pointer), range);
    }

    int within(String pointer, JsonNode told, Range range) {
        if (told.isMissingNode() && range.usual >= 0) return range.usual;
        if (told.canConvertToInt() && told.isIntegralNumber()) {
            int value = told.intValue();
            if (value >= range.least && value <= range.most) return value;
        }
        fault(pointer, "must be a whole number from " + range.least + " to " + range.most);
        return range.least;
    }

    /** Hundredths of a per cent, from per cents such as 8 or 12.5. */
    int share(String pointer, JsonNode told) {
        if (told.isMissingNode()) return 0;
        if (told.isNumber()) {
            BigDecimal hundredths = told.decimalValue().movePointRight(2);
            if (hundredths.stripTrailingZeros().scale() <= 0
                    && hundredths.signum() >= 0
                    && hundredths.compareTo(BigDecimal.valueOf(Remedy.WHOLE)) <= 0) return hundredths.intValue();
        }
        fault(pointer, "must be per cents from 0 to 100 with at most two decimals");
        return 0;
    }

    /** Amounts by currency, each as a decimal in quotes. */
    Map<String, Long> amounts(JsonNode document, String pointer) {
        Map<String, Long> all = new HashMap<>();
        document.at(pointer).properties().forEach(entry -> {
            String at = pointer + "/" + entry.getKey();
            try {
                Money money = Money.parse(entry.getValue().asText(), Currency.getInstance(entry.getKey()));
                if (money.isNegative()) fault(at, "must not be negative");
                all.put(entry.getKey(), money.minor());
            } catch (IllegalArgumentException e) {
                fault(at, "must be an amount such as \"4.90\" under a currency such as EUR");
            }
        });
        return all;
    }

    MonthDay monthDay(JsonNode document, String pointer) {
        try {
            return MonthDay.parse("--" + document.at(pointer).asText());
        } catch (DateTimeException e) {
            fault(pointer, "must be a month and a day such as 12-24");
            return NEW_YEAR;
        }
    }

    <T extends Enum<T>> T word(String pointer, JsonNode told, T[] known, T usual) {
        if (told.isMissingNode()) return usual;
        for (T value : known) if (value.name().toLowerCase(Locale.ROOT).equals(told.asText())) return value;
        fault(
                pointer,
                "must be one of "
                        + Arrays.stream(known)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
        return usual;
    }

    <T> List<T> words(JsonNode object, String at, String name, Function<String, Optional<T>> known) {
        JsonNode told = object.path(name);
        if (!told.isMissingNode() && !told.isArray()) fault(at + "/" + name, "must be a list");
        List<T> all = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            String word = told.get(i).asText();
            Optional<T> value = known.apply(word);
            if (value.isEmpty()) fault(at + "/" + name + "/" + i, "is not known: " + word);
            else if (all.contains(value.get())) fault(at + "/" + name + "/" + i, "is there twice");
            else all.add(value.get());
        }
        return all;
    }
}
