package io.postlude.connectors;

import io.postlude.kernel.Json;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.stores.Connection;
import io.postlude.stores.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery at the door, from its first line to its answer. Each step may run on another thread, never two at once. */
final class Knock implements BodyReading.Reader {
    private static final Logger LOG = LoggerFactory.getLogger(Knock.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Hooks door;
    private final Exchange http;
    private final Optional<Source> source;
    private @Nullable Connection connection;

    Knock(Hooks door, Exchange http, Optional<Source> source) {
        this.door = door;
        this.http = http;
        this.source = source;
    }

    /** A request, its response and who hears that it is over. */
    record Exchange(Request request, Response response, Callback callback) {}

    /** Finds the connection: at once where it is remembered, else on the pool, because it means asking the database. */
    void open(String token) {
        Connection known = door.connections().rememberedByPathToken(token);
        if (known != null) let(Optional.of(known));
        else http.request().getComponents().getExecutor().execute(() -> openFromDatabase(token));
    }

    private void openFromDatabase(String token) {
        Optional<Connection> found;
        try {
            found = door.connections().byPathToken(token);
        } catch (RuntimeException e) {
            LOG.warn("A delivery came while its connection could not be looked up: {}", e.toString());
            refuseForNow();
            return;
        }
        let(found);
    }

    private void let(Optional<Connection> found) {
        connection = found.filter(this::isMeant).orElse(null);
        if (connection == null) refuse(Refusal.notFound().problem());
        else if (http.request().getLength() > 2L * door.receiving().bodyLimitBytes()) tooLarge();
        else new BodyReading(http.request(), door.receiving().bodyLimitBytes(), this).run();
    }

    private boolean isMeant(Connection found) {
        String shop = headers().get("X-Shopify-Shop-Domain");
        boolean ofShop = found.source() != Source.SHOPIFY
                || shop == null
                || found.shopDomain() == null
                || shop.strip().equalsIgnoreCase(found.shopDomain());
        return source.isPresent() && found.source() == source.get() && found.enabled() && ofShop;
    }

    @Override
    public void whole(byte[] body) {
        Connection proven = java.util.Objects.requireNonNull(connection);
        try {
            if (isPing(proven, body)) taken("ping");
            else if (isSigned(proven, body))
                store(Delivery.of(
                        proven, headers(), body, door.receiving().clock().instant()));
            else refuse(unsigned());
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private boolean isSigned(Connection proven, byte[] body) {
        var envelope = new Signatures.Envelope(body, headers()::get, queryToken());
        var secrets = proven.secrets().stream().map(Connection.Secret::value).toList();
        return Signatures.valid(proven.source(), envelope, secrets);
    }

    private @Nullable String queryToken() {
        if (http.request().getHttpURI().getQuery() == null) return null;
        Fields query = Request.extractQueryParameters(http.request());
        return query.getValue("token");
    }

    /** A new webhook of WooCommerce says hello with an unsigned form and is only switched on if that is answered. */
    private boolean isPing(Connection proven, byte[] body) {
        if (proven.source() != Source.WOOCOMMERCE || body.length >= 100) return false;
        String type = headers().get(HttpHeader.CONTENT_TYPE);
        return type != null
                && type.startsWith("application/x-www-form-urlencoded")
                && new String(body, StandardCharsets.UTF_8).matches("webhook_id=\\d+");
    }

    private void store(Delivery delivery) {
        door.inbox().store(delivery, safe -> {
            if (safe) taken("stored");
            else refuseForNow();
        });
    }

    private void taken(String answer) {
        door.count(source, answer);
        http.response().setStatus(HttpStatus.OK_200);
        http.response().write(true, BufferUtil.EMPTY_BUFFER, http.callback());
    }

    @Override
    public void tooLarge() {
        refuse(tooLargeProblem());
    }

    /** The body did not come whole, or something broke on the way. */
    @Override
    public void broken(Throwable reason) {
        door.count(source, "broken");
        if (!(reason instanceof HttpException)) LOG.warn("A delivery broke off: {}", reason.toString());
        Response.writeError(http.request(), http.response(), http.callback(), reason);
    }

    private void refuseForNow() {
        http.response().getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        refuse(Problem.of(
                503,
                "busy",
                "Busy for a moment",
                "It is not certain that this was stored. Send the same delivery again."));
    }

    void refuse(Problem problem) {
        door.count(source, Integer.toString(problem.status()));
        http.response().setStatus(problem.status());
        http.response().getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
        http.response()
                .write(true, ByteBuffer.wrap(Json.write(problem).getBytes(StandardCharsets.UTF_8)), http.callback());
    }

    private HttpFields headers() {
        return http.request().getHeaders();
    }

    private static Problem unsigned() {
        return Problem.of(
                401,
                "wrong-signature",
                "The signature is missing or wrong",
                "Sign the raw body with the secret of this connection. Nothing was stored.");
    }

    private static Problem tooLargeProblem() {
        return Problem.of(
                413,
                "too-large",
                "The request is too large",
                "Send less at once; POSTLUDE_MAX_BODY_BYTES is the limit. Nothing was stored.");
    }
}
