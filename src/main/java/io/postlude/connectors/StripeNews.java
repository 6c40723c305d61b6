package io.postlude.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.returns.ChargeId;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;

/**
 * Where Stripe tells that something became of a page to pay at. Signed over the time and the raw bytes; what it says is not
 * believed but asked about at once, so a forged or a late word moves no money.
 */
final class StripeNews implements Web.Routes {
    /** Older words are somebody's who kept them. */
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final Stores stores;
    private final ProviderAccounts accounts;
    private final InstantSource clock;
    private final BiConsumer<StoreId, ChargeId> ring;

    /** {@code ring} has a charge looked at now. */
    StripeNews(Stores stores, ProviderAccounts accounts, InstantSource clock, BiConsumer<StoreId, ChargeId> ring) {
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
        JsonNode about = SignedBody.read(body).path("data").path("object");
        ChargeId.parse(about.path("metadata").path(StripePayments.META).asText(""))
                .ifPresent(charge -> ring.accept(store.id(), charge));
        http.status(200);
    }

    /** {@code Stripe-Signature}: the moment and the bytes; what is old is somebody's who kept it. */
    static boolean isSigned(String secret, byte[] body, String header, Instant now) {
        String time = Signatures.part(header, "t=");
        if (!time.matches("[0-9]{1,12}")) return false;
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        return age.abs().compareTo(OLDEST) <= 0 && Signatures.stripe(header, body, secret);
    }
}
