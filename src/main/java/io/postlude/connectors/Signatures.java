package io.postlude.connectors;

import io.postlude.kernel.Secrets;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks who sent a webhook: one rule per source, over the raw bytes, in constant time, before anything is parsed.
 *
 * <p>Several secrets may be valid at once, so that a secret can be changed while the sender still uses the old one.
 */
final class Signatures {
    private static final String EASYPOST_PREFIX = "hmac-sha256-hex=";
    private static final byte[] SLASH = {'/'};
    private static final byte[] DOT = {'.'};

    private Signatures() {}

    /** What the sender sent along; {@code header} answers null for a header that is not there. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Envelope(
            byte[] body,
            UnaryOperator<@Nullable String> header,
            @Nullable String queryToken) {
        @Nullable
        String header(String name) {
            return header.apply(name);
        }
    }

    /** Whether one of the secrets made the signature. No secret, or no signature, is no proof. */
    static boolean valid(Source source, Envelope envelope, List<String> secrets) {
        boolean valid = false;
        for (String secret : secrets) {
            if (!secret.isEmpty()) valid |= valid(source, envelope, secret); // all are tried: time tells nothing
        }
        return valid;
    }

    private static boolean valid(Source source, Envelope envelope, String secret) {
        return switch (source) {
            case SHOPIFY -> base64(envelope, "X-Shopify-Hmac-SHA256", secret);
            case WOOCOMMERCE -> base64(envelope, "X-WC-Webhook-Signature", secret);
            // Tracking signs in the first header, returns and warranty in the second.
            case AFTERSHIP ->
                base64(envelope, "aftership-hmac-sha256", secret)
                        || base64(envelope, "as-signature-hmac-sha256", secret);
            case EASYPOST -> easyPost(envelope, secret);
            case SHIPPO -> shippo(envelope, secret);
            case SEVENTEENTRACK -> hexEquals(sha256WithKey(envelope.body(), secret), envelope.header("sign"));
        };
    }

    private static boolean base64(Envelope envelope, String header, String secret) {
        String given = envelope.header(header);
        if (given == null) return false;
        String made = Base64.getEncoder().encodeToString(Secrets.hmac(bytes(secret), envelope.body()));
        return same(made, given.strip());
    }

    /** EasyPost takes the secret in Unicode's form NFKD. */
    private static boolean easyPost(Envelope envelope, String secret) {
        String given = envelope.header("X-Hmac-Signature");
        if (given == null || !given.startsWith(EASYPOST_PREFIX)) return false;
        byte[] key = bytes(Normalizer.normalize(secret, Normalizer.Form.NFKD));
        return hexEquals(Secrets.hmac(key, envelope.body()), given.substring(EASYPOST_PREFIX.length()));
    }

    /** Either the token the merchant put into the address, or {@code t=time,v1=hex} over {@code time.body}. */
    private static boolean shippo(Envelope envelope, String secret) {
        String given = envelope.header("Shippo-Auth-Signature");
        if (given == null) return envelope.queryToken() != null && same(secret, envelope.queryToken());
        byte[] time = bytes(part(given, "t="));
        byte[] made = Secrets.hmac(bytes(secret), joined(time, DOT, envelope.body()));
        return hexEquals(made, part(given, "v1="));
    }

    /** Stripe's: one {@code v1=hex} of the header, over {@code time.body}; while a secret is changed there are two. */
    static boolean stripe(String header, byte[] body, String secret) {
        String made =
                HexFormat.of().formatHex(Secrets.hmac(bytes(secret), joined(bytes(part(header, "t=")), DOT, body)));
        boolean valid = false;
        for (String given : parts(header, "v1=").toList()) valid |= same(made, given);
        return valid;
    }

    static String part(String header, String name) {
        return parts(header, name).findFirst().orElse("");
    }

    private static Stream<String> parts(String header, String name) {
        return Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(part -> part.startsWith(name))
                .map(part -> part.substring(name.length()));
    }

    /** 17TRACK does not use an HMAC: SHA-256 over body, slash and key. */
    private static byte[] sha256WithKey(byte[] body, String secret) {
        return Secrets.sha256(joined(body, SLASH, bytes(secret)));
    }

    private static boolean hexEquals(byte[] made, @Nullable String given) {
        return given != null
                && same(HexFormat.of().formatHex(made), given.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean same(String made, String given) {
        return MessageDigest.isEqual(bytes(made), bytes(given));
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
