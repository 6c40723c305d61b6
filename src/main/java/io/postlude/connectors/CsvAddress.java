package io.postlude.connectors;

import io.postlude.orders.Address;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Addresses as the exports spread them over columns. */
final class CsvAddress {
    private CsvAddress() {}

    /** Null where nothing of it is told. */
    static @Nullable Address of(Address address) {
        boolean told = Stream.of(
                        address.name(),
                        address.line1(),
                        address.postcode(),
                        address.city(),
                        address.region(),
                        address.country())
                .anyMatch(Objects::nonNull);
        return told ? address : null;
    }

    static @Nullable String joined(@Nullable String given, @Nullable String family) {
        String name = Stream.of(given, family).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** Only a country of two letters is one; anything else is for people to read, not for us. */
    static @Nullable String country(@Nullable String text) {
        return text != null && text.matches("[A-Za-z]{2}") ? text.toUpperCase(java.util.Locale.ROOT) : null;
    }

    /** The given name: all but the last word. */
    static @Nullable String given(@Nullable String name) {
        if (name == null) return null;
        int space = name.lastIndexOf(' ');
        return space < 0 ? name : name.substring(0, space).strip();
    }

    static @Nullable String family(@Nullable String name) {
        if (name == null) return null;
        int space = name.lastIndexOf(' ');
        return space < 0 ? null : name.substring(space + 1);
    }
}
