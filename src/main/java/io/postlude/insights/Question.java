package io.postlude.insights;

import org.jspecify.annotations.Nullable;

/**
 * A cart that wonders when it would arrive.
 *
 * @param to where it goes
 * @param from where it is sent from; null for the store's own warehouse
 * @param origin the vendor, where parcels of different ones leave from different places
 * @param service the way of shipping as the customer would choose it
 * @param carrier the carrier, where it is fixed
 * @param pieces how many pieces; NaN where that is open
 */
public record Question(
        Place to,
        @Nullable Place from,
        @Nullable String origin,
        @Nullable String service,
        @Nullable String carrier,
        double pieces) {

    /** Only the destination is known. */
    public static Question to(Place place) {
        return new Question(place, null, null, null, null, Double.NaN);
    }

    String carried() {
        return carrier == null ? "" : Journey.word(carrier + "/");
    }
}
