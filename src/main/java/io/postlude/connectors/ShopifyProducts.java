package io.postlude.connectors;

import io.postlude.orders.ProductSnapshot;
import io.postlude.stores.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Shopify's product: pictures are listed beside the variants, and each says by id which is whose. */
final class ShopifyProducts {
    private static final int LIST_LIMIT = 10_000;
    private static final int ID_LIMIT_CHARS = 100;
    /** What the shop makes of a title for addresses: letters of any script, digits and hyphens. */
    private static final Pattern HANDLE = Pattern.compile("[\\p{L}\\p{N}_-]{1,255}");
    /** Shopify's name for the one variant of a product without choices. */
    private static final String ONLY_VARIANT = "Default Title";

    private ShopifyProducts() {}

    static ProductSnapshot product(JsonFields product, @Nullable String shop) {
        List<JsonFields> images = product.objects("images", LIST_LIMIT);
        JsonFields image = images.isEmpty() ? product.object("image") : images.getFirst();
        return new ProductSnapshot(
                Source.SHOPIFY.word(),
                product.needed("id", ID_LIMIT_CHARS),
                Objects.requireNonNullElse(product.text("title"), ""),
                product.text("vendor"),
                product.text("product_type"),
                product.texts("tags"),
                image.text("src"),
                page(product, shop),
                product.text("body_html"),
                variants(product, images),
                asOf(product));
    }

    /** The shop's own domain leads on to whatever domain it is known by; what is not published has no page. */
    private static @Nullable String page(JsonFields product, @Nullable String shop) {
        String handle = product.text("handle");
        if (shop == null || handle == null || !product.has("published_at")) return null;
        return HANDLE.matcher(handle).matches() ? "https://" + shop + "/products/" + handle : null;
    }

    private static List<ProductSnapshot.Variant> variants(JsonFields product, List<JsonFields> images) {
        Map<String, String> pictures = new HashMap<>();
        for (JsonFields image : images) {
            String id = image.text("id");
            String src = image.text("src");
            if (id != null && src != null) pictures.put(id, src);
        }
        return product.objects("variants", LIST_LIMIT).stream()
                .map(variant -> new ProductSnapshot.Variant(
                        variant.needed("id", ID_LIMIT_CHARS),
                        ONLY_VARIANT.equals(variant.text("title")) ? null : variant.text("title"),
                        variant.text("sku"),
                        pictures.get(Objects.requireNonNullElse(variant.text("image_id"), "")),
                        JsonText.decimal(variant.text("price"))))
                .toList();
    }

    private static Instant asOf(JsonFields product) {
        Instant changed = product.instant("updated_at");
        if (changed == null) changed = product.instant("created_at");
        if (changed == null) product.fault("updated_at", "is needed");
        return changed == null ? JsonText.EARLIEST : changed;
    }
}
