package io.postlude.insights;

/** Weighted ridge regression on the logarithm of days: the plain peer the bench sets beside the forecast. */
final class Ridge {
    private static final double PENALTY = 1e-3;

    private final double[] means;
    private final double[] scales;
    private final double[] weights;

    private Ridge(double[] means, double[] scales, double[] weights) {
        this.means = means;
        this.scales = scales;
        this.weights = weights;
    }

    static Ridge fit(Samples samples, int[] rows, double now, double halfLifeDays) {
        int width = samples.width();
        double[] share = new double[rows.length];
        double total = 0;
        for (int i = 0; i < rows.length; i++) {
            share[i] = Math.pow(0.5, (now - samples.end(rows[i])) / halfLifeDays);
            total += share[i];
        }
        Ridge plain = moments(samples, rows, share);
        double[][] left = new double[width + 1][width + 1];
        double[] right = new double[width + 1];
        for (int i = 0; i < rows.length; i++) {
            double[] x = plain.standard(samples.row(rows[i]));
            double y = samples.target(rows[i]) + samples.base(rows[i]);
            for (int a = 0; a <= width; a++) {
                right[a] += share[i] * x[a] * y;
                for (int b = 0; b <= a; b++) left[a][b] += share[i] * x[a] * x[b];
            }
        }
        for (int a = 0; a < width; a++) left[a][a] += PENALTY * total;
        return new Ridge(plain.means, plain.scales, solve(left, right));
    }

    private static Ridge moments(Samples samples, int[] rows, double[] share) {
        double[] means = new double[samples.width()];
        double[] scales = new double[samples.width()];
        for (int j = 0; j < means.length; j++) {
            double weight = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < rows.length; i++) {
                double value = samples.value(rows[i], j);
                if (Double.isNaN(value)) continue;
                weight += share[i];
                sum += share[i] * value;
                squares += share[i] * value * value;
            }
            means[j] = weight > 0 ? sum / weight : 0;
            scales[j] = weight > 0 ? Math.sqrt(Math.max(0, squares / weight - means[j] * means[j])) : 0;
        }
        return new Ridge(means, scales, new double[0]);
    }

    private double[] standard(float[] row) {
        double[] x = new double[row.length + 1];
        for (int j = 0; j < row.length; j++)
            x[j] = Float.isNaN(row[j]) || scales[j] < 1e-9 ? 0 : (row[j] - means[j]) / scales[j];
        x[row.length] = 1;
        return x;
    }

    /** Cholesky, in place. */
    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k];
            a[j][j] = Math.sqrt(Math.max(a[j][j], 1e-12));
            for (int i = j + 1; i < n; i++) {
                for (int k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k];
                a[i][j] /= a[j][j];
            }
        }
        double[] x = b.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) x[i] -= a[i][k] * x[k];
            x[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) x[i] -= a[k][i] * x[k];
            x[i] /= a[i][i];
        }
        return x;
    }

    /** The days it takes. */
    double days(float[] row) {
        double[] x = standard(row);
        double sum = 0;
        for (int j = 0; j < x.length; j++) sum += weights[j] * x[j];
        return Math.exp(sum);
    }
}
