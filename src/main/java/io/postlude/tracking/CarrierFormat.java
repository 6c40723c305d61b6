package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One format of tracking numbers, read from the shipped list. */
final class CarrierFormat {

    private final String carrier;
    private final String carrierName;
    private final String name;
    private final Pattern pattern;
    private final @Nullable CheckDigit checkDigit;
    private final @Nullable Prefix prefix;
    private final @Nullable String trackingUrl;
    private final List<NumberPart> parts;
    private final Set<String> requiredParts;

    /** Some serial numbers are printed without their first digits, which the check digit was computed with. */
    private record Prefix(Pattern missing, String content) {}

    CarrierFormat(JsonNode courier, JsonNode format) {
        carrier = courier.path("courier_code").asText();
        carrierName = courier.path("name").asText();
        name = format.path("name").asText();
        pattern = Pattern.compile(joined(format.path("regex")));
        JsonNode validation = format.path("validation");
        checkDigit = validation.has("checksum") ? CheckDigit.of(validation.path("checksum")) : null;
        JsonNode prepend = validation.path("serial_number_format").path("prepend_if");
        prefix = prepend.isMissingNode()
                ? null
                : new Prefix(
                        Pattern.compile(prepend.path("matches_regex").asText()),
                        prepend.path("content").asText());
        trackingUrl = format.path("tracking_url").asText(null);
        parts = new ArrayList<>();
        format.path("additional").forEach(part -> parts.add(new NumberPart(part)));
        requiredParts = new TreeSet<>();
        validation.path("additional").path("exists").forEach(part -> requiredParts.add(part.asText()));
    }

    /** The candidate, when the number has this form and its check digit agrees. */
    Optional<CarrierCandidate> recognise(String number) {
        Matcher match = pattern.matcher(number);
        if (!match.matches()) {
            return Optional.empty();
        }
        String serial = serial(match);
        if (checkDigit != null
                && !checkDigit.matches(serial, group(match, "CheckDigit").charAt(0))) {
            return Optional.empty();
        }
        List<NumberPart.Found> found =
                parts.stream().flatMap(part -> part.find(match).stream()).toList();
        if (!found.stream().map(NumberPart.Found::part).toList().containsAll(requiredParts)) {
            return Optional.empty();
        }
        return Optional.of(candidate(number, serial, found));
    }

    private CarrierCandidate candidate(String number, String serial, List<NumberPart.Found> found) {
        return new CarrierCandidate(
                carrier,
                first(found, NumberPart.Found::courier).orElse(carrierName),
                name,
                serial,
                trackingUrl == null ? null : trackingUrl.replace("%s", encoded(number)),
                first(found, NumberPart.Found::service).orElse(null),
                first(found, NumberPart.Found::country).orElse(null),
                checkDigit != null || !requiredParts.isEmpty());
    }

    private String serial(Matcher match) {
        String serial = group(match, "SerialNumber");
        return prefix != null && prefix.missing().matcher(serial).find() ? prefix.content() + serial : serial;
    }

    private static <T> Optional<T> first(List<NumberPart.Found> found, Function<NumberPart.Found, @Nullable T> part) {
        return found.stream()
                .flatMap(f -> Optional.ofNullable(part.apply(f)).stream())
                .findFirst();
    }

    static String group(Matcher match, String name) {
        String value = match.namedGroups().containsKey(name) ? match.group(name) : null;
        return value == null ? "" : value.replaceAll("\\s", "");
    }

    private static String encoded(String number) {
        return URLEncoder.encode(number.replaceAll("\\s", ""), StandardCharsets.UTF_8);
    }

    private static String joined(JsonNode regex) {
        if (regex.isTextual()) {
            return regex.asText();
        }
        StringBuilder whole = new StringBuilder();
        regex.forEach(piece -> whole.append(piece.asText()));
        return whole.toString();
    }
}
