package io.postlude.app;

import io.postlude.api.ApiModule;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.ChannelsModule;
import io.postlude.connectors.ConnectorsModule;
import io.postlude.connectors.OutsideHttp;
import io.postlude.connectors.RefundsModule;
import io.postlude.connectors.WebhooksOut;
import io.postlude.console.ConsoleModule;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.deliveries.Deliveries;
import io.postlude.flows.Flows;
import io.postlude.insights.Forecasts;
import io.postlude.journeys.JourneysModule;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Metrics;
import io.postlude.kernel.Settings;
import io.postlude.kernel.Web;
import io.postlude.loyalty.LoyaltyModule;
import io.postlude.messaging.MailSigning;
import io.postlude.messaging.Messages;
import io.postlude.messaging.MessagingModule;
import io.postlude.orders.Orders;
import io.postlude.portal.LinkPages;
import io.postlude.portal.Portal;
import io.postlude.portal.PreferencePages;
import io.postlude.portal.PushPages;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.SegmentsModule;
import io.postlude.stores.StoresModule;
import io.postlude.texts.Texts;
import io.postlude.tracking.Tracking;
import io.postlude.twin.DemoStore;
import io.postlude.twin.DevPages;
import io.postlude.twin.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The wiring: every part made once, from the lowest module to the highest. Read it as the second picture of the system. */
final class Product implements AutoCloseable {
    final StoresModule stores;
    final Customers customers;
    final Orders orders;
    final Promises promises;
    final Outlooks outlooks;
    final RiskQueue risks;
    final Tracking tracking;
    final Forecasts forecasts;
    final Deliveries deliveries;
    final Messages messages;
    final RefundsModule refunds;
    final ReturnsModule returns;
    final SegmentsModule segments;
    final ClaimsModule claims;
    final LoyaltyModule loyalty;
    final Texts texts;
    final Flows flows;
    final JourneysModule journeys;
    final Privacy privacy;
    final ConnectorsModule connectors;
    final ChannelsModule channels;
    final WebhooksOut webhooks;
    final ApiModule api;
    final Portal portal;
    final LogReaders readers;
    /** Only in a demo. */
    final Optional<Twin> twin;

    private final ConsoleModule console;
    private final Metrics metrics = new Metrics();
    private final MailSigning signing;
    private final MessagingModule messaging;
    private final Jobs jobs;
    private final Beat beat;
    private final Web web;

    /** A demo keeps mails to itself and has pages to move time. */
    enum Mode {
        SERVE,
        DEMO
    }

    Product(Ground ground) {
        this(ground, Mode.SERVE);
    }

    Product(Ground ground, Mode mode) {
        Facts facts = new Facts(ground);
        stores = facts.stores;
        customers = facts.customers;
        orders = facts.orders;
        promises = facts.promises;
        outlooks = facts.outlooks;
        risks = facts.risks;
        tracking = facts.tracking;
        deliveries = facts.deliveries;
        forecasts = facts.forecasts;
        messages = new Messages(ground.ids, ground.clock);
        signing = new MailSigning(
                new MailSigning.Ground(ground.database, ground.ids, ground.secrets, ground.clock, stores.audit()));
        messaging = messaging(ground, mode);
        Decisions decisions = new Decisions(ground, facts, messages);
        refunds = decisions.refunds;
        returns = decisions.returns;
        segments = decisions.segments;
        claims = decisions.claims;
        loyalty = decisions.loyalty;
        texts = decisions.texts;
        flows = decisions.flows;
        webhooks = decisions.webhooks;
        journeys = decisions.journeys;
        privacy = decisions.privacy(ground, facts);
        int bodyLimitBytes = ground.settings.integer(Settings.Key.POSTLUDE_MAX_BODY_BYTES);
        connectors = connectors(ground, bodyLimitBytes);
        channels = channels(ground, mode);
        api = api(ground, bodyLimitBytes);
        portal = portal(ground);

        readers = new LogReaders(ground.database, ground.log, ground.nodes, logReaders());
        jobs = new Jobs(ground.database);
        console = console(ground, mode);
        schedule();
        beat = new Beat(ground.nodes);
        List<Web.Routes> routes = routes(ground);
        twin = mode == Mode.DEMO ? Optional.of(twin(ground)) : Optional.empty();
        twin.ifPresent(world -> routes.add(new DevPages(ground.database, messages, ground.clock, world)));
        web = new Web(
                ground.settings,
                ground.database,
                metrics,
                new Web.Parts(
                        routes,
                        List.of(connectors.door(), portal.front()),
                        (http, problem) -> portal.errorPage(http, problem).or(() -> console.errorPage(http, problem))));
    }

    private Portal portal(Ground ground) {
        return new Portal(
                new Portal.Ground(
                        ground.settings, ground.database, ground.secrets, ground.clock, url(ground.settings), messages),
                new Portal.Faces(
                        stores.stores(),
                        orders,
                        deliveries,
                        new Portal.Back(returns, claims.claims(), ground.ids),
                        journeys.blocks()));
    }

    private List<LogReader> logReaders() {
        LogReader forecast = forecasts.reader();
        LogReader promised = deliveries.promiseMaker();
        List<LogReader> all =
                new ArrayList<>(List.of(forecast, promised, returns.reader(), webhooks.reader(), segments.reader()));
        all.addAll(claims.readers());
        all.add(loyalty.reader());
        // A message tells the day as it is foreseen after the news it is about, like the page.
        journeys.readers().forEach(reader -> all.add(reader.after(forecast.name(), promised.name())));
        return all;
    }

    private ApiModule api(Ground ground, int bodyLimitBytes) {
        return new ApiModule(
                new ApiModule.Ground(
                        ground.database, stores.apiKeys(), ground.clock, bodyLimitBytes, url(ground.settings)),
                new ApiModule.Faces(
                        orders,
                        customers,
                        tracking,
                        deliveries.contacts(),
                        connectors.intake(),
                        journeys.journeys(),
                        forecasts,
                        promises,
                        returns,
                        webhooks.endpoints(),
                        segments.segments(),
                        claims,
                        loyalty.pools(),
                        stores.audit()));
    }

    private ConnectorsModule connectors(Ground ground, int bodyLimitBytes) {
        return new ConnectorsModule(
                new ConnectorsModule.Ground(
                        ground.database, ground.ids, ground.secrets, ground.clock, metrics.registry(), bodyLimitBytes),
                new ConnectorsModule.Faces(
                        stores.connections(),
                        stores.audit(),
                        customers,
                        privacy,
                        orders,
                        returns.shopReturns(),
                        promises,
                        tracking,
                        stores.stores()::zone));
    }

    private MessagingModule messaging(Ground ground, Mode mode) {
        return MessagingModule.wire(
                new MessagingModule.Parts(
                        ground.database, ground.log, ground.clock, metrics.registry(), ground.settings),
                mode == Mode.DEMO ? MessagingModule.WithoutServer.KEEP_IN_OUTBOX : MessagingModule.WithoutServer.WAIT,
                signing);
    }

    private ChannelsModule channels(Ground ground, Mode mode) {
        ChannelsModule made = new ChannelsModule(
                new ChannelsModule.Ground(
                        ground.database,
                        ground.log,
                        ground.ids,
                        ground.secrets,
                        ground.clock,
                        url(ground.settings),
                        OutsideHttp.reach(ground.settings)),
                new ChannelsModule.Faces(stores, customers, messages));
        messaging.addChannels(
                new MessagingModule.Parts(
                        ground.database, ground.log, ground.clock, metrics.registry(), ground.settings),
                new MessagingModule.Ways(made.providers(), made.suppressions(), customers),
                mode == Mode.DEMO ? MessagingModule.WithoutServer.KEEP_IN_OUTBOX : MessagingModule.WithoutServer.WAIT);
        return made;
    }

    private ConsoleModule console(Ground ground, Mode mode) {
        return new ConsoleModule(new ConsoleModule.Needs(
                ground.settings,
                ground.database,
                ground.log,
                ground.clock,
                url(ground.settings),
                stores,
                new ConsoleModule.Faces(
                        customers,
                        privacy,
                        orders,
                        promises,
                        outlooks,
                        risks,
                        tracking,
                        deliveries,
                        forecasts,
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
                        portal::path,
                        portal::preview),
                readers,
                jobs,
                demo(mode)));
    }

    /** What recurring work does by the machine's clock, a demo does after each step of its own. */
    private Twin twin(Ground ground) {
        return new Twin(new Twin.Parts(
                ground.database,
                ground.secrets,
                ground.clock,
                stores,
                deliveries,
                messages,
                journeys.journeys(),
                segments.segments(),
                orders,
                claims.claims(),
                returns,
                loyalty.pools(),
                () -> stores.stores().allAcrossStores().forEach(store -> forecasts.learn(store.id())),
                new Settling(stores.stores(), connectors.inbox(), readers)::await,
                List.of(
                        promises::breakOverdueAcrossStores,
                        tracking::lookForStallsAcrossStores,
                        forecasts::lookAgainAcrossStores,
                        outlooks::foreseeStandingAcrossStores,
                        outlooks::calmSettledAcrossStores,
                        segments::passAcrossStores,
                        journeys::releaseAcrossStores)));
    }

    private void schedule() {
        stores.schedule(jobs);
        promises.schedule(jobs);
        outlooks.schedule(jobs);
        tracking.schedule(jobs);
        forecasts.schedule(jobs);
        messaging.addTo(jobs);
        connectors.schedule(jobs);
        webhooks.schedule(jobs);
        api.schedule(jobs);
        returns.schedule(jobs);
        segments.schedule(jobs);
        journeys.schedule(jobs);
    }

    private List<Web.Routes> routes(Ground ground) {
        List<Web.Routes> routes = new ArrayList<>(List.of(stores.logos(), api.routes()));
        routes.add(new PreferencePages(new PreferencePages.Parts(
                ground.database,
                ground.secrets,
                ground.clock,
                stores.stores(),
                customers,
                orders,
                messages,
                journeys.journeys())));
        routes.add(new PushPages(new PushPages.Parts(
                ground.database, ground.secrets, ground.clock, orders, customers, channels.pushDoor())));
        routes.add(new LinkPages(journeys.journeys().measuring()));
        routes.addAll(portal.routes());
        routes.addAll(channels.routes());
        routes.add(refunds.routes(stores.stores(), ground.clock, returns::lookAt));
        routes.add(console);
        return routes;
    }

    private static Optional<ConsoleModule.Demo> demo(Mode mode) {
        return mode == Mode.DEMO
                ? Optional.of(new ConsoleModule.Demo(DemoStore.EMAIL, DemoStore.PASSWORD))
                : Optional.empty();
    }

    static String url(Settings settings) {
        return settings.optional(Settings.Key.POSTLUDE_URL)
                .orElse("http://localhost:" + settings.text(Settings.Key.POSTLUDE_PORT));
    }

    /** All it answers: for a test that walks them. */
    List<Web.Address> addresses() {
        return web.addresses();
    }

    /** Starts everything and returns the port it listens on. */
    int start() {
        beat.start();
        readers.start();
        channels.start();
        webhooks.start();
        messaging.start();
        connectors.start();
        portal.start();
        int port = web.start();
        jobs.start(); // the first page need not wait for them
        return port;
    }

    @Override
    public void close() {
        twin.ifPresent(Twin::close);
        portal.close();
        web.close();
        connectors.close();
        messaging.close();
        channels.close();
        webhooks.close();
        refunds.close();
        jobs.close();
        readers.close();
        beat.close();
        metrics.close();
    }
}
