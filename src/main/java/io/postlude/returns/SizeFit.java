package io.postlude.returns;

import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import org.jspecify.annotations.Nullable;

/**
 * How a size turned out for those who took it.
 *
 * @param variant null: the product as a whole
 * @param settled pieces of it that were kept, and people who kept another size in its place
 * @param larger how many of them kept a larger one, because it was too small
 * @param better the one most of those kept; null for a product as a whole
 * @param agreeing how many kept that one; for a product as a whole, how many changed in that direction
 */
public record SizeFit(
        ProductId product,
        @Nullable VariantId variant,
        long settled,
        long larger,
        long smaller,
        Direction direction,
        @Nullable VariantId better,
        long agreeing,
        Says says) {
    /** Fewer say nothing, however alike they are. */
    public static final long LEAST_SETTLED = 10;

    public static final long LEAST_AGREEING = 5;
    /** So many of the store's mean stand beside what is known of one thing: a share of few is drawn towards it. */
    static final double PRIOR = 10;

    private static final double MOST = 0.5;
    private static final double MANY = 0.2;

    /** Which way most changed. */
    public enum Direction {
        LARGER,
        SMALLER
    }

    /** How strong it is. */
    public enum Says {
        NOTHING,
        MANY,
        MOST
    }

    /** Whether there is something to tell a customer. */
    public boolean isTelling() {
        return says != Says.NOTHING;
    }

    /** Whether enough took it to speak for itself. */
    boolean isKnown() {
        return settled >= LEAST_SETTLED;
    }

    /** What may be said; {@code usual} is the share of all the store sold that was changed for another size. */
    static Says judge(long settled, long agreeing, double usual) {
        if (settled < LEAST_SETTLED || agreeing < LEAST_AGREEING) return Says.NOTHING;
        double share = (agreeing + PRIOR * usual) / (settled + PRIOR);
        if (share > MOST) return Says.MOST;
        return share >= MANY ? Says.MANY : Says.NOTHING;
    }
}
