package io.postlude.tracking;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a scan was made, as far as it was told. */
public record ScanPlace(
        @Nullable String city,
        @Nullable String region,
        @Nullable String country) {

    public static final ScanPlace UNKNOWN = new ScanPlace(null, null, null);

    private static final int LENGTH_LIMIT_CHARS = 200;

    public ScanPlace {
        city = tidy(city);
        region = tidy(region);
        country = tidy(country);
    }

    /** One line for people: the known parts, comma between. */
    public String line() {
        return Stream.of(city, region, country).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    String canonical() {
        return part(city) + ';' + part(region) + ';' + part(country);
    }

    private static String part(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static @Nullable String tidy(@Nullable String value) {
        return value == null || value.isBlank() ? null : Text.clipped(value.strip(), LENGTH_LIMIT_CHARS);
    }
}
