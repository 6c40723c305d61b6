package io.postlude.insights;

import io.postlude.kernel.Database;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Jobs;
import io.postlude.kernel.LogReader;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Outlooks;
import io.postlude.promises.Promises;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When will it arrive: for a cart, for an order, for a parcel on its way. Learned from the store's own deliveries; a store that
 * has none yet gets wide windows that say so ({@link Basis#GUESS}). Readers and jobs keep what promises are told up to date,
 * after every scan and after the lack of one; the questions here are answered from memory, at the moment they are asked.
 */
public final class Forecasts {
    private static final Duration LEARN_PAUSE = Duration.ofMinutes(1);
    private static final Duration LOOK_PAUSE = Duration.ofMinutes(1);
    private static final int LOOK_LIMIT = 500;

    private final Database database;
    private final InstantSource clock;
    private final Faces faces;
    private final Brains brains;
    private final Lookout lookout;
    private final Training training;
    private final ForecastReport report;

    /** What forecasts stand on. */
    public record Ground(Database database, InstantSource clock) {}

    /** Whom they ask and tell. */
    public record Faces(
            Stores stores, Orders orders, Tracking tracking, Promises promises, Outlooks outlooks, EventLog log) {}

    public Forecasts(Ground ground, Faces faces) {
        this.database = ground.database();
        this.clock = ground.clock();
        this.faces = faces;
        this.brains = new Brains(database, faces.stores());
        this.lookout = new Lookout(faces, brains);
        this.training = new Training(database, faces.stores(), brains, clock);
        this.report = new ForecastReport(clock);
    }

    /** Follows orders and parcels through the log. */
    public LogReader reader() {
        return new ForecastReader(lookout, clock);
    }

    /** Lets it learn in the background, and look again at parcels nothing is heard of. */
    public void schedule(Jobs jobs) {
        jobs.every(LEARN_PAUSE, "insights-learn", training::trainDueAcrossStores);
        jobs.every(LOOK_PAUSE, "insights-look-again", this::lookAgainAcrossStores);
    }

    /** Learns a store's model anew, now; the recurring job does so daily. */
    public void learn(StoreId store) {
        training.train(store);
    }

    /** Thinks over what is due to be: silence makes parcels later. The recurring job does the same. */
    public void lookAgainAcrossStores() {
        int looked = LOOK_LIMIT;
        while (looked == LOOK_LIMIT) looked = lookAgain();
    }

    private int lookAgain() {
        Instant now = clock.instant();
        Map<StoreId, List<OrderId>> due = database.acrossStores(tx -> ForecastSql.due(tx, now, LOOK_LIMIT));
        due.forEach((store, orders) -> database.runAcrossStores(tx -> {
            ForecastSql.LOOKING.alone(tx, store);
            List<OrderId> still = ForecastSql.stillDue(tx, store, orders, now);
            lookout.look(tx, store, still, new Lookout.Moment(now, false));
            ForecastSql.later(tx, store, still, now);
        }));
        return due.values().stream().mapToInt(List::size).sum();
    }

    /** When this parcel arrives, as it stands now; empty once it has, or where it will not. */
    public Optional<Forecast> at(Tx tx, StoreId store, ShipmentId shipment) {
        return faces.tracking().shipment(tx, store, shipment).flatMap(parcel -> at(tx, store, parcel));
    }

    private Optional<Forecast> at(Tx tx, StoreId store, ShipmentView parcel) {
        OrderId order = parcel.order();
        if (order == null) return Optional.empty();
        return faces.orders().order(tx, store, order).flatMap(view -> {
            Brain brain = brains.of(store);
            Journey journey = Journey.of(view, parcel, faces.stores().get(store), brain.days());
            return journey.expected() ? Optional.of(Forecaster.now(brain, journey, clock.instant())) : Optional.empty();
        });
    }

    /** When all of this order has arrived: its latest parcel. Empty where nothing of it is to be expected any more. */
    public Optional<Forecast> forOrder(Tx tx, StoreId store, OrderId order) {
        Optional<OrderView> found = faces.orders().order(tx, store, order);
        if (found.isEmpty()) return Optional.empty();
        Brain brain = brains.of(store);
        Store own = faces.stores().get(store);
        List<ShipmentView> parcels = faces.tracking().ofOrder(tx, store, order).stream()
                .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                .toList();
        List<Journey> journeys = parcels.isEmpty()
                ? List.of(Journey.of(found.get(), null, own, brain.days()))
                : parcels.stream()
                        .map(parcel -> Journey.of(found.get(), parcel, own, brain.days()))
                        .toList();
        return journeys.stream()
                .filter(Journey::expected)
                .map(journey -> Forecaster.now(brain, journey, clock.instant()))
                .max(Comparator.comparing(Forecast::likely));
    }

    /** When something ordered now would arrive. */
    public Forecast ask(StoreId store, Question question) {
        Brain brain = brains.of(store);
        double now = Trip.day(clock.instant());
        Place from = question.from() == null ? Journey.from(faces.stores().get(store)) : question.from();
        Trip trip = new Trip(
                Journey.word(question.origin()),
                from,
                question.to(),
                Journey.word(question.service()),
                question.carried(),
                new Trip.Load(question.pieces(), Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                new Trip.Times(now, brain.days().planned(now), Double.NaN, Double.NaN, Double.NaN),
                Trip.Legs.NONE);
        return Forecaster.atStart(brain, trip, Stage.ORDER);
    }

    /** How good forecasts were, overall and by week and lane, beside what the shop had promised. */
    public ForecastReport.Report report(Tx tx, StoreId store, ForecastReport.Scope scope) {
        return report.of(tx, store, scope);
    }

    /** What the store's forecasts come from; empty until something was learned. */
    public Optional<ModelState> model(Tx tx, StoreId store) {
        return ForecastSql.state(tx, store);
    }
}
