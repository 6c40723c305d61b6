package io.postlude.journeys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.deliveries.Measures;
import io.postlude.promises.Outlook;
import io.postlude.promises.PromiseEvent.PromiseAtRisk;
import io.postlude.promises.RiskCause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event said that cannot be read again later.
 *
 * @param code the status detail a problem or delay is about, {@code EXCEPTION.damaged}
 * @param corrects what was told and has turned out wrong
 * @param risk the promise that may be missed
 * @param byHand what a person of the staff put into it
 * @param back what goes back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Because(
        @Nullable String code,
        @Nullable TouchpointKind corrects,
        @Nullable Risk risk,
        @Nullable ByHand byHand,
        @Nullable Back back) {
    static final Because NOTHING_MORE = new Because(null, null, null, null, null);

    static Because code(String code) {
        return new Because(code, null, null, null, null);
    }

    static Because corrects(TouchpointKind kind) {
        return new Because(null, kind, null, null, null);
    }

    static Because risk(PromiseAtRisk event) {
        return new Because(
                null,
                null,
                new Risk(event.promise().value(), event.dueBy(), event.chance(), event.expected(), event.cause()),
                null,
                null);
    }

    static Because byHand(ByHand said) {
        return new Because(null, null, null, said, null);
    }

    static Because back(Back back) {
        return new Because(null, null, null, null, back);
    }

    /**
     * A promise at risk as the event told it.
     *
     * @param chance of missing it, between 0 and 1
     * @param expected when it comes instead
     */
    record Risk(long promise, Instant dueBy, double chance, Outlook.@Nullable Expected expected, RiskCause cause) {}

    /**
     * A return, and when it is to be told of it.
     *
     * @param from not before; null: at once
     * @param until no use after it; null: as long as its kind
     */
    record Back(
            long returned, @Nullable Instant from, @Nullable Instant until) {}

    /**
     * What a person of the staff put into a message.
     *
     * @param sentence what they wrote themselves; goes with an erasure
     * @param gesture what is given with it
     */
    record ByHand(String author, @Nullable String sentence, Measures.@Nullable Gesture gesture) {}
}
