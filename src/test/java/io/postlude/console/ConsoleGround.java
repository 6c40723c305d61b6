package io.postlude.console;

import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.ChannelsModule;
import io.postlude.connectors.ConnectorsModule;
import io.postlude.connectors.OutsideHttp;
import io.postlude.connectors.RefundsModule;
import io.postlude.connectors.WebhooksOut;
import io.postlude.customers.CustomerEvent;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.TrackingLinks;
import io.postlude.flows.Flows;
import io.postlude.insights.Forecasts;
import io.postlude.journeys.JourneysModule;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.EventTypes;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.MovableClock;
import io.postlude.kernel.Nodes;
import io.postlude.kernel.Secrets;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.TestDatabase;
import io.postlude.kernel.Web;
import io.postlude.loyalty.LoyaltyModule;
import io.postlude.messaging.MailSigning;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.PromiseEvent;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.returns.ReturnNews;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.SegmentsModule;
import io.postlude.stores.Actor;
import io.postlude.stores.Role;
import io.postlude.stores.Staff;
import io.postlude.stores.StoreDetails;
import io.postlude.stores.StoreEvent;
import io.postlude.stores.StoresModule;
import io.postlude.texts.Texts;
import io.postlude.tracking.Tracking;
import io.postlude.tracking.TrackingEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The console on a server and a database of its own. */
final class ConsoleGround implements AutoCloseable {
    static final String PASSWORD = "nine warm woollen throws";
    static final Instant NOW = Instant.parse("2026-11-19T08:42:00Z");
    private static final Actor TEST = new Actor.Program("test");

    final TestDatabase test = TestDatabase.fresh();
    final MovableClock clock = MovableClock.standingAt(NOW);
    final EventLog log;
    final StoresModule stores;
    final Orders orders;
    final Customers customers;
    final Promises promises;
    final Outlooks outlooks;
    final RiskQueue risks;
    final Tracking tracking;
    final Deliveries deliveries;
    final ConnectorsModule connectors;
    final Messages messages;
    final ChannelsModule channels;
    final WebhooksOut webhooks;
    private final MailSigning signing;
    final JourneysModule journeys;
    final Texts texts;
    final ReturnsModule returns;
    private final RefundsModule refunds;
    final ClaimsModule claims;
    final SegmentsModule segments;
    final LoyaltyModule loyalty;
    final String url;
    private final Metrics metrics = new Metrics();
    private final Web web;

    ConsoleGround() {
        Database database = test.database();
        Ids ids = new Ids(77);
        Secrets secrets = new Secrets(database);
        log = log(database, ids);
        stores = StoresModule.wire(new StoresModule.Needs(database, log, ids, secrets, clock, clock));
        customers = new Customers(ids, log, secrets, clock);
        orders = new Orders(customers, log, ids, clock);
        promises = new Promises(database, log, ids, clock);
        outlooks = new Outlooks(database, log, clock);
        risks = new RiskQueue(clock);
        tracking = new Tracking(new Tracking.Ground(
                database,
                log,
                ids,
                clock,
                promises,
                store -> stores.stores().get(store).zone()));
        deliveries = new Deliveries(
                new Deliveries.Faces(stores.stores(), customers, orders, tracking, promises, outlooks),
                log,
                ids,
                clock);
        messages = new Messages(ids, clock);
        texts = new Texts(clock);
        segments = new SegmentsModule(
                new SegmentsModule.Ground(database, log, ids, clock),
                new SegmentsModule.Faces(stores.stores(), customers, orders));
        loyalty = new LoyaltyModule(
                new LoyaltyModule.Ground(log, ids, clock), new LoyaltyModule.Faces(stores.stores(), customers, orders));
        journeys = new JourneysModule(
                new JourneysModule.Ground(
                        database,
                        log,
                        ids,
                        secrets,
                        clock,
                        "https://post.example",
                        Optional.of(Mailbox.of("post@maren.example"))),
                new JourneysModule.Faces(
                        stores.stores(),
                        customers,
                        orders,
                        outlooks,
                        tracking,
                        deliveries,
                        messages,
                        texts,
                        new Flows(
                                ids,
                                clock,
                                new Flows.Named(
                                        Flows.MessageTexts.of(texts::forms, texts::ofOrders, texts::ofRewards),
                                        (tx, store) -> List.of(),
                                        segments.segments()::titles)),
                        segments.segments(),
                        new ReturnNews(promises, new io.postlude.returns.ShopReturns(log, ids, customers, orders)),
                        loyalty.rewards()),
                JourneysModule.Additions.NONE);
        Privacy privacy = new Privacy(new Privacy.Ground(log, secrets, clock), customers, List.of());
        connectors = new ConnectorsModule(
                new ConnectorsModule.Ground(database, ids, secrets, clock, metrics.registry(), 1_000_000),
                new ConnectorsModule.Faces(
                        stores.connections(),
                        stores.audit(),
                        customers,
                        privacy,
                        orders,
                        new io.postlude.returns.ShopReturns(log, ids, customers, orders),
                        promises,
                        tracking,
                        store -> stores.stores().get(store).zone()));
        channels = new ChannelsModule(
                new ChannelsModule.Ground(
                        database, log, ids, secrets, clock, "https://post.example", OutsideHttp.Reach.THIS_NETWORK_TOO),
                new ChannelsModule.Faces(stores, customers, messages));
        signing = new MailSigning(new MailSigning.Ground(database, ids, secrets, clock, stores.audit()));
        refunds = new RefundsModule(
                new RefundsModule.Ground(database, secrets, clock, stores.audit(), OutsideHttp.Reach.THIS_NETWORK_TOO));
        returns = new ReturnsModule(
                new ReturnsModule.Ground(database, log, ids, clock),
                new ReturnsModule.Faces(stores.stores(), customers, orders, tracking, promises),
                ReturnsModule.Gateways.none());
        claims = new ClaimsModule(
                new ClaimsModule.Ground(log, ids, clock),
                new ClaimsModule.Faces(stores.stores(), orders, tracking, promises, returns.returns()),
                new ClaimsModule.Post(
                        messages,
                        new TrackingLinks(secrets),
                        "https://post.example",
                        Mailbox.parse(null, "post@maren.example")));
        webhooks = new WebhooksOut(new WebhooksOut.Ground(
                database,
                ids,
                secrets,
                clock,
                stores.audit(),
                "https://post.example",
                OutsideHttp.Reach.THIS_NETWORK_TOO));
        LogReaders readers = new LogReaders(database, log, Nodes.join(database), List.of());
        Settings settings = Settings.load(
                Map.of("POSTLUDE_PORT", "0", "MAIL_FROM", "post@maren.example"), Path.of("target/nowhere"));
        ConsoleModule console = new ConsoleModule(new ConsoleModule.Needs(
                settings,
                database,
                log,
                clock,
                "https://post.example",
                stores,
                faces(privacy),
                readers,
                new Jobs(database),
                Optional.of(new ConsoleModule.Demo("ada@example.org", PASSWORD))));
        web = new Web(
                settings,
                database,
                metrics,
                new Web.Parts(List.of(console), List.of(connectors.door()), console::errorPage));
        url = "http://localhost:" + web.start();
    }

    private static EventLog log(Database database, Ids ids) {
        return new EventLog(
                ids,
                EventTypes.register(
                        database,
                        List.of(
                                StoreEvent.class,
                                CustomerEvent.class,
                                OrderEvent.class,
                                PromiseEvent.class,
                                TrackingEvent.class,
                                io.postlude.deliveries.DeliveryEvent.class,
                                io.postlude.returns.ReturnEvent.class,
                                io.postlude.segments.SegmentEvent.class,
                                io.postlude.loyalty.RewardEvent.class,
                                io.postlude.claims.ClaimEvent.class)));
    }

    private ConsoleModule.Faces faces(Privacy privacy) {
        return new ConsoleModule.Faces(
                customers,
                privacy,
                orders,
                promises,
                outlooks,
                risks,
                tracking,
                deliveries,
                forecasts(),
                connectors.inbox(),
                connectors.privacyRequests(),
                messages,
                channels.providers(),
                channels.suppressions(),
                webhooks.endpoints(),
                signing,
                refunds.accounts(),
                refunds.labelAccounts(),
                returns,
                claims,
                segments.segments(),
                loyalty.pools(),
                journeys.journeys(),
                journeys.byHand(),
                journeys.trials(),
                (store, order) -> "/t/" + order,
                (draft, locale) ->
                        "<!doctype html><html lang=en><title>Your parcel</title><h1>" + draft.name() + "</h1>");
    }

    private Forecasts forecasts() {
        return new Forecasts(
                new Forecasts.Ground(test.database(), clock),
                new Forecasts.Faces(stores.stores(), orders, tracking, promises, outlooks, log));
    }

    StoreId open(String slug, String name) {
        StoreDetails.Region region = new StoreDetails.Region("en-GB", "Europe/Oslo", "EUR");
        return stores.stores()
                .open(StoreDetails.of(slug, name, region), TEST)
                .orThrow()
                .id();
    }

    void hire(StoreId store, Role role, String email) {
        var _ = stores.staff().addDirectly(store, role, new Staff.NewPerson(email, "Ada Lind", "en", PASSWORD));
    }

    @Override
    public void close() {
        web.close();
        connectors.close();
        metrics.close();
        test.close();
    }
}
