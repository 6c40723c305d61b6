package io.postlude.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a parcel was first and last scanned, delivered, and found silent. */
record ParcelTimes(
        @Nullable Instant firstScan,
        @Nullable Instant lastScan,
        @Nullable Instant delivered,
        @Nullable Instant stalled) {

    static final ParcelTimes NONE = new ParcelTimes(null, null, null, null);

    ParcelTimes scanned(Instant at, @Nullable Instant deliveredAt) {
        return new ParcelTimes(
                firstScan == null || at.isBefore(firstScan) ? at : firstScan,
                lastScan == null || at.isAfter(lastScan) ? at : lastScan,
                deliveredAt,
                null);
    }
}
