package io.postlude.orders;

import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fulfilment as stored. */
record FulfilmentRow(
        String reference,
        FulfilmentId id,
        Instant shippedAt,
        Instant updatedAt,
        boolean cancelled,
        @Nullable String service,
        List<Parcel> parcels,
        List<LineQuantity> lines) {
    private static final Comparator<FulfilmentRow> NEWS = Comparator.comparing(FulfilmentRow::updatedAt)
            .thenComparing(FulfilmentRow::cancelled)
            .thenComparingInt(f -> f.parcels().size())
            .thenComparing(f -> f.parcels().toString())
            .thenComparing(f -> f.lines().toString())
            .thenComparing(FulfilmentRow::shippedAt)
            .thenComparing(f -> String.valueOf(f.service()));

    static FulfilmentRow of(FulfilmentSnapshot told, FulfilmentId id) {
        return new FulfilmentRow(
                told.reference(),
                id,
                told.shippedAt(),
                told.updatedAt(),
                told.cancelled(),
                told.service(),
                told.parcels(),
                told.lines());
    }

    /**
     * The newer one. Sources count seconds, and two states of one second are common: then the one that says more, so that
     * the end is the same in whatever order they come.
     */
    FulfilmentRow or(FulfilmentRow other) {
        return NEWS.compare(other, this) > 0 ? other : this;
    }

    boolean sameGoods(FulfilmentRow other) {
        return parcels.equals(other.parcels) && lines.equals(other.lines);
    }
}
