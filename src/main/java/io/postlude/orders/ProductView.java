package io.postlude.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as pages show it. {@code orders}, {@code units} and {@code lastOrderedAt} count lines that still stand.
 */
public record ProductView(
        ProductId id,
        String source,
        String title,
        @Nullable String vendor,
        @Nullable String type,
        @Nullable String imageUrl,
        @Nullable String pageUrl,
        List<Variant> variants,
        long orders,
        long units,
        @Nullable Instant lastOrderedAt) {

    public record Variant(
            VariantId id, @Nullable String title, @Nullable String sku) {}
}
