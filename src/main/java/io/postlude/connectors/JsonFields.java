package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.postlude.kernel.Json;
import io.postlude.kernel.Money;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of a body field by field and notes every fault with its pointer. A field that is not there, null or
 * blank is "not said" and reads as null. What is read is a stand-in where a fault was noted: look at the faults before use.
 */
public final class JsonFields {
    /** Past this many places a number is an attack on our memory, not an amount. */
    private static final int DECIMAL_PLACES_LIMIT = 50;

    private static final ObjectReader READER =
            Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode node;
    private final String pointer;
    private final Body body;

    private JsonFields(JsonNode node, String pointer, Body body) {
        this.node = node;
        this.pointer = pointer;
        this.body = body;
    }

    /** @param latest no time of a fact may lie after this: the far future would outlive every true word */
    private record Body(Faults faults, Instant latest) {}

    public static JsonFields parse(byte[] bytes, Faults faults, Instant latest) throws MalformedBody {
        return new JsonFields(tree(bytes), "", new Body(faults, latest));
    }

    private static JsonNode tree(byte[] bytes) throws MalformedBody {
        try {
            JsonNode tree = READER.readTree(bytes);
            if (tree == null || !tree.isObject()) throw new MalformedBody("The body is not a JSON object");
            return tree;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new MalformedBody("The body is not JSON: it breaks"
                    + (place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void fault(String name, String detail) {
        body.faults.add(at(name), detail);
    }

    public boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    /** Whether a list is there; an object under the name is no fault. */
    public boolean hasList(String name) {
        JsonNode value = node.get(name);
        return value != null && value.isArray();
    }

    /** Whether a text or number is there; an object or array under the name is no fault. */
    public boolean hasText(String name) {
        JsonNode value = node.get(name);
        return value != null
                && value.isValueNode()
                && !value.isNull()
                && !value.asText().isBlank();
    }

    public @Nullable String text(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) return null;
        if (value.isNumber()) return plain(name, value.decimalValue());
        if (!value.isValueNode()) {
            fault(name, "must be text");
            return null;
        }
        String text = JsonText.clean(value.asText());
        return text.isEmpty() ? null : text;
    }

    /** As {@link #text(String)}; longer than so many characters is a fault. */
    public @Nullable String text(String name, int limitChars) {
        String text = text(name);
        if (text != null && text.length() > limitChars) {
            fault(name, "is longer than " + limitChars + " characters");
            return text.substring(0, limitChars);
        }
        return text;
    }

    /** A text that must be there. */
    public String needed(String name, int limitChars) {
        String text = text(name, limitChars);
        if (text == null && (node.get(name) == null || node.get(name).isValueNode())) fault(name, "is needed");
        return text == null ? "" : text;
    }

    private @Nullable String plain(String name, BigDecimal number) {
        if (Math.abs((long) number.scale()) > DECIMAL_PLACES_LIMIT || number.precision() > DECIMAL_PLACES_LIMIT) {
            fault(name, "is too large or too fine a number");
            return null;
        }
        return number.toPlainString();
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) return otherwise;
        if (!value.isBoolean()) fault(name, "must be true or false");
        return value.asBoolean(otherwise);
    }

    /** A whole number from {@code least} to {@code most}; null where it is not there. */
    public @Nullable Integer whole(String name, int least, int most) {
        String text = text(name);
        if (text == null) return null;
        try {
            int value = new BigDecimal(text).intValueExact();
            if (value >= least && value <= most) return value;
        } catch (ArithmeticException | NumberFormatException e) {
            fault(name, "must be a whole number from " + least + " to " + most);
            return null;
        }
        fault(name, "must be a whole number from " + least + " to " + most);
        return null;
    }

    /** An amount that is not negative; null where it is not there. */
    public @Nullable Money amount(String name, Currency currency) {
        Money money = money(name, currency);
        if (money != null && money.isNegative()) {
            fault(name, "must not be negative");
            return null;
        }
        return money;
    }

    public Money amountOrZero(String name, Currency currency) {
        Money money = amount(name, currency);
        return money == null ? Money.zero(currency) : money;
    }

    public Money moneyOrZero(String name, Currency currency) {
        Money money = money(name, currency);
        return money == null ? Money.zero(currency) : money;
    }

    /** An amount of either sign. */
    public @Nullable Money money(String name, Currency currency) {
        String text = text(name);
        if (text == null) return null;
        try {
            return Money.parse(text, currency);
        } catch (IllegalArgumentException e) {
            fault(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** An ISO 4217 currency; where there is none that is known, a fault is noted and the euro stands in. */
    public Currency currency(String name) {
        String code = needed(name, 3);
        try {
            if (!code.isEmpty()) return Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            fault(name, "is not a currency of ISO 4217, such as EUR");
        }
        return Currency.getInstance("EUR");
    }

    /** A time with its zone; one without is a fault. */
    public @Nullable Instant instant(String name) {
        return instant(
                name, JsonText.instant(text(name)), "needs a date, a time and a zone, such as 2026-05-01T10:00:00Z");
    }

    /** A day without time; what is none is a fault. */
    public Optional<LocalDate> day(String name) {
        String text = text(name);
        Optional<LocalDate> day = JsonText.day(text);
        boolean inBounds =
                day.map(d -> d.getYear() >= 1990 && d.getYear() < 2200).orElse(false);
        if (text != null && !inBounds) fault(name, "must be a day, such as 2026-05-01");
        return inBounds ? day : Optional.empty();
    }

    /** A time that its source documents as UTC though it does not say so. */
    public @Nullable Instant utc(String name) {
        return instant(name, JsonText.utc(text(name)), "needs a date and a time, such as 2026-05-01T10:00:00");
    }

    private @Nullable Instant instant(String name, Optional<Instant> read, String otherwise) {
        if (read.isEmpty()) {
            if (has(name) && text(name) != null) fault(name, otherwise);
            return null;
        }
        if (read.get().isBefore(JsonText.EARLIEST)) fault(name, "lies before 1990");
        if (read.get().isAfter(body.latest)) fault(name, "lies in the future");
        return read.get();
    }

    /** The object under a name; an empty one where there is none. */
    public JsonFields object(String name) {
        JsonNode value = node.get(name);
        if (value != null && !value.isNull() && !value.isObject()) fault(name, "must be an object");
        return new JsonFields(
                value instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode(), at(name), body);
    }

    /** The texts, whole numbers, decimals and flags of the object under a name, {@code most} of them; null is left as it is. */
    public Map<String, @Nullable Object> flat(String name, int most) {
        JsonNode value = node.get(name);
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        if (value == null || !value.isObject()) return flat;
        if (value.size() > most) {
            fault(name, "has " + value.size() + " entries; at most " + most + " are taken");
            return flat;
        }
        for (Map.Entry<String, JsonNode> one : value.properties())
            switch (one.getValue().getNodeType()) {
                case STRING ->
                    flat.put(one.getKey(), JsonText.clean(one.getValue().textValue()));
                case BOOLEAN -> flat.put(one.getKey(), one.getValue().booleanValue());
                case NUMBER -> flat.put(one.getKey(), number(one.getValue()));
                case NULL -> flat.put(one.getKey(), null);
                default -> body.faults.add(at(name) + "/" + one.getKey(), "must be a text, a number or true or false");
            }
        return flat;
    }

    private static Object number(JsonNode value) {
        return value.canConvertToExactIntegral() && value.canConvertToLong()
                ? (Object) value.longValue()
                : (Object) value.doubleValue();
    }

    /** The objects of an array; empty where there is none. */
    public List<JsonFields> objects(String name, int limit) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) return List.of();
        if (!value.isArray()) {
            fault(name, "must be an array");
            return List.of();
        }
        if (value.size() > limit) {
            fault(name, "has " + value.size() + " entries; at most " + limit + " are taken");
            return List.of();
        }
        List<JsonFields> objects = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isObject()) objects.add(new JsonFields(value.get(i), at(name) + "/" + i, body));
            else body.faults.add(at(name) + "/" + i, "must be an object");
        }
        return objects;
    }

    /** The texts of an array, or of one text with commas between; without blanks. */
    public List<String> texts(String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) return List.of();
        Stream<String> texts = value.isArray()
                ? value.valueStream().filter(JsonNode::isValueNode).map(JsonNode::asText)
                : Arrays.stream(value.asText().split(","));
        return texts.map(JsonText::clean).filter(text -> !text.isEmpty()).toList();
    }

    private String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
