package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postlude.kernel.Later;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Tells from a tracking number which carrier it may belong to. */
public final class Carriers {

    private static final List<String> FILES = List.of(
            "amazon",
            "canadapost",
            "canpar",
            "dhl",
            "dpd",
            "fedex",
            "gofo",
            "landmark",
            "lasership",
            "old_dominion",
            "ontrac",
            "purolator",
            "s10",
            "speedee",
            "ups",
            "usps",
            "yodel",
            "yunexpress");

    private static final int NUMBER_LIMIT_CHARS = 100;

    /** A check digit or an issuers' list is proof; letters are rarer by chance than digits; a known service helps. */
    private static final Comparator<CarrierCandidate> LIKELIEST_FIRST =
            Comparator.comparing((CarrierCandidate c) -> !c.proven()).thenComparing(c -> c.service() == null);

    /** The shipped list, read when the first number is to be recognised. */
    private final Later<List<CarrierFormat>> formats = new Later<>(Carriers::read);

    private static List<CarrierFormat> read() {
        List<CarrierFormat> formats = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String file : FILES) {
            JsonNode courier = read(json, "/tracking-numbers/" + file + ".json");
            courier.path("tracking_numbers").forEach(format -> formats.add(new CarrierFormat(courier, format)));
        }
        return formats;
    }

    /** The carriers this number may belong to, the likeliest first; none when no carrier makes such numbers. */
    public List<CarrierCandidate> recognise(String number) {
        if (number.length() > NUMBER_LIMIT_CHARS) {
            return List.of();
        }
        String capitals = number.strip().toUpperCase(Locale.ROOT);
        return formats.get().stream()
                .flatMap(format -> format.recognise(capitals).stream())
                .sorted(LIKELIEST_FIRST)
                .toList();
    }

    /** The carrier's own page for a number, when the carrier is known to have one. */
    public Optional<String> trackingUrl(String carrier, String number) {
        String code = Text.carrierCode(carrier);
        return recognise(number).stream()
                .filter(candidate -> candidate.carrier().equals(code))
                .flatMap(candidate -> Optional.ofNullable(candidate.trackingUrl()).stream())
                .findFirst();
    }

    private static JsonNode read(ObjectMapper json, String resource) {
        try (InputStream in = Objects.requireNonNull(Carriers.class.getResourceAsStream(resource), resource)) {
            return json.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
