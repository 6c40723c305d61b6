package io.postlude.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.connectors.PushDoor;
import io.postlude.customers.Channel;
import io.postlude.customers.Consent;
import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.customers.Purpose;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.kernel.Database;
import io.postlude.kernel.Json;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Tx;
import io.postlude.kernel.Web;
import io.postlude.messaging.PushId;
import io.postlude.messaging.PushSubscriptions;
import io.postlude.messaging.PushSubscriptions.Subscription;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.stores.SameOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a customer lets their browser show notices: asked on the page of an order, by a button, never by itself. The yes and
 * the no stand in the ledger of consents with the subscription as proof. Without JavaScript there is no button.
 */
public final class PushPages implements Web.Routes {
    private static final String SOURCE = "tracking-page";
    private static final int TRIES = 12;
    private static final Duration PER = Duration.ofMinutes(10);
    private static final int BODY_LIMIT_CHARS = 4_000;

    private final Parts parts;
    private final TrackingLinks links;
    private final Attempts byOrder = new Attempts(TRIES, PER);
    private final byte[] worker = read();

    /** What it stands on. {@code door} knows the browsers and which addresses may be called. */
    public record Parts(
            Database database,
            Secrets secrets,
            InstantSource clock,
            Orders orders,
            Customers customers,
            PushDoor door) {}

    public PushPages(Parts parts) {
        this.parts = parts;
        this.links = new TrackingLinks(parts.secrets());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/push-worker.js", this::worker);
        routes.get("/t/{token}/push", this::offer);
        routes.post("/t/{token}/push", this::begin);
        routes.post("/t/{token}/push/end", this::end);
    }

    private static byte[] read() {
        try (InputStream in = PushPages.class.getResourceAsStream("/web/portal/push-worker.js")) {
            if (in == null) throw new IllegalStateException("the worker for notices is missing");
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The part of the browser's that hears notices while no page is open; its address never changes. */
    private void worker(Context context) {
        context.header("Cache-Control", "no-cache");
        context.header("X-Content-Type-Options", "nosniff");
        context.contentType("text/javascript; charset=utf-8").result(worker);
    }

    /** What the browser needs to subscribe: the store's key; no content where it sends no notices. */
    private void offer(Context context) {
        TrackingLinks.Target target = target(context);
        context.header("Cache-Control", "no-store");
        boolean offered = parts.database()
                .<Boolean>inStore(
                        target.store(),
                        tx -> subscriptions().isOffered(tx, target.store())
                                && buyer(tx, target).isPresent());
        if (!offered) {
            context.status(HttpStatus.NO_CONTENT);
            return;
        }
        context.json(Map.of(
                "key",
                subscriptions().key(target.store()).publicKey(),
                "scope",
                "/push/" + target.store().value() + "/"));
    }

    private void begin(Context context) {
        TrackingLinks.Target target = asked(context);
        JsonNode body = body(context);
        Subscription subscription = new Subscription(
                body.path("endpoint").asText(""),
                body.path("keys").path("p256dh").asText(""),
                body.path("keys").path("auth").asText(""));
        if (!parts.door().takes(subscription))
            throw new Refusal(Problem.of(
                    422,
                    "no-subscription",
                    "That is no subscription of a browser",
                    "Send what the browser's pushManager.subscribe gives."));
        parts.database().runInStore(target.store(), tx -> {
            if (!subscriptions().isOffered(tx, target.store())) throw Refusal.notFound();
            CustomerId buyer = buyer(tx, target).orElseThrow(Refusal::notFound);
            Optional<PushId> kept = subscriptions().add(tx, target.store(), buyer, subscription);
            if (kept.isPresent()) say(tx, target, new Word(buyer, true, "allowed in their browser, " + kept.get()));
        });
        context.status(HttpStatus.NO_CONTENT);
    }

    private void end(Context context) {
        TrackingLinks.Target target = asked(context);
        String endpoint = body(context).path("endpoint").asText("");
        parts.database().runInStore(target.store(), tx -> {
            CustomerId buyer = buyer(tx, target).orElseThrow(Refusal::notFound);
            boolean ended = subscriptions().end(tx, target.store(), buyer, endpoint);
            if (ended && subscriptions().count(tx, target.store(), buyer) == 0)
                say(tx, target, new Word(buyer, false, "ended in their last browser"));
        });
        context.status(HttpStatus.NO_CONTENT);
    }

    private record Word(CustomerId buyer, boolean given, String how) {}

    private void say(Tx tx, TrackingLinks.Target target, Word word) {
        String proof = word.how() + ", on the page of " + new OrderId(target.order());
        parts.customers()
                .record(
                        tx,
                        target.store(),
                        word.buyer(),
                        new Consent(
                                Channel.PUSH,
                                Purpose.SERVICE,
                                word.given(),
                                parts.clock().instant(),
                                SOURCE,
                                proof,
                                null));
    }

    private PushSubscriptions subscriptions() {
        return parts.door().subscriptions();
    }

    private Optional<CustomerId> buyer(Tx tx, TrackingLinks.Target target) {
        OrderId order = new OrderId(target.order());
        return Optional.ofNullable(
                parts.orders().buyers(tx, target.store(), List.of(order)).get(order));
    }

    private TrackingLinks.Target target(Context context) {
        return links.open(context.pathParam("token")).orElseThrow(Refusal::notFound);
    }

    /** Only pages of ours may subscribe a browser, and not for ever. */
    private TrackingLinks.Target asked(Context context) {
        var claim = new SameOrigin.Claim(
                context.method().name(),
                context.header("Sec-Fetch-Site"),
                context.header("Origin"),
                context.header("Host"));
        if (!SameOrigin.allows(claim))
            throw new Refusal(Problem.of(
                    403, "foreign-form", "This is not from this page", "Open the page itself and send it there."));
        TrackingLinks.Target target = target(context);
        if (byOrder.waitMinutes("push" + target) > 0)
            throw new Refusal(Problem.of(429, "too-many", "Too many at once", "Try again in some minutes."));
        return target;
    }

    private static JsonNode body(Context context) {
        String body = context.body();
        try {
            if (body.length() <= BODY_LIMIT_CHARS) return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            // told below, as what is too long
        }
        throw new Refusal(Problem.of(400, "malformed", "The body is not JSON", "Nothing was changed."));
    }
}
