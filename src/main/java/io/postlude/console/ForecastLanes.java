package io.postlude.console;

import io.postlude.console.ForecastPage.Lane;
import io.postlude.console.ForecastPage.Lanes;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Tone;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ForecastReport;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.Held;
import io.postlude.insights.Stage;
import java.util.ArrayList;
import java.util.List;

/** The table of lanes, or of carriers: each with what held and how sure that is, over one common axis. */
final class ForecastLanes {
    /** Lanes with fewer are told together. */
    private static final int LEAST_PARCELS = 20;

    private static final double HIGHEST_FLOOR = 0.65;

    private ForecastLanes() {}

    /** A row before its axis is known. */
    private record Row(String name, String way, Figures figures, Pill state) {}

    static Lanes ofLanes(Visit visit, ForecastDesk.Read read) {
        List<Row> rows = new ArrayList<>();
        List<Figures> thin = new ArrayList<>();
        for (ForecastReport.Lane lane : read.report().lanes()) {
            if (lane.figures().parcels() < LEAST_PARCELS) {
                thin.add(lane.figures());
                continue;
            }
            rows.add(new Row(
                    ForecastWords.carrier(lane.name().carrier()),
                    ForecastWords.way(lane.name()),
                    lane.figures(),
                    ForecastWords.state(lane.state(), read.changes().get(lane.name()), visit.words())));
        }
        if (!thin.isEmpty()) {
            rows.add(new Row(
                    Words.count(thin.size(), "other lane", "other lanes"),
                    "under " + LEAST_PARCELS + " parcels each, together",
                    together(thin),
                    new Pill(Tone.INFO, "Little history")));
        }
        return table("Lanes", read, rows);
    }

    static Lanes ofCarriers(Visit visit, ForecastDesk.Read read) {
        List<Row> rows = new ArrayList<>();
        for (ForecastDetails.Carrier carrier : read.carriers()) {
            rows.add(new Row(
                    ForecastWords.carrier(carrier.name()),
                    "all its lanes",
                    carrier.figures(),
                    ForecastWords.state(carrier.state(), null, visit.words())));
        }
        return table("Carriers", read, rows);
    }

    private static Lanes table(String title, ForecastDesk.Read read, List<Row> rows) {
        double lowest = rows.stream()
                .mapToDouble(row -> row.figures().nearly().low())
                .min()
                .orElse(0);
        double floor = Math.min(HIGHEST_FLOOR, Math.floor(lowest * 20) / 20);
        String made = read.scope().stage() == Stage.ORDER ? "when ordered" : "at hand-over";
        return new Lanes(
                title,
                read.scope().weeks() + " weeks, forecast made " + made + " from what was known then",
                "90 %% window held (%.0f–100 %%)".formatted(floor * 100),
                rows.stream().map(row -> lane(row, floor)).toList());
    }

    private static Lane lane(Row row, double floor) {
        Figures figures = row.figures();
        Held nearly = figures.nearly();
        return new Lane(
                row.name(),
                row.way(),
                Words.count(figures.parcels()),
                ForecastWords.number(figures.error()) + " d",
                ForecastWords.signed(figures.bias()) + " d",
                ForecastChart.whisker(nearly, floor),
                Words.percent(nearly.share()) + " %",
                ForecastWords.interval(nearly),
                ForecastWords.number(nearly.width()) + " d",
                row.state());
    }

    /** Means weighed by parcels, counts added. */
    private static Figures together(List<Figures> all) {
        long parcels = 0;
        long held = 0;
        double error = 0;
        double bias = 0;
        double width = 0;
        for (Figures one : all) {
            parcels += one.parcels();
            held += one.nearly().held();
            error += one.error() * one.parcels();
            bias += one.bias() * one.parcels();
            width += one.nearly().width() * one.parcels();
        }
        return new Figures(
                parcels,
                error / parcels,
                bias / parcels,
                List.of(new Held(all.getFirst().nearly().said(), held, parcels, width / parcels)),
                Double.NaN,
                Double.NaN);
    }
}
