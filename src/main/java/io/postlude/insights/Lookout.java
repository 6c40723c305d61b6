package io.postlude.insights;

import io.postlude.insights.ForecastSql.Told;
import io.postlude.insights.InsightEvent.ForecastChanged;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.promises.Outlook;
import io.postlude.stores.Store;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ShipmentId;
import io.postlude.tracking.ShipmentView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at orders as they stand now: writes down what arrived, foresees what has not, tells promises, and says when a day has
 * changed. Looking twice does no harm.
 */
final class Lookout {
    /** A forecast made later than that after its stage began is not judged: it already knew a part of the answer. */
    private static final double JUDGED_WITHIN_DAYS = 1.5;

    private static final double WINDOW = 0.9;
    private static final Duration LOOK_SOONEST = Duration.ofHours(1);
    private static final Duration LOOK_LATEST = Duration.ofHours(12);

    private final Forecasts.Faces faces;
    private final Brains brains;

    Lookout(Forecasts.Faces faces, Brains brains) {
        this.faces = faces;
        this.brains = brains;
    }

    /** The moment of a look, and whether it repeats history: then nobody is to hear of it. */
    record Moment(Instant at, boolean replayed) {}

    private record Look(List<Journey> journeys, Moment moment) {}

    void look(Tx tx, StoreId id, Collection<OrderId> orders, Moment moment) {
        Store store = faces.stores().get(id);
        Brain brain = brains.of(id);
        List<Journey> journeys = journeys(tx, store, orders, brain.days());
        List<Journey> arrived = journeys.stream().filter(Journey::arrived).toList();
        FactSql.put(tx, id, arrived);
        judge(tx, store, brain, new Look(journeys, moment));
        OutcomeSql.settle(tx, id, arrived.stream().map(Lookout::arrival).toList());
        Map<ForecastSql.Key, Told> told = ForecastSql.told(tx, id, orders);
        List<Seen> seen = journeys.stream()
                .filter(Journey::expected)
                .map(journey -> Seen.of(journey, Forecaster.now(brain, journey, moment.at())))
                .toList();
        ForecastSql.put(
                tx,
                id,
                moment.at(),
                seen.stream().map(one -> row(one, moment.at())).toList());
        ForecastSql.drop(tx, id, over(seen, told.keySet()));
        faces.outlooks().foresee(tx, foreseen(tx, id, seen, moment));
        if (!moment.replayed()) faces.log().append(tx, changes(id, seen, told, moment));
    }

    /** A journey on its way with what is expected of it. */
    record Seen(Journey journey, Forecast forecast, Told told) {
        static Seen of(Journey journey, Forecast forecast) {
            Forecast.Window window = forecast.window(WINDOW);
            return new Seen(
                    journey,
                    forecast,
                    new Told(window.earliest(), Outlooking.within(forecast.likely(), window), window.latest()));
        }

        ForecastSql.Key key() {
            return new ForecastSql.Key(journey.order().id().value(), journey.shipment());
        }
    }

    private List<Journey> journeys(Tx tx, Store store, Collection<OrderId> orders, LocalDays days) {
        List<OrderView> views = faces.orders().orders(tx, store.id(), List.copyOf(orders));
        Map<OrderId, List<ShipmentView>> parcels = faces.tracking().ofOrders(tx, store.id(), orders);
        List<Journey> journeys = new ArrayList<>();
        for (OrderView order : views) {
            List<ShipmentView> own = parcels.getOrDefault(order.id(), List.of()).stream()
                    .filter(parcel -> parcel.direction() == Direction.OUTBOUND)
                    .toList();
            if (own.isEmpty()) journeys.add(Journey.of(order, null, store, days));
            for (ShipmentView parcel : own) journeys.add(Journey.of(order, parcel, store, days));
        }
        return journeys;
    }

    /** Keeps what is said at the beginning of a stage, to be judged when the parcel arrives. */
    private static void judge(Tx tx, Store store, Brain brain, Look look) {
        double now = Trip.day(look.moment().at());
        for (Stage stage : List.of(Stage.ORDER, Stage.HAND_OVER)) {
            List<OutcomeSql.Said> said = look.journeys().stream()
                    .filter(Journey::expected)
                    .filter(journey -> Math.abs(now - stage.start(journey.trip())) < JUDGED_WITHIN_DAYS)
                    .map(journey -> said(brain, journey, stage))
                    .toList();
            OutcomeSql.put(tx, new OutcomeSql.Batch(store.id(), stage, brain.version(), false), said);
        }
    }

    private static OutcomeSql.Said said(Brain brain, Journey journey, Stage stage) {
        double start = stage.start(journey.trip());
        Brain.Guess guess = brain.guess(stage, journey.trip(), start);
        Arrival arrival = brain.arrival(stage, guess);
        Calibration.Levels levels = brain.levels(stage);
        WholeDays told = new WholeDays(arrival, start, brain.days().zone());
        return new OutcomeSql.Said(
                journey.order().id().value(),
                stage == Stage.ORDER ? 0 : journey.shipment(),
                journey.trip(),
                start,
                guess.middle(),
                guess.spread(),
                arrival.quantile(0.5),
                told.shortest(levels.half()),
                told.shortest(levels.most()),
                told.shortest(levels.nearly()),
                journey.carrierName());
    }

    private static OutcomeSql.Arrived arrival(Journey journey) {
        return new OutcomeSql.Arrived(
                journey.order().id().value(),
                journey.shipment(),
                Trip.instant(journey.trip().times().delivered()));
    }

    private static Set<ForecastSql.Key> over(List<Seen> seen, Set<ForecastSql.Key> known) {
        Set<ForecastSql.Key> over = new HashSet<>(known);
        seen.forEach(one -> over.remove(one.key()));
        return over;
    }

    private static ForecastSql.Row row(Seen seen, Instant now) {
        Forecast forecast = seen.forecast();
        double promised = seen.journey().trip().times().promised();
        double chance = Double.isNaN(promised) ? Double.NaN : forecast.chanceLaterThan(Trip.instant(promised));
        return new ForecastSql.Row(
                seen.key(),
                forecast.stage(),
                forecast.version(),
                seen.told(),
                chance,
                now.plus(untilNextLook(seen, now)));
    }

    /** The nearer the end of its window, the sooner again: silence then says more. */
    private static Duration untilNextLook(Seen seen, Instant now) {
        double left =
                seen.forecast().arrival().quantile(WINDOW) + seen.forecast().start() - Trip.day(now);
        Duration wait = Duration.ofMinutes((long) (left * 24 * 60 / 10));
        if (wait.compareTo(LOOK_SOONEST) < 0) return LOOK_SOONEST;
        return wait.compareTo(LOOK_LATEST) > 0 ? LOOK_LATEST : wait;
    }

    private List<Outlook> foreseen(Tx tx, StoreId id, List<Seen> seen, Moment moment) {
        if (seen.isEmpty()) return List.of();
        Map<OrderId, List<Seen>> byOrder = seen.stream()
                .collect(Collectors.groupingBy(one -> one.journey().order().id()));
        return Outlooking.of(faces.promises().openOfOrders(tx, id, byOrder.keySet()), byOrder, id, moment);
    }

    private static List<ForecastChanged> changes(
            StoreId id, List<Seen> seen, Map<ForecastSql.Key, Told> before, Moment moment) {
        List<ForecastChanged> changes = new ArrayList<>();
        for (Seen one : seen) {
            Told old = before.get(one.key());
            if (old == null || old.equals(one.told())) continue;
            double promised = one.journey().trip().times().promised();
            changes.add(new ForecastChanged(
                    id,
                    one.journey().order().id(),
                    shipment(one),
                    one.told().earliest(),
                    one.told().likely(),
                    one.told().latest(),
                    Double.isNaN(promised) ? null : one.forecast().chanceLaterThan(Trip.instant(promised)),
                    moment.at()));
        }
        return changes;
    }

    private static @Nullable ShipmentId shipment(Seen seen) {
        ShipmentView parcel = seen.journey().parcel();
        return parcel == null ? null : parcel.id();
    }
}
