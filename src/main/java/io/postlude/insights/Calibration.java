package io.postlude.insights;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes windows hold what they say. Scores are how far past forecasts were off, in units of the spread they had named
 * (normalised conformal scores: Lei et al., JASA 2018); the recent weigh more (Barber et al., Annals of Statistics 2023). On
 * top the level asked for is moved by whether the latest windows held (adaptive conformal inference: Gibbs and Candès,
 * NeurIPS 2021), so that coverage returns after a drift.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Calibration(double[] scores, Levels levels) {
    static final double HALF_LIFE_DAYS = 120;
    private static final double PRIOR_WEIGHT = 20;
    private static final double PRIOR_SPREAD = 1.8;

    /** One forecast that has come true: its score, which of its windows held (null where it gave none), the day it was known. */
    record Outcome(double score, @Nullable Held held, double day) {}

    /** Whether the windows said to hold 50, 80 and 90 percent did. */
    record Held(boolean half, boolean most, boolean nearly) {}

    /** What to ask for in order to get 50, 80 and 90 percent. */
    record Levels(double half, double most, double nearly) {
        static final Levels PLAIN = new Levels(0.5, 0.8, 0.9);
        private static final double PATIENCE = 0.0005;
        private static final double FURTHEST = 0.04;
        /** Hardly narrower than said: a calm month must not leave the next storm a window too small. */
        private static final double LEAST_BELOW = 0.01;

        Levels after(Held held) {
            return new Levels(
                    moved(half, 0.5, held.half()), moved(most, 0.8, held.most()), moved(nearly, 0.9, held.nearly()));
        }

        private static double moved(double level, double said, boolean held) {
            double next = level + PATIENCE * (held ? said - 1 : said);
            return Math.clamp(next, said - LEAST_BELOW, said + FURTHEST);
        }

        double asked(double said) {
            return said <= 0.5 ? half * said / 0.5 : said <= 0.8 ? between(said, 0.5, half, most) : beyond(said);
        }

        private double beyond(double said) {
            return said <= 0.9
                    ? nearly - (0.9 - said) / 0.1 * (nearly - most)
                    : nearly + (said - 0.9) / 0.1 * (1 - nearly);
        }

        private static double between(double said, double from, double low, double high) {
            return low + (said - from) / 0.3 * (high - low);
        }
    }

    /** Learns from outcomes known by {@code now}, the oldest first for the levels. */
    static Calibration of(List<Outcome> outcomes, double now) {
        double[] scores = outcomes.stream().mapToDouble(Outcome::score).toArray();
        double[] weights = outcomes.stream()
                .mapToDouble(o -> Math.pow(0.5, Math.max(0, now - o.day()) / HALF_LIFE_DAYS))
                .toArray();
        Levels levels = Levels.PLAIN;
        for (Outcome outcome : outcomes) if (outcome.held() != null) levels = levels.after(outcome.held());
        return new Calibration(grid(scores, weights), levels);
    }

    /** Weighted quantiles; a few wide guesses among them keep windows wide while little is known. */
    static double[] grid(double[] scores, double[] weights) {
        int n = scores.length;
        double[] all = new double[n + Arrival.GRID];
        double[] mass = new double[n + Arrival.GRID];
        System.arraycopy(scores, 0, all, 0, n);
        System.arraycopy(weights, 0, mass, 0, n);
        for (int i = 0; i < Arrival.GRID; i++) {
            all[n + i] = PRIOR_SPREAD * Normal.quantile(Arrival.level(i));
            mass[n + i] = PRIOR_WEIGHT / Arrival.GRID;
        }
        return quantiles(all, mass);
    }

    private static double[] quantiles(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double total = 0;
        for (double weight : weights) total += weight;
        double[] grid = new double[Arrival.GRID];
        double before = 0;
        int at = 0;
        for (int g = 0; g < grid.length; g++) {
            double wanted = Arrival.level(g) * total;
            while (at < order.length - 1 && before + weights[order[at]] < wanted) before += weights[order[at++]];
            grid[g] = values[order[at]];
        }
        return grid;
    }

    Arrival arrival(double middle, double scale) {
        return Arrival.ofLogs(middle, scale, scores);
    }
}
