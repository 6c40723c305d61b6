package io.postlude.connectors;

import io.postlude.kernel.Secrets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Signs what leaves in the form of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, one for each valid secret. */
final class StandardWebhook {
    static final String SECRET_PREFIX = "whsec_";

    private StandardWebhook() {}

    static Map<String, String> headers(String id, Instant at, String body, List<String> secrets) {
        String time = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", time);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + signature(secret, id + "." + time + "." + body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static String signature(String secret, String text) {
        byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
        return Base64.getEncoder().encodeToString(Secrets.hmac(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
