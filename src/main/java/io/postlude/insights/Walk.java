package io.postlude.insights;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts the past as it would have been forecast: learned anew every so many days from what had arrived by then, calibrated
 * daily on forecasts that had come true by then. No row is judged by anything that lay ahead of it.
 */
final class Walk {
    static final int ENOUGH_OUTCOMES = 400;
    /** A walk learns many times: the latest so many rows have to do. */
    private static final int MOST_ROWS = 100_000;

    private final Stage stage;
    private final Samples samples;
    private final double relearnDays;
    /** The zone whose whole days windows are told in; null where they are told in hours. */
    private final @Nullable ZoneId zone;

    private final List<Judged> judged = new ArrayList<>();
    private final List<Calibration.Outcome> known = new ArrayList<>();
    private final PriorityQueue<Judged> underWay = new PriorityQueue<>(Comparator.comparingDouble(Judged::end));
    private Learner.@Nullable Learned learned;

    /** A forecast and what came of it; windows in days from the start. */
    record Judged(
            int trip,
            double start,
            double end,
            double logMiddle,
            double spread,
            double middle,
            Arrival.Window half,
            Arrival.Window most,
            Arrival.Window nearly,
            double early,
            double late) {
        double took() {
            return end - start;
        }

        Calibration.Outcome outcome() {
            double score = (Features.log(took()) - logMiddle) / spread;
            return new Calibration.Outcome(
                    score, new Calibration.Held(half.holds(took()), most.holds(took()), nearly.holds(took())), end);
        }
    }

    /** With windows in hours, as published figures have them. */
    Walk(Stage stage, Samples samples, double relearnDays) {
        this(stage, samples, relearnDays, null);
    }

    /** With windows in whole days of a zone, as they are told. */
    Walk(Stage stage, Samples samples, double relearnDays, @Nullable ZoneId zone) {
        this.zone = zone;
        this.stage = stage;
        this.samples = samples;
        this.relearnDays = relearnDays;
    }

    Stage stage() {
        return stage;
    }

    /** Walks day by day; {@code samples} are in order of their start. */
    List<Judged> walk(double from, double until) {
        int row = 0;
        while (row < samples.size() && samples.start(row) < from) row++;
        double relearn = from;
        for (double day = from; day < until; day++) {
            if (day >= relearn) {
                relearn(day);
                relearn += relearnDays;
            }
            come(day);
            int first = row;
            while (row < samples.size() && samples.start(row) < day + 1) row++;
            if (learned != null) judge(learned, first, row, day);
        }
        return judged;
    }

    private void relearn(double now) {
        int[] rows = Learner.atMost(MOST_ROWS, Learner.endedBefore(samples, now));
        if (rows.length >= Learner.LEAST_ROWS) learned = Learner.learn(samples, rows, now);
    }

    private void come(double now) {
        while (!underWay.isEmpty() && underWay.element().end() < now)
            known.add(underWay.remove().outcome());
    }

    private void judge(Learner.Learned model, int first, int end, double now) {
        if (first == end) return;
        Calibration calibration = Calibration.of(known.size() >= ENOUGH_OUTCOMES ? known : model.outcomes(), now);
        for (int i = first; i < end; i++) {
            float[] row = samples.row(i);
            double middle = model.fitted().middle(row, samples.base(i));
            double spread = model.fitted().spread(row);
            Judged one = judged(i, calibration, middle, spread);
            judged.add(one);
            underWay.add(one);
        }
    }

    private Judged judged(int at, Calibration calibration, double middle, double spread) {
        Arrival arrival = calibration.arrival(middle, spread);
        Calibration.Levels levels = calibration.levels();
        DoubleFunction<Arrival.Window> windows =
                zone == null ? arrival::shortest : new WholeDays(arrival, samples.start(at), zone)::shortest;
        return new Judged(
                samples.trip(at),
                samples.start(at),
                samples.end(at),
                middle,
                spread,
                arrival.quantile(0.5),
                windows.apply(levels.half()),
                windows.apply(levels.most()),
                windows.apply(levels.nearly()),
                arrival.quantile(0.05),
                arrival.quantile(0.95));
    }
}
