package io.postlude.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.returns.ChargeId;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.BiConsumer;

/**
 * Where Stripe tells that something became of a page to pay at. Signed over the time and the raw bytes; what it says is not
 * believed but asked about at once, so a forged or a late word moves no money.
 */
final class StripeNews implements Web.Routes {
    /** Older words are somebody's who kept them. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final Stores stores;
    private final RefundAccounts accounts;
    private final InstantSource clock;
    private final BiConsumer<StoreId, ChargeId> ring;

    /** {@code ring} has a charge looked at now. */
    StripeNews(Stores stores, RefundAccounts accounts, InstantSource clock, BiConsumer<StoreId, ChargeId> ring) {
        this.stores = stores;
        this.accounts = accounts;
        this.clock = clock;
        this.ring = ring;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/payments/stripe/{store}", this::take);
    }

    private void take(Context http) {
        Store store = stores.bySlug(http.pathParam("store")).orElseThrow(Refusal::notFound);
        String secret = accounts.entered(store.id(), StripeRefunds.KIND)
                .map(entered -> entered.getOrDefault("signing", ""))
                .filter(text -> !text.isEmpty())
                .orElseThrow(Refusal::notFound);
        byte[] body = http.bodyAsBytes();
        String header = http.header("Stripe-Signature");
        if (header == null || !isSigned(secret, body, header, clock.instant()))
            throw new Refusal(Problem.of(
                    401,
                    "wrong-signature",
                    "The signature is missing, wrong or too old",
                    "Sign with the secret of the endpoint, over the time and the raw body. Nothing was taken."));
        JsonNode about = read(body).path("data").path("object");
        ChargeId.parse(about.path("metadata").path(StripePayments.META).asText(""))
                .ifPresent(charge -> ring.accept(store.id(), charge));
        http.status(200);
    }

    /** HMAC-SHA256 over {@code t.body} as {@code v1}; while a secret is changed there are two of them. */
    static boolean isSigned(String secret, byte[] body, String header, Instant now) {
        String time = Arrays.stream(header.split(","))
                .map(String::strip)
                .filter(part -> part.startsWith("t="))
                .map(part -> part.substring(2))
                .findFirst()
                .orElse("");
        if (!time.matches("[0-9]{1,12}")) return false;
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        if (age.abs().compareTo(OLDEST) > 0) return false;
        byte[] start = (time + ".").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        byte[] made = HexFormat.of()
                .formatHex(Secrets.hmac(secret.getBytes(StandardCharsets.UTF_8), all))
                .getBytes(StandardCharsets.UTF_8);
        boolean signed = false;
        for (String part : header.split(","))
            if (part.strip().startsWith("v1="))
                signed |= MessageDigest.isEqual(made, part.strip().substring(3).getBytes(StandardCharsets.UTF_8));
        return signed;
    }

    private static JsonNode read(byte[] body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new Refusal(Problem.of(400, "malformed-json", "The body is not a JSON object", "Nothing was taken."));
        } catch (IOException e) {
            throw new IllegalStateException("bytes at hand cannot fail to be read", e);
        }
    }
}
