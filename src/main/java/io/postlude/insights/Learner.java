package io.postlude.insights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns one stage from its samples: a forest for the logarithm of days, and one for how far off the first is (by
 * cross-fitting, so that no row judges itself).
 */
final class Learner {
    /** Below it the pools speak alone. */
    static final int LEAST_ROWS = 200;

    private static final double HALF_LIFE_DAYS = 120;
    private static final double OLDEST_DAYS = 400;
    private static final int FOLDS = 3;
    private static final int SPREAD_ROWS = 150_000;
    private static final double SPREAD_FLOOR = 0.05;
    private static final LightGbm.Size MIDDLE = new LightGbm.Size(60, 12, 40);
    private static final LightGbm.Size SPREAD = new LightGbm.Size(30, 8, 80);

    private Learner() {}

    /** Two forests: the middle (to be added to a row's base) and the logarithm of the spread. */
    record Fitted(Trees middle, Trees spread) {
        double middle(float[] row, double base) {
            return base + middle.predict(row);
        }

        double spread(float[] row) {
            return Math.exp(spread.predict(row));
        }
    }

    /** A fit, and scores of the rows it was learned from: a first calibration where no forecast has come true yet. */
    record Learned(Fitted fitted, List<Calibration.Outcome> outcomes) {}

    /** The rows that had ended by then, none of them older than a good year. */
    static int[] endedBefore(Samples samples, double now) {
        int[] rows = new int[samples.size()];
        int count = 0;
        for (int i = 0; i < samples.size(); i++)
            if (samples.end(i) < now && samples.end(i) > now - OLDEST_DAYS) rows[count++] = i;
        return Arrays.copyOf(rows, count);
    }

    /** All of them, however old. */
    static int[] all(Samples samples) {
        return IntStream.range(0, samples.size()).toArray();
    }

    static Learned learn(Samples samples, int[] rows, double now) {
        int[] latest = atMost(SPREAD_ROWS, rows); // the spread needs fewer than the middle
        float[] residuals = crossFitted(samples, latest, now);
        float[] spreads = new float[latest.length];
        for (int i = 0; i < spreads.length; i++) spreads[i] = (float) Math.log(Math.abs(residuals[i]) + SPREAD_FLOOR);
        Trees spread = LightGbm.fit(samples.matrix(latest), spreads, weights(samples, latest, now), SPREAD);
        Trees middle = fit(samples, rows, now);
        List<Calibration.Outcome> outcomes = new ArrayList<>(latest.length);
        for (int i = 0; i < latest.length; i++) {
            double score = residuals[i] / Math.exp(spread.predict(samples.row(latest[i])));
            outcomes.add(new Calibration.Outcome(score, null, samples.end(latest[i])));
        }
        return new Learned(new Fitted(middle, spread), outcomes);
    }

    /** All rows where they are few, else the latest: they come in order of their start. */
    static int[] atMost(int count, int[] rows) {
        return rows.length <= count ? rows : Arrays.copyOfRange(rows, rows.length - count, rows.length);
    }

    private static float[] crossFitted(Samples samples, int[] rows, double now) {
        float[] residuals = new float[rows.length];
        for (int fold = 0; fold < FOLDS; fold++) {
            Trees others = fit(samples, outside(rows, fold), now);
            for (int i = 0; i < rows.length; i++)
                if (fold(rows[i]) == fold)
                    residuals[i] = (float) (samples.target(rows[i]) - others.predict(samples.row(rows[i])));
        }
        return residuals;
    }

    private static int[] outside(int[] rows, int fold) {
        return Arrays.stream(rows).filter(row -> fold(row) != fold).toArray();
    }

    /** Mixed, so that no fold gets a rhythm of the week. */
    private static int fold(int row) {
        return (int) (((row * 0x9E3779B97F4A7C15L) >>> 40) % FOLDS);
    }

    private static Trees fit(Samples samples, int[] rows, double now) {
        float[] target = new float[rows.length];
        for (int i = 0; i < rows.length; i++) target[i] = (float) samples.target(rows[i]);
        return LightGbm.fit(samples.matrix(rows), target, weights(samples, rows, now), MIDDLE);
    }

    /** By the day of arrival, not of purchase: what arrived lately is a fair sample, what was bought lately and arrived is not. */
    private static float[] weights(Samples samples, int[] rows, double now) {
        float[] weights = new float[rows.length];
        for (int i = 0; i < rows.length; i++)
            weights[i] = (float) Math.pow(0.5, (now - samples.end(rows[i])) / HALF_LIFE_DAYS);
        return weights;
    }
}
