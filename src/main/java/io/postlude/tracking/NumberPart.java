package io.postlude.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A part of a tracking number that tells something: the service, the issuing post, the country. */
final class NumberPart {

    private final String name;
    private final String group;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Pattern pattern, Found found) {}

    /** What the part told. */
    record Found(
            String part,
            @Nullable String service,
            @Nullable String courier,
            @Nullable String country) {}

    NumberPart(JsonNode part) {
        name = part.path("name").asText();
        group = part.path("regex_group_name").asText();
        part.path("lookup").forEach(row -> rows.add(row(row)));
    }

    Optional<Found> find(Matcher number) {
        String value = CarrierFormat.group(number, group);
        return rows.stream()
                .filter(row -> row.pattern().matcher(value).matches())
                .map(Row::found)
                .findFirst();
    }

    private Row row(JsonNode row) {
        Pattern pattern = row.has("matches")
                ? Pattern.compile(Pattern.quote(row.path("matches").asText()))
                : Pattern.compile(row.path("matches_regex").asText());
        return new Row(
                pattern,
                new Found(
                        name,
                        row.path("name").asText(null),
                        row.path("courier").asText(null),
                        row.path("country").asText(null)));
    }
}
