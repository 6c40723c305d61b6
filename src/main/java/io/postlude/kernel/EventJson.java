package io.postlude.kernel;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the log, as short as it can be said: half the cost of an event is the length of this text
 * (docs/decisions/0080). The store and the time stand in columns of their own, what is null or false is left out, and
 * {@link Numbered} values are their numbers.
 */
final class EventJson {
    private static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .addMixIn(Event.class, WithoutColumns.class)
            .addModule(numbers())
            .defaultPropertyInclusion(of(JsonInclude.Include.NON_NULL))
            .withConfigOverride(boolean.class, flag -> flag.setIncludeAsProperty(of(JsonInclude.Include.NON_DEFAULT)))
            .build();
    private static final long FAR_SECONDS = 1_000_000_000_000L; // beyond, microseconds do not fit a long
    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    @JsonIgnoreProperties(
            value = {"store", "occurredAt"},
            allowSetters = true)
    private interface WithoutColumns {}

    private EventJson() {}

    private static JsonInclude.Value of(JsonInclude.Include what) {
        return JsonInclude.Value.construct(what, JsonInclude.Include.USE_DEFAULTS);
    }

    static byte[] write(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + event.getClass().getSimpleName() + " as JSON", e);
        }
    }

    static Event read(String payload, Class<? extends Event> type, Columns columns) {
        String whole = "{\"store\":" + columns.store + ",\"occurredAt\":" + time(columns.occurredAt)
                + (payload.equals("{}") ? "}" : "," + payload.substring(1));
        try {
            return READERS.computeIfAbsent(type, MAPPER::readerFor).readValue(whole);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + type.getSimpleName(), e);
        }
    }

    /** As a number of seconds where it can be one: reading a time from text is a good part of reading an event. */
    private static String time(Instant at) {
        return at.getEpochSecond() < 0 || at.getEpochSecond() > FAR_SECONDS
                ? "\"" + at + "\""
                : BigDecimal.valueOf(at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000, 6)
                        .toString();
    }

    /** What the row says beside the payload. */
    record Columns(int store, Instant occurredAt) {}

    private static SimpleModule numbers() {
        SimpleModule module = new SimpleModule("numbers");
        module.addSerializer(Numbered.class, new JsonSerializer<>() {
            @Override
            public void serialize(Numbered value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(value.number());
            }
        });
        module.setDeserializers(new SimpleDeserializers() {
            private static final long serialVersionUID = 1L;

            @Override
            public @Nullable JsonDeserializer<?> findEnumDeserializer(
                    Class<?> type, DeserializationConfig config, BeanDescription bean) {
                return Numbered.class.isAssignableFrom(type) ? new ByNumber(type) : null;
            }
        });
        return module;
    }

    /** Takes the name too: that is how these values stood in the log before they had numbers. */
    private static final class ByNumber extends JsonDeserializer<Object> {
        private final Map<Integer, Object> byNumber;
        private final Map<String, Object> byName;

        ByNumber(Class<?> type) {
            byNumber = Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toMap(value -> (int) ((Numbered) value).number(), Function.identity()));
            byName = Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toMap(value -> ((Enum<?>) value).name(), Function.identity()));
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Object value =
                    in.hasToken(JsonToken.VALUE_NUMBER_INT) ? byNumber.get(in.getIntValue()) : byName.get(in.getText());
            if (value == null) throw new IOException("no value is known as " + in.getText());
            return value;
        }
    }
}
