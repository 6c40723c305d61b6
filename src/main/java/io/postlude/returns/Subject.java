package io.postlude.returns;

import io.postlude.orders.ProductId;
import org.jspecify.annotations.Nullable;

/**
 * Whose reasons they are.
 *
 * @param product null for a carrier
 * @param what the variant's id, the lot, the number of the description, the carrier's code; empty for a product
 */
public record Subject(Dimension dimension, @Nullable ProductId product, String what) {
    public static Subject of(ProductId product) {
        return new Subject(Dimension.PRODUCT, product, "");
    }
}
