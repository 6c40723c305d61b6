package io.postlude.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as a source describes it, bought or not.
 *
 * @param reference the source's own id of the product, the same that orders name
 * @param title empty where only its variants are told: then nothing else is said of the product itself
 * @param tags how the shop marks it; null where that is not told
 * @param imageUrl https, or a file of this server; null where there is none
 * @param description as the shop shows it, with markup or without; null where it is not told
 * @param asOf when the source last changed it: newer words win, holes are filled by older ones
 */
public record ProductSnapshot(
        String source,
        String reference,
        String title,
        @Nullable String vendor,
        @Nullable String type,
        @Nullable List<String> tags,
        @Nullable String imageUrl,
        @Nullable String pageUrl,
        @Nullable String description,
        List<Variant> variants,
        Instant asOf) {
    public ProductSnapshot {
        tags = tags == null ? null : List.copyOf(tags);
        variants = List.copyOf(variants);
    }

    /** Of a product whose description is not told. */
    public ProductSnapshot(
            String source,
            String reference,
            String title,
            @Nullable String vendor,
            @Nullable String type,
            @Nullable List<String> tags,
            @Nullable String imageUrl,
            @Nullable String pageUrl,
            List<Variant> variants,
            Instant asOf) {
        this(source, reference, title, vendor, type, tags, imageUrl, pageUrl, null, variants, asOf);
    }

    /**
     * One choice of a product.
     *
     * @param reference the source's own id of the variant, the same that orders name
     * @param imageUrl its own picture; null where the product's stands for it
     * @param price what it costs now, a decimal in the store's currency; null where that is not told
     */
    public record Variant(
            String reference,
            @Nullable String title,
            @Nullable String sku,
            @Nullable String imageUrl,
            @Nullable BigDecimal price) {}
}
