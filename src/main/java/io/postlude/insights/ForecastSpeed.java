package io.postlude.insights;

import java.io.PrintStream;

/** How fast forecasts are made and learned. */
final class ForecastSpeed {
    private ForecastSpeed() {}

    static void measure(PrintStream out) {
        out.println();
    }
}
