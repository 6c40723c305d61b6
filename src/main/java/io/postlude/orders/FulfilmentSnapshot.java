package io.postlude.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an order that was handed over, as the source sees it.
 *
 * @param reference the source's id of the fulfilment
 * @param parcels tracking numbers; empty where the source knows none yet
 * @param lines which lines and how many; empty means all that was open
 * @param shippedAt when the source made it
 * @param cancelled the source took it back
 */
public record FulfilmentSnapshot(
        String reference,
        Instant shippedAt,
        Instant updatedAt,
        List<Parcel> parcels,
        List<LineQuantity> lines,
        boolean cancelled,
        @Nullable String service) {

    /** {@code carrier} as the source names it, or null: recognised from the number. {@code url} is the carrier's page. */
    public record Parcel(
            @Nullable String carrier,
            String trackingNumber,
            @Nullable String url) {}

    /** So many of a line; {@code lot} is the batch they are of, where the source tells it. */
    public record LineQuantity(
            String lineReference, int quantity, @Nullable String lot) {
        public LineQuantity(String lineReference, int quantity) {
            this(lineReference, quantity, null);
        }
    }
}
