package io.postlude.promises;

import io.postlude.stores.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something a person of the staff did about a promise at risk.
 *
 * @param key made by the page that offers the deed, so that sending it twice does it once
 */
public record RiskDeed(
        String key, Kind kind, PersonId person, @Nullable String note, Instant at) {

    public enum Kind {
        /** The customer was written to. */
        MESSAGE,
        /** The customer was given something. */
        GESTURE,
        /** The carrier was asked. */
        CARRIER_ENQUIRY,
        /** The goods were sent again. */
        RESHIP,
        NOTE
    }
}
