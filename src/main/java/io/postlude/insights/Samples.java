package io.postlude.insights;

import java.util.Arrays;

/** Rows of features with what came of them, in the order they were asked for. */
final class Samples {
    private final int width;
    private float[] values;
    private double[] starts;
    private double[] ends;
    private float[] bases;
    private int[] trips;
    private int size;

    Samples(int width, int expected) {
        this.width = width;
        values = new float[width * expected];
        starts = new double[expected];
        ends = new double[expected];
        bases = new float[expected];
        trips = new int[expected];
    }

    /** {@code trip} is the caller's number for it; {@code end} the day it arrived. */
    void add(Features.Row row, double start, double end, int trip) {
        if (size == starts.length) grow();
        System.arraycopy(row.values(), 0, values, size * width, width);
        starts[size] = start;
        ends[size] = end;
        bases[size] = (float) row.base();
        trips[size++] = trip;
    }

    private void grow() {
        int more = Math.max(16, starts.length * 2);
        values = Arrays.copyOf(values, more * width);
        starts = Arrays.copyOf(starts, more);
        ends = Arrays.copyOf(ends, more);
        bases = Arrays.copyOf(bases, more);
        trips = Arrays.copyOf(trips, more);
    }

    int size() {
        return size;
    }

    int width() {
        return width;
    }

    int trip(int at) {
        return trips[at];
    }

    double start(int at) {
        return starts[at];
    }

    double end(int at) {
        return ends[at];
    }

    double base(int at) {
        return bases[at];
    }

    /** What the trees are to find: the logarithm of the days it took, less the base. */
    double target(int at) {
        return Features.log(ends[at] - starts[at]) - bases[at];
    }

    float value(int at, int column) {
        return values[at * width + column];
    }

    float[] row(int at) {
        return Arrays.copyOfRange(values, at * width, (at + 1) * width);
    }

    /** The rows named, one after the other, as a library wants them. */
    float[] matrix(int[] rows) {
        float[] matrix = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) System.arraycopy(values, rows[i] * width, matrix, i * width, width);
        return matrix;
    }
}
