package io.postlude.connectors;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.DeliveryEvent;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.kernel.Web;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderPersonalData;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.returns.LessonEvent;
import io.postlude.returns.ReturnEvent;
import io.postlude.returns.ShopReturnEvent;
import io.postlude.returns.ShopReturns;
import io.postlude.stores.Actor;
import io.postlude.stores.Connection;
import io.postlude.stores.Connections;
import io.postlude.stores.Source;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server with its database, stores and connections, whose clock stands and whose inbox is worked when the test says so. */
public final class ConnectorsWorld implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    public static final int BODY_LIMIT_BYTES = 2_097_152;
    public static final Actor TESTER = new Actor.Program("test");
    static final String SECRET = "s3cret-of-the-shop";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final TestDatabase test = TestDatabase.fresh();
    private final Metrics metrics = new Metrics();
    private final Settings settings = Settings.load(Map.of("POSTLUDE_PORT", "0"), Path.of("target/no-such-folder"));
    public final MovableClock clock = MovableClock.standingAt(NOW);
    public final Ids ids = new Ids(1);
    public final Secrets secrets = new Secrets(test.database());
    public final EventLog log = new EventLog(
            ids,
            EventTypes.register(
                    test.database(),
                    List.of(
                            StoreEvent.class,
                            CustomerEvent.class,
                            OrderEvent.class,
                            PromiseEvent.class,
                            TrackingEvent.class,
                            DeliveryEvent.class,
                            LessonEvent.class,
                            ShopReturnEvent.class,
                            ReturnEvent.class,
                            io.postlude.claims.ClaimEvent.class)));
    public final StoresModule stores =
            StoresModule.wire(new StoresModule.Needs(test.database(), log, ids, secrets, clock, clock));
    public final Customers customers = new Customers(ids, log, secrets, clock);
    public final Privacy privacy = new Privacy(
            new Privacy.Ground(log, secrets, clock),
            customers,
            List.of(new OrderPersonalData(), new InboxPersonalData(secrets)));
    public final Orders orders = new Orders(customers, log, ids, clock);
    public final ShopReturns shopReturns = new ShopReturns(log, ids, customers, orders);
    public final Promises promises;
    public final Tracking tracking;
    public final Deliveries deliveries;
    public final ConnectorsModule connectors;
    private final Web web;
    private final String address;

    public ConnectorsWorld() {
        this(world -> List.of());
    }

    /** With more routes beside the webhooks' own. */
    public ConnectorsWorld(Function<ConnectorsWorld, List<Web.Routes>> more) {
        Function<StoreId, ZoneId> zones = store -> ZoneId.of("Europe/Berlin");
        promises = new Promises(database(), log, ids, clock);
        tracking = new Tracking(new Tracking.Ground(database(), log, ids, clock, promises, zones));
        deliveries = new Deliveries(
                new Deliveries.Faces(
                        stores.stores(), customers, orders, tracking, promises, new Outlooks(database(), log, clock)),
                log,
                ids,
                clock);
        connectors = new ConnectorsModule(
                new ConnectorsModule.Ground(database(), ids, secrets, clock, metrics.registry(), BODY_LIMIT_BYTES),
                new ConnectorsModule.Faces(
                        stores.connections(),
                        stores.audit(),
                        customers,
                        privacy,
                        orders,
                        shopReturns,
                        promises,
                        tracking,
                        zones));
        List<Web.Routes> routes = new java.util.ArrayList<>(more.apply(this));
        web = new Web(
                settings,
                database(),
                metrics,
                new Web.Parts(routes, List.of(connectors.door()), (context, problem) -> Optional.empty()));
        address = "http://127.0.0.1:" + web.start();
    }

    public Database database() {
        return test.database();
    }

    public StoreId openStore(String slug) {
        var details = StoreDetails.of(slug, slug, new StoreDetails.Region("de", "Europe/Berlin", "EUR"));
        return stores.stores().open(details, TESTER).orThrow().id();
    }

    Connection connect(StoreId store, Source source) {
        String shop = source == Source.SHOPIFY ? "shop-" + store.value() + ".myshopify.com" : null;
        return stores.connections()
                .connect(store, new Connections.Wanted(source, shop, SECRET, Map.of()), TESTER)
                .orThrow();
    }

    /** Signs and sends, as the sender does. */
    @CanIgnoreReturnValue
    HttpResponse<String> deliver(Connection connection, String topic, byte[] body) {
        return deliver(connection, topic, body, UUID.nameUUIDFromBytes(body).toString());
    }

    @CanIgnoreReturnValue
    HttpResponse<String> deliver(Connection connection, String topic, byte[] body, String deliveryId) {
        return deliver(connection, topic, body, deliveryId, Map.of());
    }

    /** With more headers than every sender sends. */
    @CanIgnoreReturnValue
    HttpResponse<String> deliver(
            Connection connection, String topic, byte[] body, String deliveryId, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Signing.headers(connection.source(), body, SECRET));
        String topicHeader = SenderHeaders.topic(connection.source());
        if (topicHeader != null && !topic.isEmpty()) headers.put(topicHeader, topic);
        if (connection.shopDomain() != null) headers.put("X-Shopify-Shop-Domain", connection.shopDomain());
        String idHeader = SenderHeaders.delivery(connection.source());
        if (idHeader != null) headers.put(idHeader, topic + deliveryId);
        headers.putAll(more);
        return send("POST", path(connection), body, headers);
    }

    static String path(Connection connection) {
        return "/hooks/" + connection.source().word() + "/" + connection.pathToken();
    }

    public HttpResponse<String> send(String method, String path, byte @Nullable [] body, Map<String, String> headers) {
        var publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        return publish(method, path, publisher, headers);
    }

    HttpResponse<String> publish(
            String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
        headers.forEach(request::header);
        request.method(method, body);
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Works the inbox until nothing is due. */
    void work() {
        while (connectors.workDue() > 0) {
            // there was something; there may be more
        }
    }

    List<InboxEntry> inbox(StoreId store) {
        return connectors.inbox().search(store, InboxSearch.latest(InboxSearch.LIMIT_ROWS));
    }

    double counted(String source, String answer) {
        return metrics.registry()
                .counter("postlude_webhooks", "source", source, "answer", answer)
                .count();
    }

    @Override
    public void close() {
        web.close();
        connectors.close();
        metrics.close();
        test.close();
    }
}
