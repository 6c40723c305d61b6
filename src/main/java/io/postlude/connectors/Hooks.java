package io.postlude.connectors;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Web;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The door for webhooks: who sent it is proven over the raw bytes, then it is stored, then it is answered. Nothing is parsed
 * and nothing is worked before the answer, so a sender never waits for us and never has to send twice.
 */
final class Hooks implements Web.Routes {
    private final Connections connections;
    private final GroupCommit<Delivery> inbox;
    private final MeterRegistry metrics;
    private final InstantSource clock;
    private final int bodyLimitBytes;

    Hooks(Connections connections, GroupCommit<Delivery> inbox, MeterRegistry metrics, Receiving receiving) {
        this.connections = connections;
        this.inbox = inbox;
        this.metrics = metrics;
        this.clock = receiving.clock();
        this.bodyLimitBytes = receiving.bodyLimitBytes();
    }

    /** What receiving needs to know. */
    record Receiving(InstantSource clock, int bodyLimitBytes) {}

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/hooks/{source}/{token}", this::receive);
    }

    private void receive(Context context) {
        String word = Source.of(context.pathParam("source")).map(Source::word).orElse("unknown");
        try {
            String answer = take(context);
            count(word, answer);
        } catch (Refusal refusal) {
            count(word, Integer.toString(refusal.problem().status()));
            throw refusal;
        }
    }

    private String take(Context context) {
        Connection connection = connection(context).orElseThrow(Refusal::notFound);
        byte[] body = body(context);
        if (isPing(connection, context, body)) return "ping";
        var envelope = new Signatures.Envelope(body, context::header, context.queryParam("token"));
        var secrets =
                connection.secrets().stream().map(Connection.Secret::value).toList();
        if (!Signatures.valid(connection.source(), envelope, secrets)) throw new Refusal(unsigned());
        try {
            inbox.store(Delivery.of(connection, headers(context), body, clock.instant()));
        } catch (GroupCommit.NotStored e) {
            context.header("Retry-After", "5");
            throw new Refusal(notStored());
        }
        return "stored";
    }

    private Optional<Connection> connection(Context context) {
        Optional<Source> source = Source.of(context.pathParam("source"));
        String shop = context.header("X-Shopify-Shop-Domain");
        return connections
                .byPathToken(context.pathParam("token"))
                .filter(found -> source.isPresent() && found.source() == source.get() && found.enabled())
                .filter(found -> isOfShop(found, shop));
    }

    private static boolean isOfShop(Connection connection, @Nullable String shop) {
        return connection.source() != Source.SHOPIFY
                || shop == null
                || connection.shopDomain() == null
                || shop.strip().equalsIgnoreCase(connection.shopDomain());
    }

    private byte[] body(Context context) {
        if (context.req().getContentLengthLong() > bodyLimitBytes) throw new Refusal(tooLarge());
        try {
            byte[] body = context.req().getInputStream().readNBytes(bodyLimitBytes + 1);
            if (body.length > bodyLimitBytes) throw new Refusal(tooLarge());
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new webhook of WooCommerce says hello with an unsigned form and is only switched on if that is answered. */
    private static boolean isPing(Connection connection, Context context, byte[] body) {
        String type = Optional.ofNullable(context.contentType()).orElse("");
        return connection.source() == Source.WOOCOMMERCE
                && type.startsWith("application/x-www-form-urlencoded")
                && body.length < 100
                && new String(body, StandardCharsets.UTF_8).matches("webhook_id=\\d+");
    }

    private static Map<String, String> headers(Context context) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(context.headerMap());
        return headers;
    }

    private void count(String source, String answer) {
        metrics.counter("postlude_webhooks", "source", source, "answer", answer).increment();
    }

    private static Problem unsigned() {
        return Problem.of(
                401,
                "wrong-signature",
                "The signature is missing or wrong",
                "Sign the raw body with the secret of this connection. Nothing was stored.");
    }

    private static Problem tooLarge() {
        return Problem.of(
                413,
                "too-large",
                "The request is too large",
                "Send less at once; POSTLUDE_MAX_BODY_BYTES is the limit. Nothing was stored.");
    }

    private static Problem notStored() {
        return Problem.of(
                503,
                "busy",
                "Busy for a moment",
                "It is not certain that this was stored. Send the same delivery again.");
    }
}
