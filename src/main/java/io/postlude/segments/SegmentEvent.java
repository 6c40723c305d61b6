package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Event;
import io.postlude.kernel.StoreId;
import java.time.Instant;

/**
 * Somebody came in or left, by what they did or by time passing. Nobody is told of members that history from a file made, nor
 * of those a new or changed condition found: they did nothing.
 *
 * @see Segments
 */
public sealed interface SegmentEvent extends Event {
    SegmentId segment();

    /** The segment's name in conditions. */
    String name();

    CustomerId customer();

    @Override
    default long key() {
        return customer().value();
    }

    record SegmentJoined(StoreId store, SegmentId segment, String name, CustomerId customer, Instant occurredAt)
            implements SegmentEvent {}

    record SegmentLeft(StoreId store, SegmentId segment, String name, CustomerId customer, Instant occurredAt)
            implements SegmentEvent {}
}
