package io.postlude.connectors;

import io.postlude.stores.Source;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which header, or field of the body, says what, for each source. */
final class SenderHeaders {
    /** Kept beside the body because people and mappings need them. Signatures are not: they have done their work. */
    private static final List<String> KEPT_PREFIXES = List.of("x-shopify-", "x-wc-webhook-", "as-webhook-");

    private static final List<String> SIGNS = List.of("hmac", "signature");

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

    static boolean isKept(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return isOneOfTheirs(name) && SIGNS.stream().noneMatch(name::contains);
    }

    private static boolean isOneOfTheirs(String name) {
        for (String prefix : KEPT_PREFIXES) if (name.startsWith(prefix)) return true;
        return false;
    }
}
