package io.postlude.insights;

import io.postlude.stores.BusinessCalendar;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * {@code bench forecast}: the forecast as it would have been made for the Olist orders bought from 2017-07-01 to 2018-04-30,
 * beside the shop's own promise and a ridge regression learned anew each week; then its speed.
 */
public final class ForecastBench {
    private static final LocalDate FROM = LocalDate.of(2017, 7, 1);
    private static final LocalDate UNTIL = LocalDate.of(2018, 5, 1);
    /** Forecasts made before the first that counts: windows are calibrated on those that had come true. */
    private static final int RUN_UP_DAYS = 120;

    private static final int RELEARN_DAYS = 7;
    private static final int HAND_OVERS_AFTER_DAYS = 60;
    private static final double RIDGE_HALF_LIFE_DAYS = 60;
    private static final LocalDays DAYS = new LocalDays(OlistTrips.ZONE, BusinessCalendar.usual("BR"));

    private final List<Trip> trips;
    private final History history;
    private final PrintStream out;

    private ForecastBench(List<Trip> trips, PrintStream out) {
        this.trips = trips;
        this.history = History.live(trips, new Pools(), DAYS);
        this.out = out;
    }

    public static void run(Path olist, PrintStream out) throws IOException {
        ForecastBench bench = over(olist, out);
        bench.accuracy();
        ForecastSpeed.measure(bench.trips, DAYS, out);
    }

    /** {@code bench forecast-speed}: the second half alone. */
    public static void runSpeed(Path olist, PrintStream out) throws IOException {
        ForecastSpeed.measure(over(olist, out).trips, DAYS, out);
    }

    private static ForecastBench over(Path olist, PrintStream out) throws IOException {
        if (!LightGbm.available()) throw new IllegalStateException("LightGBM does not load on this machine");
        return new ForecastBench(OlistTrips.read(olist), out);
    }

    private void accuracy() {
        out.printf(
                "%nOlist orders bought from %s to %s, each forecast made from what had arrived before it%n",
                FROM, UNTIL.minusDays(1));
        out.printf(
                "%-34s %7s %8s %7s | %21s | %21s | %8s%n",
                "", "parcels", "error", "bias", "held, said 50  80  90", "mean width, days", "pinball");
        stage(Stage.ORDER, "when ordered");
        stage(Stage.HAND_OVER, "at hand-over");
    }

    private void stage(Stage stage, String name) {
        Samples samples = history.samples(stage);
        double from = start(FROM);
        double until = start(UNTIL) + (stage == Stage.ORDER ? 0 : HAND_OVERS_AFTER_DAYS);
        List<Walk.Judged> counted = new Walk(stage, samples, RELEARN_DAYS)
                .walk(from - RUN_UP_DAYS, until).stream().filter(this::counts).toList();
        print("forecast " + name, Quality.of(counted));
        out.printf(
                Locale.ROOT,
                "%-34s %7d %8.2f %+7.2f%n",
                "  the shop's promise",
                counted.size(),
                promiseError(counted),
                promiseBias(counted));
        ridge(samples, counted.size(), from, until);
    }

    private boolean counts(Walk.Judged one) {
        double placed = trips.get(one.trip()).times().placed();
        return placed >= start(FROM) && placed < start(UNTIL);
    }

    private static double start(LocalDate day) {
        return Trip.day(day.atStartOfDay(OlistTrips.ZONE).toInstant());
    }

    private double promiseError(List<Walk.Judged> counted) {
        return counted.stream()
                .mapToDouble(one -> Math.abs(late(one)))
                .average()
                .orElse(Double.NaN);
    }

    private double promiseBias(List<Walk.Judged> counted) {
        return counted.stream().mapToDouble(this::late).average().orElse(Double.NaN);
    }

    private double late(Walk.Judged one) {
        return one.end() - trips.get(one.trip()).times().promised();
    }

    private void ridge(Samples samples, int count, double from, double until) {
        double off = 0;
        double bias = 0;
        int judged = 0;
        for (double week = from; week < until; week += RELEARN_DAYS) {
            Ridge ridge = Ridge.fit(samples, Learner.endedBefore(samples, week), week, RIDGE_HALF_LIFE_DAYS);
            for (int i = 0; i < samples.size(); i++) {
                if (samples.start(i) < week || samples.start(i) >= Math.min(until, week + RELEARN_DAYS)) continue;
                double placed = trips.get(samples.trip(i)).times().placed();
                if (placed < start(FROM) || placed >= start(UNTIL)) continue;
                double error = samples.end(i) - samples.start(i) - ridge.days(samples.row(i));
                off += Math.abs(error);
                bias += error;
                judged++;
            }
        }
        if (judged != count) throw new IllegalStateException(judged + " of " + count + " judged");
        out.printf(
                Locale.ROOT,
                "%-34s %7d %8.2f %+7.2f%n",
                "  ridge regression, weekly",
                judged,
                off / judged,
                bias / judged);
    }

    private void print(String name, Quality q) {
        out.printf(
                Locale.ROOT,
                "%-34s %7d %8.2f %+7.2f | %11.1f %4.1f %4.1f | %7.1f %6.1f %6.1f | %8.3f%n",
                name,
                q.count(),
                q.error(),
                q.bias(),
                100 * q.held50(),
                100 * q.held80(),
                100 * q.held90(),
                q.width50(),
                q.width80(),
                q.width90(),
                q.pinball());
    }
}
