package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.FlowId;
import io.postlude.flows.Medium;
import io.postlude.messaging.MessageId;
import io.postlude.orders.OrderId;
import io.postlude.tracking.ShipmentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One occasion to contact a person, with what was decided about it.
 *
 * @param subject the id of what it is about: a parcel, an order, a return or a person
 * @param order null where it is about a person
 * @param shipment the parcel it is about; null where it is about the whole order
 * @param milestone with its subject its key: {@code SHIPPED}, {@code PROBLEM:EXCEPTION.damaged}
 * @param happenedAt when it happened in the world
 * @param noticedAt when it was first decided about
 * @param rule null where it was sent
 * @param until when it is decided anew; only where it is deferred
 * @param message what was said; only where it was sent; several touchpoints may share one message
 * @param decisions how often it was decided about
 * @param flow null: news of a delivery
 * @param medium by what it went, or would have gone
 * @param seenAt when a block on a page was first shown
 * @param passed channels of the step before that one, and why they were not taken; all of them where none was open
 */
public record Touchpoint(
        TouchpointId id,
        TouchpointKind kind,
        long subject,
        @Nullable OrderId order,
        @Nullable ShipmentId shipment,
        @Nullable CustomerId customer,
        String milestone,
        Instant happenedAt,
        Instant usefulUntil,
        Instant noticedAt,
        Instant decidedAt,
        Outcome outcome,
        @Nullable Rule rule,
        @Nullable Instant until,
        @Nullable MessageId message,
        int decisions,
        @Nullable OfFlow flow,
        Medium medium,
        List<Passed> passed,
        @Nullable Instant seenAt) {
    public Touchpoint {
        passed = List.copyOf(passed);
    }

    /** The journey and step that asked for it. */
    public record OfFlow(FlowId id, String step) {}
}
