package io.postlude.twin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object being written, its members in the order they were put. */
final class Fields {
    private final Map<String, Object> members = new LinkedHashMap<>();

    static Fields of(String name, @Nullable Object value) {
        return new Fields().put(name, value);
    }

    /** Leaves out what is null. */
    Fields put(String name, @Nullable Object value) {
        if (value instanceof Fields fields) members.put(name, fields.members);
        else if (value != null) members.put(name, value);
        return this;
    }

    Map<String, Object> map() {
        return members;
    }

    /** A sum as shops write it. */
    static String amount(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }
}
