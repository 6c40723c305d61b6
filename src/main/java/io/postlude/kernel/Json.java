package io.postlude.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The one JSON mapper: typed ids as bare numbers, times as ISO text, unknown fields ignored, big decimals kept exact. */
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(ids())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Reads what we wrote ourselves; foreign JSON is parsed at the edge with {@link #MAPPER}. */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + type.getSimpleName(), e);
        }
    }

    private static SimpleModule ids() {
        SimpleModule module = new SimpleModule("ids");
        module.addSerializer(Id.class, new JsonSerializer<Id>() {
            @Override
            public void serialize(Id id, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(id.value());
            }
        });
        module.addSerializer(StoreId.class, new JsonSerializer<StoreId>() {
            @Override
            public void serialize(StoreId id, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(id.value());
            }
        });
        module.setDeserializers(new IdDeserializers());
        return module;
    }

    private static final class IdDeserializers extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription bean) {
            Class<?> raw = type.getRawClass();
            if (raw == StoreId.class) return new Wrapper(raw, int.class);
            return Id.class.isAssignableFrom(raw) && raw.isRecord() ? new Wrapper(raw, long.class) : null;
        }
    }

    private static final class Wrapper extends JsonDeserializer<Object> {
        private final MethodHandle constructor;
        private final boolean narrow;

        Wrapper(Class<?> type, Class<?> argument) {
            narrow = argument == int.class;
            try {
                var made = type.getDeclaredConstructor(argument);
                made.setAccessible(true);
                constructor = MethodHandles.lookup()
                        .unreflectConstructor(made)
                        .asType(MethodType.methodType(Object.class, argument));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(type + " is not an id record", e);
            }
        }

        @Override
        public Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return narrow
                        ? (Object) constructor.invoke(in.getIntValue())
                        : (Object) constructor.invoke(in.getLongValue());
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
