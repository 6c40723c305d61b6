package io.postlude.journeys;

/** How often chance alone goes so far: tails of the normal and the chi-square distribution. */
final class Tails {
    private static final double[] ERFC = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };
    private static final int MOST_TURNS = 500;
    private static final double CLOSE = 1e-14;

    private Tails() {}

    /** Of a normal distribution, both ends beyond {@code z}; right to seven digits however small. */
    static double twoSided(double z) {
        return erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** For x of at least 0: a Chebyshev fit to t = 1 / (1 + x / 2), relative error below 1.2e-7. */
    private static double erfc(double x) {
        double t = 1 / (1 + x / 2);
        double sum = 0;
        for (int i = ERFC.length - 1; i >= 0; i--) sum = ERFC[i] + t * sum;
        return t * Math.exp(-x * x + sum);
    }

    /** Of a chi-square distribution, the end beyond {@code x}. */
    static double chiSquare(double x, int freedom) {
        if (x <= 0) return 1;
        double a = freedom / 2.0;
        double half = x / 2;
        double front = Math.exp(a * Math.log(half) - half - logGamma(a));
        return half < a + 1 ? 1 - front * series(a, half) : front * fraction(a, half);
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TURNS && term > sum * CLOSE; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** By Lentz's method. */
    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double value = d;
        for (int i = 1; i < MOST_TURNS; i++) {
            double an = -i * (i - a);
            b += 2;
            d = 1 / (an * d + b);
            c = b + an / c;
            double step = c * d;
            value *= step;
            if (Math.abs(step - 1) < CLOSE) break;
        }
        return value;
    }

    /** Stirling's series, moved up to where it is exact enough. */
    private static double logGamma(double x) {
        double shift = 0;
        double y = x;
        while (y < 10) shift += Math.log(y++);
        double inverse = 1 / y;
        double square = inverse * inverse;
        double tail = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260)));
        return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + tail - shift;
    }
}
