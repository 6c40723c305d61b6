package io.postlude.deliveries;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One piece of news about a delivery, as it is told to the customer.
 *
 * @param shipments the parcels it is about, by tracking's ids; empty for the order as a whole. Several are told together
 * @param corrected for {@code CORRECTION} what was told wrongly, else absent
 */
public record News(
        Kind kind,
        OrderFacts order,
        Set<Long> shipments,
        Measures measures,
        @Nullable Kind corrected) {
    public News {
        shipments = Set.copyOf(shipments);
    }

    /** News of a kind that corrects nothing. */
    public static News of(Kind kind, OrderFacts order, Set<Long> shipments, Measures measures) {
        return new News(kind, order, shipments, measures, null);
    }

    public static News correction(Kind corrected, OrderFacts order, Set<Long> shipments) {
        return new News(Kind.CORRECTION, order, shipments, Measures.NONE, corrected);
    }

    public enum Kind {
        ORDER_CONFIRMED,
        SHIPPED,
        OUT_FOR_DELIVERY,
        DELIVERED,
        READY_FOR_PICKUP,
        RUNNING_LATE,
        STALLED,
        PROBLEM,
        CORRECTION;

        /** In one word, for rows and addresses: {@code running_late}. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Bad news: what we do and what one can choose belong to it. */
        public boolean isTrouble() {
            return this == RUNNING_LATE || this == STALLED || this == PROBLEM;
        }
    }

    /** The parcels it is about. */
    public List<OrderFacts.Parcel> parcels() {
        return order.parcels(shipments);
    }
}
