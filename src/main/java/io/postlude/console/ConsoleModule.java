package io.postlude.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.Endpoints;
import io.postlude.connectors.Inbox;
import io.postlude.connectors.PrivacyRequests;
import io.postlude.connectors.ProviderAccounts;
import io.postlude.console.Parts.Link;
import io.postlude.customers.Customers;
import io.postlude.customers.Privacy;
import io.postlude.deliveries.Deliveries;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.Forecasts;
import io.postlude.journeys.Journeys;
import io.postlude.journeys.LettersByHand;
import io.postlude.journeys.TextTrials;
import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReaders;
import io.postlude.kernel.Problem;
import io.postlude.kernel.Settings;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Web;
import io.postlude.loyalty.Pools;
import io.postlude.messaging.MailSigning;
import io.postlude.messaging.Mailbox;
import io.postlude.messaging.Messages;
import io.postlude.messaging.Providers;
import io.postlude.messaging.Suppressions;
import io.postlude.orders.OrderId;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.promises.RiskQueue;
import io.postlude.returns.ReturnsModule;
import io.postlude.segments.Segments;
import io.postlude.stores.StoresModule;
import io.postlude.tracking.Tracking;
import java.time.InstantSource;
import java.util.Optional;

/** Wires the staff's pages. */
public final class ConsoleModule implements Web.Routes {
    private final Needs needs;
    private final StaffDoor door;
    private final Frame frame;

    public ConsoleModule(Needs needs) {
        this.needs = needs;
        this.door = new StaffDoor(
                needs.settings(), needs.stores().signIn(), needs.stores().stores(), needs.clock());
        this.frame = new Frame(new Counts(needs.database(), needs.faces()));
    }

    /**
     * What the pages stand on.
     *
     * @param clock the world's time, which a demo moves
     * @param url under which staff and shops reach this server, without a slash at its end
     * @param demo shown on the sign-in page; empty but for a demo
     */
    public record Needs(
            Settings settings,
            Database database,
            EventLog log,
            InstantSource clock,
            String url,
            StoresModule stores,
            Faces faces,
            LogReaders readers,
            Jobs jobs,
            Optional<Demo> demo) {}

    /** What the pages show and act through. */
    public record Faces(
            Customers customers,
            Privacy privacy,
            Orders orders,
            Promises promises,
            Outlooks outlooks,
            RiskQueue risks,
            Tracking tracking,
            Deliveries deliveries,
            Forecasts forecasts,
            Inbox inbox,
            PrivacyRequests requests,
            Messages messages,
            Providers providers,
            Suppressions suppressions,
            Endpoints endpoints,
            MailSigning signing,
            ProviderAccounts refunds,
            ProviderAccounts labels,
            ReturnsModule returns,
            ClaimsModule claims,
            Segments segments,
            Pools rewards,
            Journeys journeys,
            LettersByHand lettersByHand,
            TextTrials trials,
            TrackingPath trackingPath,
            BrandPreview preview) {}

    /** Where a customer sees an order; the portal knows. */
    @FunctionalInterface
    public interface TrackingPath {
        String of(StoreId store, OrderId order);
    }

    /** How to get into a demo store. */
    public record Demo(String email, String password) {}

    /** The page on which the first owner is made, for the token of {@code Staff.setupToken}. */
    public static String setUpPath(String token) {
        return "/console/setup/" + token;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        StoresModule stores = needs.stores();
        Counter counter = new Counter(routes, door);
        HomeDesk home = new HomeDesk(frame, door);
        home.addTo(routes);
        home.addTo(counter);
        new DoorDesk(door, stores.signIn(), needs.clock(), needs.demo()).addTo(routes);
        new OpeningDesk(door, stores.staff(), stores.stores()).addTo(routes);
        new ForgottenDesk(door, stores.ownSignIn(), new PasswordMails(needs, sender())).addTo(routes);
        new AccountDesk(frame, stores.ownSignIn(), stores.signIn()).addTo(counter);
        new StaffDesk(frame, stores.staff(), needs.url()).addTo(counter);
        new KeysDesk(frame, stores.apiKeys()).addTo(counter);
        new ConnectionsDesk(frame, stores.connections(), needs.url()).addTo(counter);
        new BrandDesk(frame, stores.stores(), needs.faces().preview()).addTo(counter);
        new SettingsDesk(frame, needs.database(), stores.stores(), needs.faces().orders()).addTo(counter);
        new AuditDesk(frame, stores.audit()).addTo(counter);
        new SystemDesk(frame, needs.readers(), needs.jobs()).addTo(counter);
        new WishesDesk(frame, needs.database(), needs.faces().deliveries(), stores.audit()).addTo(counter);
        addDaily(counter);
    }

    private Optional<Mailbox> sender() {
        return needs.settings().optional(Settings.Key.MAIL_FROM).flatMap(from -> Mailbox.parse(null, from));
    }

    private void addDaily(Counter counter) {
        Database database = needs.database();
        Faces faces = needs.faces();
        AtRiskDesk risks = addRisks(counter);
        addForecast(counter);
        TroubleDesk trouble = new TroubleDesk(frame, database, faces.tracking(), faces.orders());
        trouble.addTo(counter);
        new TodayDesk(
                        frame,
                        new TodayDesk.Sources(
                                database, faces.orders(), faces.tracking(), faces.promises(), faces.inbox()),
                        new TodayDesk.Neighbours(
                                trouble,
                                new TodayRisks(
                                        risks,
                                        new ForecastDetails(needs.clock()),
                                        needs.stores().staff()),
                                new Wismo(faces.deliveries().contacts(), faces.tracking()),
                                faces.deliveries().enquiries(),
                                faces.returns().rising(),
                                faces.rewards()))
                .addTo(counter);
        new OrdersDesk(frame, database, faces.orders(), faces.tracking()).addTo(counter);
        new OrderDesk(frame, OrderDesk.Sources.of(needs)).addTo(counter);
        new SlipDesk(SlipDesk.Sources.of(needs)).addTo(counter);
        addPeople(counter);
        addOffice(counter);
    }

    private void addPeople(Counter counter) {
        Database database = needs.database();
        Faces faces = needs.faces();
        new CustomersDesk(
                        frame, new CustomersDesk.Sources(database, faces.customers(), faces.orders(), faces.segments()))
                .addTo(counter);
        new CustomerDesk(
                        frame,
                        new CustomerDesk.Sources(
                                database,
                                needs.log(),
                                faces.customers(),
                                faces.orders(),
                                faces.tracking(),
                                faces.journeys(),
                                faces.segments(),
                                faces.rewards(),
                                faces.returns().credits(),
                                needs.stores().audit()))
                .addTo(counter);
        addSegments(counter);
        addRewards(counter);
    }

    private void addRewards(Counter counter) {
        Faces faces = needs.faces();
        var audit = needs.stores().audit();
        var sources =
                new RewardsDesk.Sources(needs.database(), faces.rewards(), faces.customers(), faces.orders(), audit);
        new RewardsDesk(frame, sources).addTo(counter);
        new RewardDesk(frame, sources).addTo(counter);
    }

    private void addSegments(Counter counter) {
        Faces faces = needs.faces();
        SegmentDesk.Sources sources = new SegmentDesk.Sources(needs.database(), faces.segments(), faces.customers());
        new SegmentsDesk(frame, needs.database(), faces.segments()).addTo(counter);
        new SegmentEditDesk(frame, sources).addTo(counter); // before the one, whose address is open
        new SegmentDesk(frame, sources).addTo(counter);
    }

    private void addOffice(Counter counter) {
        Database database = needs.database();
        Faces faces = needs.faces();
        new PrivacyDesk(database, faces.privacy(), needs.stores().audit()).addTo(counter);
        new InboxDesk(frame, faces.inbox()).addTo(counter);
        new MessagesDesk(frame, database, faces.messages(), needs.stores().audit()).addTo(counter);
        new ChannelsDesk(frame, faces.providers()).addTo(counter);
        new WebhooksDesk(frame, faces.endpoints()).addTo(counter);
        new ProvidersDesk(frame, faces.refunds(), ProvidersDesk.REFUNDS).addTo(counter);
        new ProvidersDesk(frame, faces.labels(), ProvidersDesk.LABELS).addTo(counter);
        new SigningDesk(frame, faces.signing()).addTo(counter);
        new SuppressionsDesk(
                        frame, database, faces.suppressions(), needs.stores().audit())
                .addTo(counter);
        new RequestsDesk(
                        frame,
                        new RequestsDesk.Sources(
                                database,
                                faces.requests(),
                                faces.customers(),
                                faces.privacy(),
                                needs.stores().connections(),
                                needs.stores().audit()))
                .addTo(counter);
        new MappingDesk(frame, database, faces.tracking(), needs.stores().audit()).addTo(counter);
        addTouchpoints(counter);
        addReturns(counter);
        addClaims(counter);
        new FindDesk(database, faces).addTo(counter);
    }

    private void addClaims(Counter counter) {
        Faces faces = needs.faces();
        var sources = new ClaimsDesk.Sources(needs.database(), faces.orders(), faces.claims(), faces.returns());
        new ClaimTermsDesk(frame, sources, needs.stores().audit()).addTo(counter);
        new CarrierClaimsDesk(frame, sources, needs.stores().audit()).addTo(counter);
        new ClaimsDesk(frame, sources).addTo(counter);
        new ClaimDesk(frame, sources).addTo(counter);
        new ClaimDeedsDesk(sources, needs.stores().audit()).addTo(counter);
    }

    private void addReturns(Counter counter) {
        Faces faces = needs.faces();
        var audit = needs.stores().audit();
        ReturnsDesk.Sources sources = new ReturnsDesk.Sources(needs.database(), faces.orders(), faces.returns());
        new ReturnsDesk(frame, sources).addTo(counter);
        new ReturnMoneyDesk(frame, sources, audit).addTo(counter);
        new StockDesk(frame, sources).addTo(counter);
        new PickupsDesk(frame, sources).addTo(counter);
        new ShopReturnsDesk(frame, sources).addTo(counter);
        new ReturnInsightsDesk(frame, sources).addTo(counter);
        new ReturnReasonsDesk(frame, sources).addTo(counter);
        new ReturnCostsDesk(
                        frame,
                        sources,
                        new ReturnCostsDesk.Faces(
                                faces.claims().carriers(), needs.stores().stores(), audit))
                .addTo(counter);
        new SizesDesk(frame, sources, audit).addTo(counter);
        new FairnessDesk(frame, sources, faces.customers()).addTo(counter);
        new ReturnTroubleDesk(frame, sources).addTo(counter);
        new ReturnDesk(frame, sources, faces.promises()).addTo(counter);
        new ReturnDeedsDesk(sources, audit).addTo(counter);
        new ReceiveDesk(frame, sources, faces.promises()).addTo(counter);
        new PolicyDesk(frame, sources, audit, faces.claims()).addTo(counter);
        new PolicyConditionDesk(frame, sources, audit).addTo(counter);
    }

    private AtRiskDesk addRisks(Counter counter) {
        Faces faces = needs.faces();
        StoresModule stores = needs.stores();
        AtRiskDesk.Sources sources = new AtRiskDesk.Sources(
                needs.database(),
                faces.orders(),
                faces.promises(),
                faces.deliveries(),
                faces.outlooks(),
                faces.risks(),
                stores.staff());
        AtRiskDesk queue = new AtRiskDesk(frame, sources);
        queue.addTo(counter);
        new AtRiskRuleDesk(frame, needs.database(), faces.outlooks(), stores.audit()).addTo(counter);
        CarrierLetters carriers = new CarrierLetters(needs, sender());
        AtRiskOneDesk one = new AtRiskOneDesk(frame, sources, faces.tracking(), carriers);
        one.addTo(counter);
        new AtRiskDeedsDesk(one, sources, new AtRiskDeedsDesk.Faces(faces.tracking(), carriers, stores.audit()))
                .addTo(counter);
        new AtRiskLetterDesk(
                        frame,
                        sources,
                        new AtRiskLetterDesk.Faces(faces.tracking(), faces.lettersByHand(), stores.audit()))
                .addTo(counter);
        ForecastDetails details = new ForecastDetails(needs.clock());
        new PromisesDesk(frame, new PromisesDesk.Sources(needs.database(), faces.promises(), details)).addTo(counter);
        new ContactsDesk(
                        frame,
                        new ContactsDesk.Sources(
                                needs.database(), faces.deliveries().contacts(), faces.tracking(), faces.orders()))
                .addTo(counter);
        new ServiceDesk(frame, needs.database(), faces.deliveries(), stores.audit()).addTo(counter);
        new PreviewDesk(
                        frame,
                        new PreviewDesk.Sources(needs.database(), faces.orders(), faces.lettersByHand(), needs.url()))
                .addTo(counter);
        new EnquiriesDesk(frame, needs.database(), faces.deliveries().enquiries(), stores.audit()).addTo(counter);
        return queue;
    }

    private void addForecast(Counter counter) {
        Faces faces = needs.faces();
        new ForecastDesk(
                        frame,
                        new ForecastDesk.Sources(
                                needs.database(),
                                faces.forecasts(),
                                new ForecastDetails(needs.clock()),
                                faces.promises()))
                .addTo(counter);
    }

    private void addTouchpoints(Counter counter) {
        Faces faces = needs.faces();
        new TouchpointsDesk(frame, needs.database(), faces.journeys(), faces.orders()).addTo(counter);
        new TouchpointDesk(
                        frame,
                        new TouchpointDesk.Sources(
                                needs.database(), faces.journeys(), faces.orders(), faces.messages()))
                .addTo(counter);
        new JourneyMapDesk(frame, needs.database(), faces.journeys(), JourneyStages.of(faces)).addTo(counter);
        addJourneys(counter);
        new TouchpointSwitchesDesk(
                        frame,
                        needs.database(),
                        faces.journeys(),
                        needs.stores().audit())
                .addTo(counter);
    }

    private void addJourneys(Counter counter) {
        Faces faces = needs.faces();
        Journeys journeys = faces.journeys();
        new JourneyDesk(
                        frame,
                        needs.database(),
                        new JourneyDesk.Sources(journeys, needs.stores().audit()))
                .addTo(counter);
        new JourneyEditDesk(needs.database(), journeys.flows()).addTo(counter);
        new SendsDesk(frame, needs.database(), journeys).addTo(counter);
        new SendDesk(frame, needs.database(), journeys, needs.stores().audit()).addTo(counter);
        new TextsDesk(frame, needs.database(), journeys.texts(), journeys.flows()).addTo(counter);
        new TextDesk(
                        frame,
                        new TextDesk.Sources(
                                needs.database(),
                                journeys,
                                faces.trials(),
                                faces.orders(),
                                faces.endpoints().links(),
                                needs.url()))
                .addTo(counter);
    }

    /** The page for a problem under {@code /console}; other addresses are not ours. */
    public Optional<String> errorPage(Context http, Problem problem) {
        if (!http.path().startsWith("/console")) return Optional.empty();
        Visit visit = problem.status() < 500 ? door.admit(http) : null;
        Shell shell = visit == null ? null : frame.page(visit, problem.title(), "");
        Link way = visit == null ? new Link("Sign in", "/console/sign-in") : new Link("Go to Today", "/console/today");
        return Optional.of(Pages.draw(
                "refusal", new RefusalPage(shell, problem.status(), problem.title(), problem.detail(), way)));
    }
}
