package io.postlude.console;

import io.postlude.console.ForecastPage.Alarm;
import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.Parts.Figure;
import io.postlude.insights.Change;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.Held;
import io.postlude.insights.ForecastReport.Lane;
import io.postlude.insights.ForecastReport.Week;
import io.postlude.insights.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The five figures above, the alarms, and the two lines by week. */
final class ForecastFigures {
    private static final int LEAST_WEEKS = 3;
    /** A week with fewer parcels says nothing. */
    private static final int LEAST_PARCELS = 5;

    private ForecastFigures() {}

    static List<Figure> of(Visit visit, ForecastDesk.Read read) {
        Figures all = read.report().overall().getFirst();
        Held nearly = all.nearly();
        return List.of(
                new Figure("90 % window holds", Words.percent(nearly.share()) + " %", sure(nearly), null),
                new Figure("Its mean width", ForecastWords.days(nearly.width()), widths(read), null),
                new Figure("Mean error", ForecastWords.days(all.error()), promise(all), null),
                new Figure(
                        "Bias",
                        ForecastWords.signed(all.bias()) + (Math.abs(all.bias()) < 0.05 ? " days" : unit(all.bias())),
                        ForecastWords.bias(all),
                        null),
                drift(visit, read));
    }

    static String sure(Held held) {
        return "95 %% interval %s–%s, of %s parcels"
                .formatted(Words.percent(held.low()), Words.percent(held.high()), Words.count(held.of()));
    }

    private static String unit(double days) {
        return ForecastWords.number(Math.abs(days)).equals("1.0") ? " day" : " days";
    }

    private static String widths(ForecastDesk.Read read) {
        boolean ordered = read.scope().stage() == Stage.ORDER;
        String here = ordered ? "when ordering" : "at hand-over";
        Figures other = read.other();
        if (other == null) return here;
        String width = ForecastWords.number(other.nearly().width());
        return here + "; " + width + (ordered ? " at hand-over" : " when ordering");
    }

    private static String promise(Figures all) {
        return Double.isNaN(all.promiseError())
                ? "the shop promised no day"
                : "the shop’s own promise: " + ForecastWords.days(all.promiseError());
    }

    private static Figure drift(Visit visit, ForecastDesk.Read read) {
        List<Lane> alarms = read.report().alarms();
        if (alarms.isEmpty()) {
            return new Figure("Drift", "No lane", "none is off by more than chance, last 4 weeks", null);
        }
        Lane first = alarms.getFirst();
        Change change = read.changes().get(first.name());
        String where = ForecastWords.way(first.name());
        String since = change == null ? "" : ", since " + visit.words().day(change.since());
        return new Figure(
                "Drift",
                Words.count(alarms.size(), "lane", "lanes"),
                alarms.size() == 1 ? where + since : where + since + ", and others",
                null);
    }

    static List<Alarm> alarms(Visit visit, ForecastDesk.Read read) {
        return read.report().alarms().stream()
                .map(lane -> alarm(visit, lane, read.changes().get(lane.name())))
                .toList();
    }

    private static Alarm alarm(Visit visit, Lane lane, @Nullable Change change) {
        double bias = change == null ? lane.figures().bias() : change.bias();
        String where = ForecastWords.carrier(lane.name().carrier()) + ", " + ForecastWords.way(lane.name());
        String since = change == null ? "" : " since " + visit.words().day(change.since());
        String runs = Math.abs(bias) < 0.25
                ? " misses its windows more often than it should"
                : " runs " + ForecastWords.days(Math.abs(bias)) + (bias > 0 ? " late" : " early");
        return new Alarm(where + runs + since + ".", held(lane, change));
    }

    private static String held(Lane lane, @Nullable Change change) {
        long held = change == null ? lane.figures().nearly().held() : change.held();
        long of = change == null ? lane.figures().parcels() : change.parcels();
        KeptChart.Interval sure = KeptChart.wilson(held, of);
        return "%s of %s windows held%s: %.0f %%, %.0f to %.0f where 90 were said. Parcels on their way there may be at risk."
                .formatted(
                        Words.count(held),
                        Words.count(of),
                        change == null ? "" : " since then",
                        sure.share() * 100,
                        sure.low() * 100,
                        sure.high() * 100);
    }

    static @Nullable Chart held(ForecastDesk.Read read) {
        List<Week> weeks = weeks(read);
        if (weeks.size() < LEAST_WEEKS) return null;
        List<ForecastChart.Point> points = weeks.stream()
                .map(week -> {
                    Held held = week.figures().nearly();
                    return new ForecastChart.Point(week.monday(), held.low(), held.share(), held.high(), Double.NaN);
                })
                .toList();
        String label = "Share of 90 %% windows that held, by week: %s %% at first, %s %% in the last week"
                .formatted(
                        Words.percent(points.getFirst().value()),
                        Words.percent(points.getLast().value()));
        return ForecastChart.held(
                new ForecastChart.Titles(
                        "90 % window, by week", "Share that held, %; band: 95 %; dashed: what was said", label, ""),
                points,
                0.9);
    }

    static @Nullable Chart error(ForecastDesk.Read read) {
        List<Week> weeks = weeks(read);
        if (weeks.size() < LEAST_WEEKS) return null;
        List<ForecastChart.Point> points = weeks.stream()
                .map(week -> {
                    double error = week.figures().error();
                    return new ForecastChart.Point(
                            week.monday(), error, error, error, week.figures().promiseError());
                })
                .toList();
        long mean = Math.round(weeks.stream()
                .mapToLong(week -> week.figures().parcels())
                .average()
                .orElse(0));
        String label = "Mean error by week: %s at first, %s in the last week"
                .formatted(
                        ForecastWords.days(points.getFirst().value()),
                        ForecastWords.days(points.getLast().value()));
        return ForecastChart.durations(
                new ForecastChart.Titles(
                        "Error, by week",
                        "Mean absolute error, days; about " + Words.count(mean, "parcel", "parcels") + " a week",
                        label,
                        ""),
                points,
                "shop’s own promise");
    }

    private static List<Week> weeks(ForecastDesk.Read read) {
        return read.report().weeks().stream()
                .filter(week -> week.figures().parcels() >= LEAST_PARCELS)
                .toList();
    }
}
