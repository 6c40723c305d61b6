package io.postlude.insights;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** How fast forecasts are made and learned: on the same orders, repeated with small shifts until they are a million. */
final class ForecastSpeed {
    private static final int PARCELS = 1_000_000;
    private static final int FORECASTS = 100_000;
    private static final Duration CALM = Duration.ofSeconds(10);
    private static final double SHIFT_DAYS = 0.002;
    private static final List<Stage> LEARNED = List.of(Stage.ORDER, Stage.HAND_OVER);

    private ForecastSpeed() {}

    static void measure(List<Trip> trips, LocalDays days, PrintStream out) {
        List<Trip> taught = trips.stream().filter(Trip::teaches).toList();
        List<Trip> million = new ArrayList<>(PARCELS);
        for (int round = 0; million.size() < PARCELS; round++)
            for (int i = 0; i < taught.size() && million.size() < PARCELS; i++)
                million.add(shifted(taught.get(i), round * SHIFT_DAYS));
        long began = System.nanoTime();
        Brain brain = learned(million, days);
        out.printf(Locale.ROOT, "%nlearned from %,d parcels, both stages: %.1f s%n", PARCELS, seconds(began));
        long first = System.nanoTime();
        double _ = made(brain, taught);
        double warm = seconds(first);
        long second = System.nanoTime();
        double sum = made(brain, taught);
        out.printf(
                Locale.ROOT,
                "forecasts a second, one thread: %,.0f (warming up: %,.0f; windows of %.1f days)%n",
                FORECASTS / seconds(second),
                FORECASTS / warm,
                sum / FORECASTS);
        beside(brain, million, days, out);
    }

    /** Learning must not be felt by those who ask meanwhile. */
    private static void beside(Brain brain, List<Trip> million, LocalDays days, PrintStream out) {
        Askers.Waits calm = waits(brain, million, () -> LockSupport.parkNanos(CALM.toNanos()));
        Askers.Waits beside = waits(brain, million, () -> {
            Brain _ = learned(million, days);
        });
        out.printf(
                Locale.ROOT,
                "a forecast asked 200 times a second: p50 %.2f ms, p99 %.2f ms, most %.0f ms; beside the learning p50 %.2f ms, p99 %.2f ms, most %.0f ms%n",
                calm.median(),
                calm.p99(),
                calm.most(),
                beside.median(),
                beside.p99(),
                beside.most());
    }

    private static Askers.Waits waits(Brain brain, List<Trip> trips, Runnable meanwhile) {
        try (Askers askers = new Askers(brain, trips)) {
            meanwhile.run();
            return askers.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Trip shifted(Trip trip, double by) {
        Trip.Times t = trip.times();
        return trip.with(new Trip.Times(
                t.placed() + by, t.planned() + by, t.handedOver() + by, t.delivered() + by, t.promised() + by));
    }

    private static Brain learned(List<Trip> trips, LocalDays days) {
        Pools pools = new Pools();
        History history = History.live(trips, pools, days);
        double now =
                trips.stream().mapToDouble(t -> t.times().delivered()).max().orElseThrow() + 1;
        Map<Stage, StageModel> stages = new EnumMap<>(Stage.class);
        for (Stage stage : LEARNED) {
            Samples samples = history.samples(stage);
            Learner.Learned learned = Learner.learn(samples, Learner.all(samples), now);
            stages.put(stage, new StageModel(learned.fitted(), Calibration.of(learned.outcomes(), now)));
        }
        return new Brain(1, pools, days, stages);
    }

    private static double made(Brain brain, List<Trip> trips) {
        double sum = 0;
        for (int i = 0; i < FORECASTS; i++) {
            Trip trip = trips.get(i % trips.size());
            Arrival arrival = brain.arrival(
                    Stage.ORDER, brain.guess(Stage.ORDER, trip, trip.times().placed()));
            sum += arrival.shortest(0.9).width();
        }
        return sum;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
