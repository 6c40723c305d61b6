package io.postlude.twin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the world knows it when it is placed: all that its buyer and the store will do, but not yet what becomes of
 * its parcels.
 *
 * @param promisedFrom first day of the window the store named at checkout, in its zone
 * @param cancelledAt when the buyer takes it back before it is packed; null where not
 * @param sumIsOff whether the shop's book does not add up, as happens
 * @param dice for what is drawn later about this order
 */
record OrderPlan(
        Shop shop,
        long number,
        Shopper buyer,
        List<Line> lines,
        Instant placedAt,
        LocalDate promisedFrom,
        LocalDate promisedBy,
        List<ParcelPlan> parcels,
        @Nullable Instant cancelledAt,
        boolean sumIsOff,
        boolean consumable,
        Dice dice) {
    private static final long SHIPPING_CENTS = 490;
    private static final long FREE_SHIPPING_FROM_CENTS = 9_000;

    /** So many of an article. {@code discountCents} is taken off the whole line. */
    record Line(int position, Article article, int quantity, long discountCents) {
        long cents() {
            return article.cents() * quantity;
        }

        /** A number that stands for it where a shop numbers its lines. */
        long number(long order) {
            return 14_000_000_000_000L + order * 10 + position;
        }
    }

    /** As the buyer knows it. */
    String name() {
        return shop.letters() + "-" + number;
    }

    /** As the shop's system knows it. */
    long shopNumber() {
        return 5_600_000_000_000L + number;
    }

    long goodsCents() {
        return lines.stream().mapToLong(Line::cents).sum();
    }

    long discountCents() {
        return lines.stream().mapToLong(Line::discountCents).sum();
    }

    long shippingCents() {
        return goodsCents() >= FREE_SHIPPING_FROM_CENTS ? 0 : SHIPPING_CENTS;
    }

    long totalCents() {
        return goodsCents() - discountCents() + shippingCents() + (sumIsOff ? 100 : 0);
    }

    /** The end of the last promised day. */
    Instant promiseEnds() {
        return promisedBy.plusDays(1).atStartOfDay(shop.zone()).toInstant();
    }

    TransitLane lane() {
        return shop.laneTo(buyer.country());
    }

    boolean isCancelledBy(Instant time) {
        return cancelledAt != null && !cancelledAt.isAfter(time);
    }

    Duration age(Instant now) {
        return Duration.between(placedAt, now);
    }
}
