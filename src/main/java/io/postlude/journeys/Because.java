package io.postlude.journeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an event said that cannot be read again later.
 *
 * @param code the status detail a problem or delay is about, {@code EXCEPTION.damaged}
 * @param corrects what was told and has turned out wrong
 * @param dueBy when the promise that is at risk ends
 * @param window when it is expected instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Because(
        @Nullable String code,
        @Nullable TouchpointKind corrects,
        @Nullable Instant dueBy,
        @Nullable Window window) {
    static final Because NOTHING_MORE = new Because(null, null, null, null);

    static Because code(String code) {
        return new Because(code, null, null, null);
    }

    static Because corrects(TouchpointKind kind) {
        return new Because(null, kind, null, null);
    }

    /** Hardly before the first day, most likely the second, hardly after the third. */
    record Window(LocalDate earliest, LocalDate likely, LocalDate latest) {}
}
