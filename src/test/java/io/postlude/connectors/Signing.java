package io.postlude.connectors;

import io.postlude.kernel.Secrets;
import io.postlude.stores.Source;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Signs as the senders do, by their documentation. */
final class Signing {
    private Signing() {}

    static Map<String, String> headers(Source source, byte[] body, String secret) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(Secrets.hmac(key, body));
        return switch (source) {
            case SHOPIFY -> Map.of("X-Shopify-Hmac-SHA256", base64);
            case WOOCOMMERCE -> Map.of("X-WC-Webhook-Signature", base64);
            case AFTERSHIP -> Map.of("aftership-hmac-sha256", base64);
            case EASYPOST -> Map.of("X-Hmac-Signature", "hmac-sha256-hex=" + hex(Secrets.hmac(nfkd(secret), body)));
            case SHIPPO ->
                Map.of(
                        "Shippo-Auth-Signature",
                        "t=1763500000,v1=" + hex(Secrets.hmac(key, joined("1763500000.", body, ""))));
            case SEVENTEENTRACK -> Map.of("sign", hex(Secrets.sha256(joined("", body, "/" + secret))));
        };
    }

    private static byte[] nfkd(String secret) {
        return Normalizer.normalize(secret, Normalizer.Form.NFKD).getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] joined(String before, byte[] body, String after) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
