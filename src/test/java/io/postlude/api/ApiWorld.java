package io.postlude.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.ConnectorsWorld;
import io.postlude.connectors.OutsideHttp;
import io.postlude.connectors.WebhooksOut;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.ActForm;
import io.postlude.flows.Flows;
import io.postlude.insights.Forecasts;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.JourneysModule;
import io.postlude.kernel.Json;
import io.postlude.kernel.StoreId;
import io.postlude.loyalty.LoyaltyModule;
import io.postlude.messaging.Messages;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.Segments;
import io.postlude.segments.SegmentsModule;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Scope;
import io.postlude.texts.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A server with the API, and programs that call it. */
final class ApiWorld implements AutoCloseable {
    private final AtomicReference<ApiModule> api = new AtomicReference<>();
    private final AtomicReference<ClaimsModule> claims = new AtomicReference<>();
    final ConnectorsWorld ground = new ConnectorsWorld(world -> {
        ApiModule module = new ApiModule(
                new ApiModule.Ground(
                        world.database(),
                        world.stores.apiKeys(),
                        world.clock,
                        ConnectorsWorld.BODY_LIMIT_BYTES,
                        "https://post.example"),
                new ApiModule.Faces(
                        world.orders,
                        world.customers,
                        world.tracking,
                        world.deliveries.contacts(),
                        world.connectors.intake(),
                        journeys(world),
                        forecasts(world),
                        world.promises,
                        returns(world),
                        webhooks(world).endpoints(),
                        segments(world).segments(),
                        claims(world),
                        loyalty(world).pools(),
                        world.stores.audit()));
        api.set(module);
        return List.of(module.routes());
    });

    private static WebhooksOut webhooks(ConnectorsWorld world) {
        return new WebhooksOut(new WebhooksOut.Ground(
                world.database(),
                world.ids,
                world.secrets,
                world.clock,
                world.stores.audit(),
                "https://post.example",
                OutsideHttp.Reach.THIS_NETWORK_TOO));
    }

    /** Its reader and its job are the test's to run. */
    static SegmentsModule segments(ConnectorsWorld world) {
        return new SegmentsModule(
                new SegmentsModule.Ground(world.database(), world.log, world.ids, world.clock),
                new SegmentsModule.Faces(world.stores.stores(), world.customers, world.orders));
    }

    private static ReturnsModule returns(ConnectorsWorld world) {
        return new ReturnsModule(
                new ReturnsModule.Ground(world.database(), world.log, world.ids, world.clock),
                new ReturnsModule.Faces(
                        world.stores.stores(), world.customers, world.orders, world.tracking, world.promises),
                ReturnsModule.Gateways.none());
    }

    private ClaimsModule claims(ConnectorsWorld world) {
        ClaimsModule made = new ClaimsModule(
                new ClaimsModule.Ground(world.log, world.ids, world.clock),
                new ClaimsModule.Faces(
                        world.stores.stores(),
                        world.orders,
                        world.tracking,
                        world.promises,
                        returns(world).returns()),
                new ClaimsModule.Post(
                        new Messages(world.ids, world.clock),
                        new TrackingLinks(world.secrets),
                        "https://post.example",
                        Optional.empty()));
        claims.set(made);
        return made;
    }

    private static Journeys journeys(ConnectorsWorld world) {
        Texts texts = new Texts(world.clock);
        Segments segments = segments(world).segments();
        return new JourneysModule(
                        new JourneysModule.Ground(
                                world.database(),
                                world.log,
                                world.ids,
                                world.secrets,
                                world.clock,
                                "https://post.example",
                                Optional.empty()),
                        new JourneysModule.Faces(
                                world.stores.stores(),
                                world.customers,
                                world.orders,
                                new Outlooks(world.database(), world.log, world.clock),
                                world.tracking,
                                world.deliveries,
                                new Messages(world.ids, world.clock),
                                texts,
                                new Flows(
                                        world.ids,
                                        world.clock,
                                        new Flows.Named(
                                                Flows.MessageTexts.of(texts::forms, texts::ofOrders, texts::ofRewards),
                                                (tx, id) -> List.of(new ActForm(
                                                        "note",
                                                        "note",
                                                        List.of(ActForm.Field.text("text", "Text", 200)))),
                                                segments::titles)),
                                segments,
                                new ReturnNews(world.promises, world.shopReturns),
                                loyalty(world).rewards()),
                        JourneysModule.Additions.NONE)
                .journeys();
    }

    private static LoyaltyModule loyalty(ConnectorsWorld world) {
        return new LoyaltyModule(
                new LoyaltyModule.Ground(world.log, world.ids, world.clock),
                new LoyaltyModule.Faces(world.stores.stores(), world.customers, world.orders));
    }

    private static Forecasts forecasts(ConnectorsWorld world) {
        return new Forecasts(
                new Forecasts.Ground(world.database(), world.clock),
                new Forecasts.Faces(
                        world.stores.stores(),
                        world.orders,
                        world.tracking,
                        new Promises(world.database(), world.log, world.ids, world.clock),
                        new Outlooks(world.database(), world.log, world.clock),
                        world.log));
    }

    /** Minutes, cost and currency of the contact with this key. */
    List<String> measured(String key) {
        return ground.database()
                .acrossStores(tx -> tx.first(
                                "select minutes, cost_minor, cost_currency from deliveries.contact where contact_key = ?",
                                row -> List.of(row.getString(1), row.getString(2), row.getString(3)),
                                key)
                        .orElseThrow());
    }

    ClaimsModule claims() {
        return Objects.requireNonNull(claims.get());
    }

    ApiModule api() {
        return api.get();
    }

    void offerPickups(StoreId store, int aDay) {
        ground.database()
                .runInStore(store, tx -> returns(ground).returns().pickups().offer(tx, store, aDay, "test"));
    }

    /** Gives what returns owe. */
    void giveDue() {
        returns(ground).giveDueAcrossStores();
    }

    Program program(String slug) {
        return program(ground.openStore(slug), EnumSet.allOf(Scope.class));
    }

    Program program(StoreId store, Set<Scope> scopes) {
        var issued =
                ground.stores.apiKeys().issue(store, new ApiKeys.Wanted("test", scopes, null), ConnectorsWorld.TESTER);
        if (!(issued instanceof ApiKeys.Issued.Made made)) throw new IllegalStateException(issued.toString());
        return new Program(store, made.token());
    }

    /** A program of one store, with its key. */
    final class Program {
        final StoreId store;
        private final String token;

        Program(StoreId store, String token) {
            this.store = store;
            this.token = token;
        }

        Reply call(String method, String path, @Nullable String body) {
            return call(method, path, body, Map.of());
        }

        Reply call(String method, String path, @Nullable String body, Map<String, String> more) {
            Map<String, String> headers = new HashMap<>(more);
            headers.put("Authorization", "Bearer " + token);
            if (body != null) headers.put("Content-Type", "application/json");
            byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
            return new Reply(ground.send(method, path, bytes, headers));
        }

        Reply get(String path) {
            return call("GET", path, null);
        }

        Reply put(String path, String body) {
            return call("PUT", path, body.replace('\'', '"'));
        }

        Reply delete(String path) {
            return call("DELETE", path, null);
        }

        Reply post(String path, String body) {
            return call("POST", path, body.replace('\'', '"'));
        }
    }

    /** What came back. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return Json.MAPPER.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(response.body(), e);
            }
        }

        /** The faults as {@code pointer detail}. */
        List<String> faults() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asText() + " "
                            + error.path("detail").asText())
                    .toList();
        }

        @Override
        public String toString() {
            return status() + " " + response.body();
        }
    }

    @Override
    public void close() {
        ground.close();
    }
}
