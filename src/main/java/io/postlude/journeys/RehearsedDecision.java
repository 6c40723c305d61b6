package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Medium;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rehearsal decided about one touchpoint.
 *
 * @param subject what the run is about: an order, a parcel or a person
 * @param happenedAt when the run came to the step, by the journey's own time
 * @param decidedAt when the last word about it was said
 * @param held the rules that deferred it before, in their order
 * @param medium by what it would have gone
 */
public record RehearsedDecision(
        long subject,
        @Nullable OrderId order,
        @Nullable String orderNumber,
        @Nullable CustomerId customer,
        String step,
        String message,
        Instant happenedAt,
        Instant decidedAt,
        Outcome outcome,
        @Nullable Rule rule,
        List<Rule> held,
        Medium medium,
        Meeting meeting) {
    public RehearsedDecision {
        held = List.copyOf(held);
    }
}
