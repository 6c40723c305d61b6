package io.postlude.api;

import io.postlude.claims.ClaimsModule;
import io.postlude.connectors.Endpoints;
import io.postlude.connectors.OrderIntake;
import io.postlude.customers.Customers;
import io.postlude.deliveries.Contacts;
import io.postlude.insights.Forecasts;
import io.postlude.journeys.Journeys;
import io.postlude.kernel.Database;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.Web;
import io.postlude.loyalty.Pools;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import io.postlude.returns.ReturnsModule;
import io.postlude.returns.SizeFits;
import io.postlude.segments.Segments;
import io.postlude.stores.ApiKeys;
import io.postlude.stores.Audit;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Wires the JSON API and the pages that describe it. */
public final class ApiModule {
    private static final Duration TIDY_PAUSE = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;
    private final Endpoint.Ground ground;
    private final List<Endpoint> endpoints;

    /** What the kernel and the stores give; {@code url} is where customers reach this server, without a slash at its end. */
    public record Ground(Database database, ApiKeys keys, InstantSource clock, int bodyLimitBytes, String url) {}

    /** Who answers. */
    public record Faces(
            Orders orders,
            Customers customers,
            Tracking tracking,
            Contacts contacts,
            OrderIntake intake,
            Journeys journeys,
            Forecasts forecasts,
            Promises promises,
            ReturnsModule returns,
            Endpoints webhooks,
            Segments segments,
            ClaimsModule claims,
            Pools pools,
            Audit audit) {}

    public ApiModule(Ground ground, Faces faces) {
        this.database = ground.database();
        this.clock = ground.clock();
        this.ground = new Endpoint.Ground(
                ground.database(),
                ground.keys(),
                new RateLimits(ground.clock()),
                ground.clock(),
                ground.bodyLimitBytes());
        this.endpoints = Stream.of(
                        new OrderEndpoints(faces.orders(), faces.intake(), faces.journeys()).all(),
                        new SlipEndpoints(faces.orders(), faces.returns().slips(), ground.url()).all(),
                        new CustomerEndpoints(faces.customers()).all(),
                        new CreditEndpoints(faces.returns().credits(), faces.customers()).all(),
                        new EventEndpoints(faces.customers(), faces.orders()).all(),
                        new ShipmentEndpoints(faces.tracking(), faces.orders()).all(),
                        new ContactEndpoints(faces.contacts(), faces.orders()).all(),
                        new ForecastEndpoints(faces.forecasts()).all(),
                        new PromiseEndpoints(faces.promises()).all(),
                        new ReturnEndpoints(faces.returns(), faces.orders()).all(),
                        new ReturnDeedEndpoints(faces.returns(), faces.orders()).all(),
                        new ProductEndpoints(faces.orders(), clock).all(),
                        new ShopReturnEndpoints(faces.returns().shopReturns()).all(),
                        new PickupEndpoints(faces.returns().returns()).all(),
                        new StockEndpoints(faces.returns().returns().stock(), faces.orders(), clock).all(),
                        new SizeEndpoints(sizeFits(faces), faces.orders()).all(),
                        new FairnessEndpoints(faces.returns().returns(), clock).all(),
                        new ClaimEndpoints(faces.claims().claims()).all(),
                        new ClaimRequests(faces.claims().claims(), faces.orders()).all(),
                        new CarrierClaimEndpoints(faces.claims()).all(),
                        new PolicyEndpoints(
                                        faces.returns().returns().policies(),
                                        faces.claims().claims().warranty())
                                .all(),
                        new JourneyEndpoints(faces.journeys(), faces.audit()).all(),
                        new RehearsalEndpoints(faces.journeys()).all(),
                        new SendEndpoints(faces.journeys(), faces.audit()).all(),
                        new EffectEndpoints(faces.journeys()).all(),
                        new WebhookEndpoints(faces.webhooks()).all(),
                        new RewardEndpoints(faces.pools(), faces.audit()).all(),
                        new SegmentEndpoints(faces.segments()).all())
                .flatMap(List::stream)
                .toList();
    }

    private static SizeFits sizeFits(Faces faces) {
        return faces.returns().returns().learnt().sizes().fits();
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    public Web.Routes routes() {
        ReferencePages pages = new ReferencePages(new OpenApi());
        return routes -> {
            endpoints.forEach(endpoint -> endpoint.addTo(routes, ground));
            pages.addTo(routes);
        };
    }

    /** Lets answers kept for repeated calls be forgotten after seven days. */
    public void schedule(Jobs jobs) {
        jobs.every(
                TIDY_PAUSE,
                "api-tidy",
                () -> database.runAcrossStores(tx -> Idempotency.forgetOldAcrossStores(tx, clock.instant())));
    }
}
