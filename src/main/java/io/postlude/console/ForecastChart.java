package io.postlude.console;

import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.ForecastPage.Cover;
import io.postlude.console.ForecastPage.Last;
import io.postlude.console.ForecastPage.Mark;
import io.postlude.console.ForecastPage.Other;
import io.postlude.console.ForecastPage.Reliability;
import io.postlude.console.ForecastPage.Said;
import io.postlude.console.ForecastPage.Whisker;
import io.postlude.insights.ForecastReport.Held;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws forecasts: what held against what was said, lines by week, and dots with whiskers. Colour only for a verdict. */
final class ForecastChart {
    private static final double LEFT = 34;
    private static final double TOP = 12;
    private static final double WIDTH = 372;
    private static final double LAST_X = 366;
    private static final double BOTTOM = 200;
    private static final double SQUARE_RIGHT = 288;
    private static final double SQUARE_BOTTOM = 204;
    private static final double WHISKER_WIDTH = 150;
    private static final int STEPS = 4;
    private static final int WEEK_LABELS = 5;
    /** What the name of a second line takes; above it the line must not pass. */
    private static final double NAME_WIDTH = 110;

    private ForecastChart() {}

    /** One week's value with what is sure about it; {@code other} is NaN where there is no second value. */
    record Point(LocalDate monday, double low, double value, double high, double other) {}

    /** How a line by week is titled. */
    record Titles(String title, String scope, String label, String unit) {}

    static Reliability reliability(List<Held> held) {
        double lowest = held.stream().mapToDouble(Held::low).min().orElse(0.4);
        double floor = Math.min(0.4, Math.floor(lowest * 5) / 5);
        List<Mark> across = new ArrayList<>();
        List<Mark> up = new ArrayList<>();
        for (double share = floor; share < 1.01; share += 0.2) {
            String label = String.format(Locale.ROOT, "%.0f", share * 100);
            across.add(new Mark(number(squareX(share, floor)), "", label));
            up.add(new Mark(number(squareY(share, floor)), number(squareY(share, floor) + 4), label));
        }
        List<Said> points = held.stream().map(one -> said(one, floor)).toList();
        return new Reliability(
                String.join(" ", held.stream().map(ForecastChart::spoken).toList()),
                across,
                up,
                "M" + point(squareX(floor, floor), squareY(floor, floor)) + "L" + point(SQUARE_RIGHT, TOP),
                points,
                held.stream().map(ForecastChart::cover).toList());
    }

    private static Cover cover(Held held) {
        return new Cover(
                "%.0f %%".formatted(held.said() * 100),
                Words.percent(held.share()) + " %",
                ForecastWords.interval(held),
                ForecastWords.days(held.width()));
    }

    private static Said said(Held held, double floor) {
        double x = squareX(held.said(), floor);
        double y = squareY(held.share(), floor);
        String bar = "M" + point(x, squareY(held.low(), floor)) + "V" + number(squareY(held.high(), floor));
        boolean above = held.share() >= held.said();
        return new Said(
                number(x),
                number(y),
                bar,
                number(above ? x - 9 : x + 9),
                number(above ? y - 6 : y + 14),
                Words.percent(held.share()));
    }

    private static String spoken(Held held) {
        return "Said %.0f %%: held %s %%, 95 %% interval %s to %s."
                .formatted(
                        held.said() * 100,
                        Words.percent(held.share()),
                        Words.percent(held.low()),
                        Words.percent(held.high()));
    }

    private static double squareX(double share, double floor) {
        return LEFT + (SQUARE_RIGHT - LEFT) * (share - floor) / (1 - floor);
    }

    private static double squareY(double share, double floor) {
        return SQUARE_BOTTOM - (SQUARE_BOTTOM - TOP) * (share - floor) / (1 - floor);
    }

    /** Shares of windows that held, with the share said as a dashed line. */
    static Chart held(Titles titles, List<Point> points, double said) {
        double lowest = points.stream().mapToDouble(Point::low).min().orElse(0);
        double floor = Math.clamp(Math.floor(lowest * 10) / 10, 0, 0.7);
        Scale scale = new Scale(floor, 1, points.size());
        Point latest = points.getLast();
        String target = "M" + number(LEFT) + " " + number(scale.y(said)) + "H" + number(WIDTH);
        return chart(
                titles,
                scale,
                points,
                new Drawn(band(scale, points), new Other(target, "", "", ""), latest.high() < said, 100));
    }

    /** Durations from zero. {@code named}: what the second line is called. */
    static Chart durations(Titles titles, List<Point> points, @Nullable String named) {
        double most = 0;
        boolean banded = false;
        for (Point point : points) {
            double other = Double.isNaN(point.other()) ? 0 : point.other();
            most = Math.max(most, Math.max(point.high(), other));
            banded |= point.high() > point.low();
        }
        Scale scale = new Scale(0, nice(most), points.size());
        Other other = named == null ? null : other(scale, points, named);
        return chart(titles, scale, points, new Drawn(banded ? band(scale, points) : null, other, false, 1));
    }

    private record Drawn(@Nullable String band, @Nullable Other other, boolean missed, double factor) {}

    private static Chart chart(Titles titles, Scale scale, List<Point> points, Drawn drawn) {
        Point latest = points.getLast();
        double y = scale.y(latest.value());
        double textY = drawn.missed() ? y + 21 : y - 9;
        Last last = new Last(
                number(LAST_X),
                number(y),
                number(WIDTH),
                number(Math.clamp(textY, TOP + 8, BOTTOM - 2)),
                ForecastWords.number(latest.value() * drawn.factor()) + titles.unit(),
                drawn.missed(),
                "M%sh12l-6-10z".formatted(point(LAST_X - 6, y + 5)));
        return new Chart(
                titles.title(),
                titles.scope(),
                titles.label(),
                ticks(scale, drawn.factor()),
                weeks(scale, points),
                drawn.band(),
                line(scale, points),
                drawn.other(),
                last);
    }

    private record Scale(double floor, double top, int weeks) {
        double x(int week) {
            return LEFT + (LAST_X - LEFT) * week / (weeks - 1);
        }

        double y(double value) {
            return BOTTOM - (BOTTOM - TOP) * (value - floor) / (top - floor);
        }
    }

    /** The least round number of four steps that is not below. */
    private static double nice(double most) {
        double[] steps = {0.25, 0.5, 1, 1.5, 2, 2.5, 5, 10, 25};
        for (double step : steps) if (step * STEPS >= most) return step * STEPS;
        return Math.ceil(most / 100) * 100;
    }

    private static List<Mark> ticks(Scale scale, double factor) {
        int steps = scale.floor() > 0 ? (int) Math.round((1 - scale.floor()) * 10) : STEPS;
        while (steps > STEPS + 1) steps = (steps + 1) / 2;
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double value = scale.floor() + (scale.top() - scale.floor()) * i / steps;
            String label = value * factor == Math.rint(value * factor) || factor > 1
                    ? String.format(Locale.ROOT, "%.0f", value * factor)
                    : Double.toString(value);
            marks.add(new Mark(number(scale.y(value)), number(scale.y(value) + 4), label));
        }
        return marks;
    }

    private static List<Mark> weeks(Scale scale, List<Point> points) {
        int step = Math.max(1, (int) Math.ceil((points.size() - 1) / (WEEK_LABELS - 1.0)));
        List<Mark> marks = new ArrayList<>();
        for (int i = points.size() - 1; i >= 0; i -= step) {
            int week = points.get(i).monday().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            marks.addFirst(new Mark(number(scale.x(i)), "", "w" + week));
        }
        return marks;
    }

    private static String band(Scale scale, List<Point> points) {
        StringBuilder band = new StringBuilder("M");
        for (int i = 0; i < points.size(); i++)
            band.append(point(scale.x(i), scale.y(points.get(i).high()))).append(' ');
        band.append('L');
        for (int i = points.size() - 1; i >= 0; i--)
            band.append(point(scale.x(i), scale.y(points.get(i).low()))).append(' ');
        return band.append('Z').toString();
    }

    private static String line(Scale scale, List<Point> points) {
        StringBuilder line = new StringBuilder("M");
        for (int i = 0; i < points.size(); i++)
            line.append(point(scale.x(i), scale.y(points.get(i).value()))).append(' ');
        return line.toString().strip();
    }

    /** Weeks without a second value are gaps. */
    private static @Nullable Other other(Scale scale, List<Point> points, String name) {
        StringBuilder line = new StringBuilder();
        double highest = Double.NaN;
        boolean drawing = false;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).other();
            if (!Double.isNaN(value)) {
                if (Double.isNaN(highest)) highest = value;
                if (scale.x(i) < LEFT + NAME_WIDTH) highest = Math.max(highest, value);
                line.append(drawing ? 'L' : 'M').append(point(scale.x(i), scale.y(value)));
            }
            drawing = !Double.isNaN(value);
        }
        return Double.isNaN(highest)
                ? null
                : new Other(line.toString(), number(LEFT), number(Math.max(TOP, scale.y(highest) - 8)), name);
    }

    /** @param floor where the axis begins, common to a table */
    static Whisker whisker(Held held, double floor) {
        return new Whisker(
                "%s %%, 95 %% interval %s to %s"
                        .formatted(Words.percent(held.share()), Words.percent(held.low()), Words.percent(held.high())),
                number(whiskerX(held.said(), floor)),
                number(whiskerX(held.low(), floor)),
                number(whiskerX(held.high(), floor)),
                number(whiskerX(held.share(), floor)),
                held.high() < held.said());
    }

    private static double whiskerX(double share, double floor) {
        return WHISKER_WIDTH * Math.max(0, share - floor) / (1 - floor);
    }

    private static String point(double x, double y) {
        return number(x) + " " + number(y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
