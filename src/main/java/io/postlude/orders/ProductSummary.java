package io.postlude.orders;

import org.jspecify.annotations.Nullable;

/** One product as a row of a list. */
public record ProductSummary(
        ProductId id,
        String title,
        @Nullable String vendor,
        @Nullable String type,
        @Nullable String imageUrl) {}
