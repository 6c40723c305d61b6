package io.postlude.console;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of a list with its filters: they live there, so a list can be kept and sent as a link. */
final class Address {
    private static final int MOST_VALUE_CHARS = 200;

    private final String path;
    private final Map<String, String> values;

    private Address(String path, Map<String, String> values) {
        this.path = path;
        this.values = values;
    }

    /** Reads the named parameters; empty ones count as absent. */
    static Address of(Context http, String path, String... names) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String value = http.queryParam(name);
            if (value != null && !value.isBlank() && value.length() <= MOST_VALUE_CHARS) {
                values.put(name, value.strip());
            }
        }
        return new Address(path, values);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    boolean is(String name, String value) {
        return text(name).equals(value);
    }

    /** Those of these that are set, for a form that must not lose them. */
    Map<String, String> kept(String... names) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : names) {
            String value = values.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        return kept;
    }

    /** How many of these are set. */
    int count(String... names) {
        int count = 0;
        for (String name : names) {
            if (values.containsKey(name)) {
                count++;
            }
        }
        return count;
    }

    /** The same list with one value changed, from its first page; an empty value takes it away. */
    String with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove("after");
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return print(path, changed);
    }

    /** The next page. */
    String after(String cursor) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put("after", cursor);
        return print(path, changed);
    }

    /** The same filters under another path, for the CSV of what is seen. */
    String at(String other) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove("after");
        return print(other, changed);
    }

    String path() {
        return path;
    }

    private static String print(String path, Map<String, String> values) {
        StringBuilder address = new StringBuilder(path);
        char joint = '?';
        for (Map.Entry<String, String> value : values.entrySet()) {
            address.append(joint)
                    .append(value.getKey())
                    .append('=')
                    .append(URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8));
            joint = '&';
        }
        return address.toString();
    }
}
