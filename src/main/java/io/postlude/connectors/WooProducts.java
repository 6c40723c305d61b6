package io.postlude.connectors;

import io.postlude.orders.ProductSnapshot;
import io.postlude.stores.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads WooCommerce's product. A variation comes as a delivery of its own, under the same topics, and names its parent. */
final class WooProducts {
    private static final String SOURCE = Source.WOOCOMMERCE.word();
    private static final int LIST_LIMIT = 1_000;
    private static final int ID_LIMIT_CHARS = 100;

    private WooProducts() {}

    static ProductSnapshot product(JsonFields product) {
        if ("variation".equals(product.text("type"))) return variation(product);
        return new ProductSnapshot(
                SOURCE,
                product.needed("id", ID_LIMIT_CHARS),
                HtmlText.decoded(Objects.requireNonNullElse(product.text("name"), "")),
                null,
                category(product),
                tags(product),
                picture(product),
                page(product),
                product.text("description"),
                List.of(),
                asOf(product));
    }

    private static ProductSnapshot variation(JsonFields variation) {
        var variant = new ProductSnapshot.Variant(
                variation.needed("id", ID_LIMIT_CHARS),
                chosen(variation),
                variation.text("sku"),
                picture(variation),
                JsonText.decimal(variation.text("price")));
        return new ProductSnapshot(
                SOURCE,
                variation.needed("parent_id", ID_LIMIT_CHARS),
                "",
                null,
                null,
                null,
                null,
                null,
                List.of(variant),
                asOf(variation));
    }

    /** "Green / Large"; null where the variation stands for any choice. */
    private static @Nullable String chosen(JsonFields variation) {
        String chosen = variation.objects("attributes", LIST_LIMIT).stream()
                .map(attribute -> attribute.text("option"))
                .filter(Objects::nonNull)
                .map(HtmlText::decoded)
                .collect(Collectors.joining(" / "));
        return chosen.isEmpty() ? null : chosen;
    }

    private static List<String> tags(JsonFields product) {
        return product.objects("tags", LIST_LIMIT).stream()
                .map(tag -> tag.text("name"))
                .filter(Objects::nonNull)
                .map(HtmlText::decoded)
                .toList();
    }

    private static @Nullable String category(JsonFields product) {
        return product.objects("categories", LIST_LIMIT).stream()
                .map(category -> category.text("name"))
                .filter(Objects::nonNull)
                .map(HtmlText::decoded)
                .findFirst()
                .orElse(null);
    }

    /** A product lists its pictures, a variation has one. */
    private static @Nullable String picture(JsonFields product) {
        List<JsonFields> images = product.objects("images", LIST_LIMIT);
        JsonFields image = images.isEmpty() ? product.object("image") : images.getFirst();
        return Optional.ofNullable(image.text("src"))
                .filter(src -> src.startsWith("https://"))
                .orElse(null);
    }

    /** A draft's address leads nowhere. */
    private static @Nullable String page(JsonFields product) {
        return "publish".equals(product.text("status")) ? product.text("permalink") : null;
    }

    private static Instant asOf(JsonFields product) {
        Instant changed = product.utc("date_modified_gmt");
        if (changed == null) changed = product.utc("date_created_gmt");
        if (changed == null) product.fault("date_modified_gmt", "is needed");
        return changed == null ? JsonText.EARLIEST : changed;
    }
}
