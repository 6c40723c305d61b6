package io.postlude.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.journeys.Explanation;
import io.postlude.journeys.Rule;
import io.postlude.journeys.Touchpoint;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was decided about telling a customer something, as programs read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TouchpointAnswer(
        String id,
        String kind,
        String outcome,
        @Nullable String rule,
        @Nullable Instant until,
        @Nullable String shipment,
        @Nullable String message,
        String channel,
        List<PassedOver> passed,
        Instant happenedAt,
        Instant decidedAt,
        String explanation) {

    /** A channel of the step's list that was not taken. */
    record PassedOver(String channel, String rule) {}

    /** An order's, the oldest first. */
    record All(List<TouchpointAnswer> touchpoints) {}

    static All all(List<Touchpoint> touchpoints) {
        return new All(touchpoints.stream().map(TouchpointAnswer::of).toList());
    }

    private static TouchpointAnswer of(Touchpoint touchpoint) {
        Rule rule = touchpoint.rule();
        Explanation why = Explanation.toStaff(touchpoint, ZoneOffset.UTC);
        return new TouchpointAnswer(
                touchpoint.id().toString(),
                touchpoint.kind().name().toLowerCase(Locale.ROOT),
                touchpoint.outcome().name().toLowerCase(Locale.ROOT),
                rule == null ? null : rule.code(),
                touchpoint.until(),
                Objects.toString(touchpoint.shipment(), null),
                Objects.toString(touchpoint.message(), null),
                touchpoint.medium().code(),
                touchpoint.passed().stream()
                        .map(one ->
                                new PassedOver(one.medium().code(), one.rule().code()))
                        .toList(),
                touchpoint.happenedAt(),
                touchpoint.decidedAt(),
                why.title() + ". " + why.text());
    }
}
