package io.postlude.orders;

import io.postlude.kernel.Money;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A refund as stored. */
record RefundRow(
        String reference,
        RefundId id,
        Instant at,
        Money amount,
        List<LineQuantity> lines,
        @Nullable String reason) {
    private static final Comparator<RefundRow> NEWS = Comparator.comparing(RefundRow::at)
            .thenComparingLong(r -> r.amount().minor())
            .thenComparing(r -> r.lines().toString())
            .thenComparing(r -> String.valueOf(r.reason()));

    static RefundRow of(RefundSnapshot told, RefundId id) {
        return new RefundRow(told.reference(), id, told.at(), told.amount(), told.lines(), told.reason());
    }

    /** A refund does not change in the shops we know; where one differs all the same, the later or larger stands. */
    RefundRow or(RefundRow other) {
        return NEWS.compare(other, this) > 0 ? other : this;
    }
}
