package io.postlude.twin;

import io.postlude.kernel.Json;
import io.postlude.kernel.Secrets;
import io.postlude.stores.Connection;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Signs bodies for one connection, the way its system does. */
record Hook(String path, String secret) {
    static Hook of(Connection connection) {
        return new Hook(
                "/hooks/" + connection.source().word() + "/" + connection.pathToken(),
                connection.secrets().getFirst().value());
    }

    /** {@code about} names the topic, the shop and the delivery. */
    Sending shopify(Map<String, Object> body, Map<String, String> about) {
        byte[] bytes = bytes(body);
        Map<String, String> headers = new TreeMap<>(about);
        headers.put("Content-Type", "application/json");
        headers.put("X-Shopify-API-Version", "2026-07");
        headers.put("X-Shopify-Hmac-SHA256", base64(secret, bytes));
        return new Sending("POST", path, headers, bytes);
    }

    Sending afterShip(Map<String, Object> body) {
        byte[] bytes = bytes(body);
        return new Sending(
                "POST",
                path,
                Map.of(
                        "Content-Type", "application/json",
                        "as-webhook-version", "2026-07",
                        "aftership-hmac-sha256", base64(secret, bytes)),
                bytes);
    }

    Sending easyPost(Map<String, Object> body) {
        byte[] bytes = bytes(body);
        String key = Normalizer.normalize(secret, Normalizer.Form.NFKD);
        String signature = HexFormat.of().formatHex(Secrets.hmac(key.getBytes(StandardCharsets.UTF_8), bytes));
        return new Sending(
                "POST",
                path,
                Map.of("Content-Type", "application/json", "X-Hmac-Signature", "hmac-sha256-hex=" + signature),
                bytes);
    }

    private static byte[] bytes(Map<String, Object> body) {
        return Json.write(body).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String secret, byte[] body) {
        return Base64.getEncoder().encodeToString(Secrets.hmac(secret.getBytes(StandardCharsets.UTF_8), body));
    }
}
