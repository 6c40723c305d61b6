package io.postlude.insights;

import java.util.Arrays;

/**
 * A distribution over the days from a moment to the door: its quantiles on a fixed grid, straight between them, and beyond the
 * last a Pareto tail, because what is very late has no typical end.
 */
final class Arrival {
    /** Half a percent apart. */
    static final int GRID = 199;

    private static final double STEP = 1.0 / (GRID + 1);
    private static final int TAIL_FROM = GRID - 10;
    private static final double LEAST_DAYS = 0.01;
    /** However regular a lane was, one that is far past its days is lost in a sorting centre, not almost there. */
    private static final double THINNEST_TAIL = 6;

    private final double[] days;

    private Arrival(double[] days) {
        this.days = days;
    }

    static double level(int at) {
        return (at + 1) * STEP;
    }

    /** From logarithms: {@code middle + scale * scores[i]}, the scores ascending on the grid. */
    static Arrival ofLogs(double middle, double scale, double[] scores) {
        double[] days = new double[GRID];
        for (int i = 0; i < GRID; i++) days[i] = Math.max(LEAST_DAYS, Math.exp(middle + scale * scores[i]));
        return new Arrival(days);
    }

    /** The chance that it is there within so many days. */
    double chanceWithin(double time) {
        if (time <= 0) return 0;
        if (time >= days[GRID - 1]) return 1 - chanceBeyond(time);
        int at = Arrays.binarySearch(days, time);
        if (at >= 0) return level(at);
        int above = -at - 1;
        double low = above == 0 ? 0 : days[above - 1];
        double share = days[above] > low ? (time - low) / (days[above] - low) : 1;
        return (above + share) * STEP;
    }

    /** How many days it takes with this chance, above 0 and below 1. */
    double quantile(double chance) {
        double place = chance / STEP - 1;
        if (place >= GRID - 1) return exceeded(1 - chance);
        if (place <= 0) return days[0] * Math.max(0, chance) / STEP;
        int below = (int) place;
        return days[below] + (place - below) * (days[below + 1] - days[below]);
    }

    /**
     * The chance that it takes longer than a time in the tail. After years of silence it is so small that one less it would be
     * one: whoever goes on from there needs it itself.
     */
    private double chanceBeyond(double time) {
        return STEP * Math.pow(time / days[GRID - 1], -tail());
    }

    /** How many days of the tail are exceeded with this chance. */
    private double exceeded(double chance) {
        return days[GRID - 1] * Math.pow(chance / STEP, -1 / tail());
    }

    /** From the last twentieth of the grid. */
    private double tail() {
        double spread = Math.log(days[GRID - 1] / Math.max(LEAST_DAYS, days[TAIL_FROM]));
        return Math.clamp(Math.log((GRID - TAIL_FROM) * 1.0) / Math.max(spread, 1e-6), 1.5, THINNEST_TAIL);
    }

    /** What is left of it once it is known not to have come within {@code elapsed} days; still counted from the start. */
    Arrival after(double elapsed) {
        double gone = chanceWithin(elapsed);
        if (gone <= 0) return this;
        boolean late = elapsed >= days[GRID - 1];
        double open = late ? chanceBeyond(elapsed) : 1 - gone;
        double[] left = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            double at = late ? exceeded((1 - level(i)) * open) : quantile(gone + level(i) * open);
            left[i] = Math.max(elapsed, at);
        }
        return new Arrival(left);
    }

    /** This, so many days later. */
    Arrival later(double by) {
        double[] moved = days.clone();
        for (int i = 0; i < GRID; i++) moved[i] += by;
        return new Arrival(moved);
    }

    /** From one day to another, both counted from the start. */
    record Window(double from, double to) {
        boolean holds(double time) {
            return from <= time && time <= to;
        }

        double width() {
            return to - from;
        }
    }

    /** The shortest window with this chance: delays reach far to one side, so it lies nearer the early end than an even one. */
    Window shortest(double chance) {
        int span = Math.clamp(Math.round(chance / STEP), 1, GRID - 1);
        int best = 0;
        double width = Double.MAX_VALUE;
        for (int i = 0; i + span < GRID; i++) {
            if (days[i + span] - days[i] < width) {
                width = days[i + span] - days[i];
                best = i;
            }
        }
        return new Window(days[best], days[best + span]);
    }
}
