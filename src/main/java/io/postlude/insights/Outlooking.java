package io.postlude.insights;

import io.postlude.insights.Lookout.Moment;
import io.postlude.insights.Lookout.Seen;
import io.postlude.kernel.StoreId;
import io.postlude.orders.OrderId;
import io.postlude.promises.Outlook;
import io.postlude.promises.Promise;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.RiskCause;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns forecasts into what promises want to know. */
final class Outlooking {
    private static final double CALM_BELOW = 0.15;
    private static final double SILENT_FROM_DAYS = 2;
    /** A guess from what carriers usually need alarms nobody before it is nearly sure, on the last day. */
    private static final double GUESS_COUNTS_FROM = 0.8;

    private static final Duration GUESS_COUNTS_WITHIN = Duration.ofDays(1);

    private Outlooking() {}

    static List<Outlook> of(List<Promise> open, Map<OrderId, List<Seen>> seen, StoreId store, Moment moment) {
        List<Outlook> outlooks = new ArrayList<>();
        for (Promise promise : open) {
            if (promise.kind() != PromiseKind.DELIVERY) continue;
            about(promise, seen.getOrDefault(promise.order(), List.of()))
                    .filter(one -> counts(one.forecast(), promise, moment))
                    .ifPresent(one -> outlooks.add(outlook(promise, one, store, moment)));
        }
        return outlooks;
    }

    /** A new store's first customers are not told with their confirmation that it will be late. */
    private static boolean counts(Forecast forecast, Promise promise, Moment moment) {
        Instant by = promise.window().by();
        return forecast.grounds().basis() != Basis.GUESS
                || (moment.at().plus(GUESS_COUNTS_WITHIN).isAfter(by)
                        && forecast.chanceLaterThan(by) >= GUESS_COUNTS_FROM);
    }

    /** The parcel it is about; where it is about the order, the one that is likeliest to miss it. */
    private static Optional<Seen> about(Promise promise, List<Seen> seen) {
        return seen.stream()
                .filter(one -> promise.shipment() == null
                        || Objects.equals(promise.shipment(), one.journey().shipment()))
                .max(Comparator.comparingDouble(
                        one -> one.forecast().chanceLaterThan(promise.window().by())));
    }

    private static Outlook outlook(Promise promise, Seen seen, StoreId store, Moment moment) {
        Forecast forecast = seen.forecast();
        double chance = forecast.chanceLaterThan(promise.window().by());
        ForecastSql.Told told = seen.told();
        return new Outlook(
                store,
                promise.id(),
                chance,
                new Outlook.Expected(told.earliest(), told.likely(), told.latest()),
                likelihoods(forecast),
                cause(seen, chance, moment),
                moment.at(),
                moment.replayed());
    }

    private static Outlook.Likelihoods likelihoods(Forecast forecast) {
        List<Forecast.DayChance> days = forecast.days();
        return new Outlook.Likelihoods(
                days.getFirst().day(),
                days.stream().map(Forecast.DayChance::chance).toList());
    }

    private static RiskCause cause(Seen seen, double chance, Moment moment) {
        if (chance < CALM_BELOW) return RiskCause.NONE;
        Journey journey = seen.journey();
        if (journey.leg().equals(Optional.of(Leg.TROUBLE))) return RiskCause.CARRIER_PROBLEM;
        if (!journey.handedOver())
            return Trip.day(moment.at()) > journey.trip().times().planned()
                    ? RiskCause.NOT_SHIPPED
                    : RiskCause.TIGHT_WINDOW;
        if (journey.parcel() != null && journey.parcel().times().stalled() != null) return RiskCause.SILENT;
        Grounds grounds = seen.forecast().grounds();
        if (grounds.slower()) return RiskCause.SLOW_LANE;
        return grounds.silentDays() > SILENT_FROM_DAYS ? RiskCause.SILENT : RiskCause.TIGHT_WINDOW;
    }

    /** The day of even chances, or the window's nearest: the shortest window may leave it out by a little. */
    static LocalDate within(LocalDate likely, Forecast.Window window) {
        if (likely.isBefore(window.earliest())) return window.earliest();
        return likely.isAfter(window.latest()) ? window.latest() : likely;
    }
}
