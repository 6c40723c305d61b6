package io.postlude.connectors;

import io.postlude.stores.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which header, or field of the body, says what, for each source. */
final class SenderHeaders {
    /** Kept beside the body because people and mappings need them. Signatures are not: they have done their work. */
    private static final List<String> KEPT_PREFIXES = List.of("x-shopify-", "x-wc-webhook-", "as-webhook-");

    private static final List<String> SIGNS = List.of("hmac", "signature");

    private static final String SHOP_LINE = "X-Shopify-Shop-Domain:";
    private static final String SENT_LINE = "X-Shopify-Triggered-At:";
    private static final Pattern SHOP = Pattern.compile("[a-z0-9][a-z0-9.-]{0,250}");

    private SenderHeaders() {}

    /** The header with the sender's own id of a delivery. */
    static @Nullable String delivery(Source source) {
        return switch (source) {
            case SHOPIFY -> "X-Shopify-Webhook-Id";
            case WOOCOMMERCE -> "X-WC-Webhook-Delivery-ID";
            case AFTERSHIP, EASYPOST, SHIPPO, SEVENTEENTRACK -> null;
        };
    }

    /** The field at the top of the body with that id, where no header has it. */
    static @Nullable String deliveryField(Source source) {
        return switch (source) {
            case AFTERSHIP -> "event_id";
            case EASYPOST -> "id";
            case SHOPIFY, WOOCOMMERCE, SHIPPO, SEVENTEENTRACK -> null;
        };
    }

    /** The header that says what the body is about. */
    static @Nullable String topic(Source source) {
        return switch (source) {
            case SHOPIFY -> "X-Shopify-Topic";
            case WOOCOMMERCE -> "X-WC-Webhook-Topic";
            case AFTERSHIP, EASYPOST, SHIPPO, SEVENTEENTRACK -> null;
        };
    }

    /** The field at the top of the body that says so, where no header does. */
    static @Nullable String topicField(Source source) {
        return switch (source) {
            case AFTERSHIP, SHIPPO, SEVENTEENTRACK -> "event";
            case EASYPOST -> "description";
            case SHOPIFY, WOOCOMMERCE -> null;
        };
    }

    /** The shop's own domain among the headers kept, a line each; null where none names it. */
    static @Nullable String shop(String kept) {
        return kept.lines()
                .filter(line -> line.regionMatches(true, 0, SHOP_LINE, 0, SHOP_LINE.length()))
                .map(line -> line.substring(SHOP_LINE.length()).strip().toLowerCase(Locale.ROOT))
                .filter(shop -> SHOP.matcher(shop).matches())
                .findFirst()
                .orElse(null);
    }

    /** When the shop says that it happened, among the headers kept; null where none does. */
    static @Nullable Instant sentAt(String kept) {
        return kept.lines()
                .filter(line -> line.regionMatches(true, 0, SENT_LINE, 0, SENT_LINE.length()))
                .flatMap(line ->
                        JsonText.instant(line.substring(SENT_LINE.length()).strip()).stream())
                .findFirst()
                .orElse(null);
    }

    static boolean isKept(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return isOneOfTheirs(name) && SIGNS.stream().noneMatch(name::contains);
    }

    private static boolean isOneOfTheirs(String name) {
        for (String prefix : KEPT_PREFIXES) if (name.startsWith(prefix)) return true;
        return false;
    }
}
