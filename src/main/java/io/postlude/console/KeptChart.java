package io.postlude.console;

import io.postlude.console.TodayPage.Gauge;
import io.postlude.console.TodayPage.Kept;
import io.postlude.console.TodayPage.KeptKind;
import io.postlude.console.TodayPage.Series;
import io.postlude.console.TodayPage.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws "promises kept": the gauge, the kinds, and the weeks with their intervals. */
final class KeptChart {
    /** Of the normal distribution, for a two-sided 95 % interval. */
    private static final double Z = 1.959964;

    private static final double LEFT = 34;
    private static final double RIGHT = 420;
    private static final double TOP = 8;
    private static final double BOTTOM = 112;
    private static final double RADIUS = 62;
    private static final double CENTRE_X = 75;
    private static final double CENTRE_Y = 72;
    private static final double GAP_OF_ARC = 0.012;
    private static final int LEAST_WEEKS = 3;
    private static final int TICKS = 4;
    private static final int WEEK_LABELS = 5;

    private KeptChart() {}

    /** All promises that came due; {@code scope} says of how many and over what time. */
    record Counted(long kept, long broken, String scope) {}

    /** Promises of one kind that came due. */
    record Kind(String name, String icon, long kept, long broken) {}

    /** Promises that came due in one week. */
    record Week(String label, long kept, long due) {}

    /** A share with its 95 % interval. */
    record Interval(double low, double share, double high) {}

    /** Wilson's score interval: honest with few cases and near 100 %, where the textbook one passes 1. */
    static Interval wilson(long kept, long due) {
        double share = (double) kept / due;
        double z2 = Z * Z;
        double middle = (share + z2 / (2 * due)) / (1 + z2 / due);
        double half = Z / (1 + z2 / due) * Math.sqrt(share * (1 - share) / due + z2 / (4.0 * due * due));
        return new Interval(Math.max(0, middle - half), share, Math.min(1, middle + half));
    }

    static Kept of(Counted counted, List<Kind> kinds, List<Week> weeks) {
        Interval all = wilson(counted.kept(), counted.kept() + counted.broken());
        String sure = "95 %% interval %s–%s".formatted(Words.percent(all.low()), Words.percent(all.high()));
        return new Kept(
                Words.percent(all.share()),
                Words.count(counted.kept()) + " " + counted.scope() + "; " + sure,
                gauge(all.share()),
                kinds.stream().map(KeptChart::kind).toList(),
                series(weeks),
                "A promise counts once it is kept or its time is over.");
    }

    private static KeptKind kind(Kind kind) {
        long due = kind.kept() + kind.broken();
        double share = (double) kind.kept() / due;
        return new KeptKind(
                kind.name(),
                kind.icon(),
                Words.percent(share) + " %",
                Stack.percent(share * 100),
                Words.count(due),
                Words.count(kind.broken()));
    }

    private static Gauge gauge(double share) {
        String label = "%s %% of promises kept, %s %% broken".formatted(Words.percent(share), Words.percent(1 - share));
        boolean whole = share >= 1;
        return new Gauge(
                label,
                arc(0, whole ? 1 : Math.max(0, share - GAP_OF_ARC / 2)),
                whole ? null : arc(Math.min(1, share + GAP_OF_ARC / 2), 1));
    }

    private static String arc(double from, double to) {
        return "M%s %sA62 62 0 0 1 %s %s".formatted(x(from), y(from), x(to), y(to));
    }

    private static String x(double share) {
        return number(CENTRE_X - RADIUS * Math.cos(Math.PI * share));
    }

    private static String y(double share) {
        return number(CENTRE_Y - RADIUS * Math.sin(Math.PI * share));
    }

    private static @Nullable Series series(List<Week> weeks) {
        if (weeks.size() < LEAST_WEEKS) {
            return null;
        }
        List<Interval> intervals =
                weeks.stream().map(week -> wilson(week.kept(), week.due())).toList();
        double lowest = intervals.stream().mapToDouble(Interval::low).min().orElse(0);
        double floor = Math.max(0, Math.floor(lowest * 50) / 50);
        Scale scale = new Scale(floor, weeks.size());
        return new Series(
                "Promises kept by week, from %s to %s %%, with 95 %% intervals"
                        .formatted(
                                Words.percent(intervals.getFirst().share()),
                                Words.percent(intervals.getLast().share())),
                "Weekly share of promises kept. The axis starts at %s %%.".formatted(Words.percent(floor)),
                ticks(scale),
                band(scale, intervals),
                line(scale, intervals),
                number(scale.x(weeks.size() - 1)),
                number(scale.y(intervals.getLast().share())),
                labels(scale, weeks));
    }

    private record Scale(double floor, int weeks) {
        double x(int week) {
            return LEFT + (RIGHT - LEFT) * week / (weeks - 1);
        }

        double y(double share) {
            return BOTTOM - (BOTTOM - TOP) * (share - floor) / (1 - floor);
        }
    }

    private static List<Tick> ticks(Scale scale) {
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < TICKS; i++) {
            double share = scale.floor() + (1 - scale.floor()) * i / (TICKS - 1);
            double y = scale.y(share);
            ticks.add(new Tick(number(y), number(y + TICKS), String.format(Locale.ROOT, "%.0f", share * 100)));
        }
        return ticks;
    }

    private static String band(Scale scale, List<Interval> intervals) {
        StringBuilder band = new StringBuilder("M");
        for (int i = 0; i < intervals.size(); i++) {
            band.append(point(scale.x(i), scale.y(intervals.get(i).high()))).append(' ');
        }
        band.append('L');
        for (int i = intervals.size() - 1; i >= 0; i--) {
            band.append(point(scale.x(i), scale.y(intervals.get(i).low()))).append(' ');
        }
        return band.append('Z').toString();
    }

    private static String line(Scale scale, List<Interval> intervals) {
        StringBuilder line = new StringBuilder("M");
        for (int i = 0; i < intervals.size(); i++) {
            line.append(point(scale.x(i), scale.y(intervals.get(i).share()))).append(' ');
        }
        return line.toString().strip();
    }

    private static List<Tick> labels(Scale scale, List<Week> weeks) {
        int step = Math.max(1, (weeks.size() - 1) / (WEEK_LABELS - 1));
        List<Tick> labels = new ArrayList<>();
        for (int i = 0; i < weeks.size(); i += step) {
            labels.add(new Tick(number(scale.x(i)), "", weeks.get(i).label()));
        }
        return labels;
    }

    private static String point(double x, double y) {
        return number(x) + " " + number(y);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
