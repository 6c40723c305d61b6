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
    private static final Comparator<List<LineQuantity>> SAYS_MORE =
            Comparator.<List<LineQuantity>>comparingInt(List::size).thenComparing(List::toString);

    static RefundRow of(RefundSnapshot told, RefundId id) {
        return new RefundRow(told.reference(), id, told.at(), told.amount(), told.lines(), told.reason());
    }

    /**
     * What two reports of one refund come to, whichever came first. A refund does not change in the shops we know, but some
     * reports of it know less: WooCommerce's order names neither its lines nor its day. So of each part the one that says
     * more stands, the larger amount, and the earlier time: it happened no later than the first report of it.
     */
    RefundRow or(RefundRow other) {
        return new RefundRow(
                reference,
                id,
                at.isBefore(other.at) ? at : other.at,
                amount.minor() >= other.amount.minor() ? amount : other.amount,
                SAYS_MORE.compare(lines, other.lines) >= 0 ? lines : other.lines,
                reason == null || (other.reason != null && other.reason.compareTo(reason) > 0) ? other.reason : reason);
    }
}
