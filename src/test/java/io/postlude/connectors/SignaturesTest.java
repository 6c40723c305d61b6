package io.postlude.connectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.postlude.connectors.Signatures.Envelope;
import io.postlude.stores.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who sent a webhook is proven over the raw bytes, by each sender's own rule. */
class SignaturesTest {
    private static final String SECRET = "s3cret-of-the-shop";
    private static final byte[] BODY = "{\"a\": \"\u00fc\"}".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource(Source.class)
    void a_body_signed_with_the_secret_is_proven(Source source) {
        assertTrue(valid(source, Signing.headers(source, BODY, SECRET), BODY, SECRET));
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void one_changed_byte_a_wrong_secret_or_no_signature_proves_nothing(Source source) {
        Map<String, String> headers = Signing.headers(source, BODY, SECRET);
        byte[] changed = Arrays.copyOf(BODY, BODY.length + 1);
        changed[BODY.length] = '\n';
        assertFalse(valid(source, headers, changed, SECRET), "a byte more");
        assertFalse(valid(source, headers, BODY, "another"), "a wrong secret");
        assertFalse(valid(source, Map.of(), BODY, SECRET), "no signature");
        assertFalse(Signatures.valid(source, envelope(headers, BODY), List.of()), "no secret");
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void the_old_secret_counts_beside_the_new_one(Source source) {
        Map<String, String> headers = Signing.headers(source, BODY, "old");
        assertTrue(Signatures.valid(source, envelope(headers, BODY), List.of("new", "old")));
    }

    @Test
    void the_vector_easypost_published_is_met() {
        byte[] file = Payloads.read("easypost/webhook_tracker_updated_fedex.json");
        byte[] body = Arrays.copyOf(file, file.length - 1);
        assertEquals(3_550, body.length);
        Map<String, String> headers = Map.of(
                "X-Hmac-Signature", "hmac-sha256-hex=38f3f53c103713df81616a0a186d77141957323ec21d5fe9363db93840f527db");
        String composed = "s\u00e9cret";
        assertTrue(valid(Source.EASYPOST, headers, body, composed), "the secret in form NFC is taken as NFKD");
        assertTrue(valid(Source.EASYPOST, headers, body, "se\u0301cret"));
        assertFalse(valid(Source.EASYPOST, headers, file, composed), "with the newline it is another body");
    }

    @Test
    void shippo_may_send_the_token_of_the_address_instead() {
        assertTrue(Signatures.valid(Source.SHIPPO, new Envelope(BODY, name -> null, SECRET), List.of(SECRET)));
        assertFalse(Signatures.valid(Source.SHIPPO, new Envelope(BODY, name -> null, "guess"), List.of(SECRET)));
    }

    @Test
    void aftership_signs_returns_in_a_header_of_another_name() {
        String signature = Signing.headers(Source.AFTERSHIP, BODY, SECRET).get("aftership-hmac-sha256");
        assertTrue(valid(Source.AFTERSHIP, Map.of("as-signature-hmac-sha256", signature), BODY, SECRET));
    }

    @Test
    void stripe_signs_the_moment_and_the_bytes_and_nothing_old_or_changed_counts() {
        Instant now = Instant.ofEpochSecond(1_790_000_000);
        // Made with openssl: printf '1790000000.{"id":1}' | openssl dgst -sha256 -hmac whsec_of_the_shop
        String right = "3a1ed8f1632b402b545fb042bc3d440ff26b4ab8b8dcd9927c71caba510366dd";
        byte[] body = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);
        assertTrue(stripe(body, "t=1790000000,v1=" + right, now));
        assertTrue(stripe(body, "t=1790000000, v1=" + "0".repeat(64) + ", v1=" + right, now.plusSeconds(300)));
        assertFalse(stripe(body, "t=1790000000,v1=" + right, now.plusSeconds(301)), "too old");
        assertFalse(stripe(body, "t=1790000001,v1=" + right, now), "another moment");
        assertFalse(stripe("{\"id\":2}".getBytes(StandardCharsets.UTF_8), "t=1790000000,v1=" + right, now));
        assertFalse(stripe(body, "t=1790000000,v0=" + right, now), "the scheme for tests");
        assertFalse(stripe(body, "v1=" + right, now), "no moment");
    }

    private static boolean stripe(byte[] body, String header, Instant now) {
        return StripeNews.isSigned("whsec_of_the_shop", body, header, now);
    }

    private static boolean valid(Source source, Map<String, String> headers, byte[] body, String secret) {
        return Signatures.valid(source, envelope(headers, body), List.of(secret));
    }

    private static Envelope envelope(Map<String, String> headers, byte[] body) {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        return new Envelope(body, anyCase::get, null);
    }
}
