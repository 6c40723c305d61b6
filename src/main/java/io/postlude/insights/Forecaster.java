package io.postlude.insights;

import io.postlude.insights.Brain.Guess;
import java.time.Instant;

/** Says when a journey ends, from what a store has learned: a pure function of both and the moment. */
final class Forecaster {
    /** Of the usual time on the road, the share that even a quick parcel needs. */
    private static final double QUICKEST_SHARE = 0.4;

    private static final double JUST_NOW_DAYS = 1.0 / 24;

    private Forecaster() {}

    /** As it stands: nothing that has not happened by now is expected before now. */
    static Forecast now(Brain brain, Journey journey, Instant at) {
        double now = Trip.day(at);
        Trip trip = journey.trip();
        if (!journey.handedOver()) return beforeHandOver(brain, journey, at);
        double silent = Double.isNaN(journey.heard()) ? 0 : Math.max(0, now - journey.heard());
        Guess guess = brain.guess(Stage.HAND_OVER, trip, trip.times().handedOver());
        Grounds grounds =
                brain.grounds(Stage.HAND_OVER, trip, now, guess.basis()).silent(silent);
        if (journey.leg().isPresent()) {
            double since = journey.standsSince();
            Arrival arrival = brain.leg(journey.leg().get(), trip, now).after(now - since);
            return made(brain, Stage.LIVE, since, at).with(arrival, grounds);
        }
        double since = trip.times().handedOver();
        Stage stage = now - since < JUST_NOW_DAYS ? Stage.HAND_OVER : Stage.LIVE;
        return made(brain, stage, since, at)
                .with(brain.arrival(Stage.HAND_OVER, guess).after(now - since), grounds);
    }

    /** The longer it has not left, the later it comes: the road is still all ahead of it. */
    private static Forecast beforeHandOver(Brain brain, Journey journey, Instant at) {
        double now = Trip.day(at);
        Trip trip = journey.trip();
        double placed = trip.times().placed();
        Guess guess = brain.guess(Stage.ORDER, trip, placed);
        Arrival arrival = brain.arrival(Stage.ORDER, guess);
        Grounds grounds = brain.grounds(Stage.ORDER, trip, now, guess.basis());
        if (now - placed < JUST_NOW_DAYS)
            return made(brain, Stage.ORDER, placed, at).with(arrival, grounds);
        double road = QUICKEST_SHARE
                * brain.arrival(Stage.HAND_OVER, brain.guess(Stage.HAND_OVER, trip, now))
                        .quantile(0.5);
        return made(brain, Stage.LIVE, placed, at).with(arrival.after(now - placed + road), grounds);
    }

    /** As it was, or would have been, said at the beginning of a stage. */
    static Forecast atStart(Brain brain, Trip trip, Stage stage) {
        double start = stage.start(trip);
        Guess guess = brain.guess(stage, trip, start);
        return made(brain, stage, start, Trip.instant(start))
                .with(brain.arrival(stage, guess), brain.grounds(stage, trip, start, guess.basis()));
    }

    private static Unfinished made(Brain brain, Stage stage, double start, Instant at) {
        Stage judged = stage == Stage.ORDER ? Stage.ORDER : Stage.HAND_OVER;
        return new Unfinished(brain, new Forecast.Made(stage, start, at, brain.levels(judged), brain.version()));
    }

    private record Unfinished(Brain brain, Forecast.Made made) {
        Forecast with(Arrival arrival, Grounds grounds) {
            return new Forecast(made, arrival, brain.days().zone(), grounds);
        }
    }
}
