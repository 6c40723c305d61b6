package io.postlude.deliveries;

import io.postlude.orders.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clock a person lives by: what is known of them, else where their parcel goes, else the store's. */
final class Zones {
    private static final Map<String, ZoneId> PLACES = places();

    private Zones() {}

    static ZoneId of(@Nullable String told, @Nullable Address shipTo, ZoneId store) {
        return parse(told).or(() -> place(shipTo)).orElse(store);
    }

    private static Optional<ZoneId> parse(@Nullable String told) {
        if (told == null || told.isBlank()) return Optional.empty();
        try {
            return Optional.of(ZoneId.of(told.strip()));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** A country with several zones needs its state; without it we do not guess. */
    private static Optional<ZoneId> place(@Nullable Address address) {
        if (address == null || address.country() == null) return Optional.empty();
        String country = address.country().toUpperCase(Locale.ROOT);
        String region = address.region();
        if (region != null) {
            ZoneId exact = PLACES.get(country + "-" + region.strip().toUpperCase(Locale.ROOT));
            if (exact != null) return Optional.of(exact);
        }
        return Optional.ofNullable(PLACES.get(country));
    }

    private static Map<String, ZoneId> places() {
        Map<String, ZoneId> places = new HashMap<>();
        var file = Objects.requireNonNull(Zones.class.getResourceAsStream("/deliveries/zones.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("#")) continue;
                int tab = line.indexOf('\t');
                places.put(line.substring(0, tab), ZoneId.of(line.substring(tab + 1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places;
    }
}
