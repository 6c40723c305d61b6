package io.postlude.console;

import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.Parts.Cell;
import io.postlude.console.Parts.Column;
import io.postlude.console.Parts.Empty;
import io.postlude.console.Parts.Figure;
import io.postlude.console.Parts.Pill;
import io.postlude.console.Parts.Row;
import io.postlude.console.Parts.Table;
import io.postlude.console.Parts.Tone;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ForecastDetails.LaneKept;
import io.postlude.promises.PromiseKind;
import io.postlude.promises.Promises;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of promises, in figures, lines and tables that add up to each other. */
final class PromiseFigures {
    static final long LEAST_PROMISES = 20;
    private static final int LEAST_WEEKS = 3;
    /** A week with fewer says nothing. */
    private static final long LEAST_IN_WEEK = 5;

    private static final int MOST_LANES = 40;

    private final Visit visit;
    private final PromisesDesk.Read read;

    PromiseFigures(Visit visit, PromisesDesk.Read read) {
        this.visit = visit;
        this.read = read;
    }

    /** Promises that came due together. */
    private record Sum(long kept, long broken) {
        static final Sum NOTHING = new Sum(0, 0);

        long due() {
            return kept + broken;
        }

        Sum plus(Sum other) {
            return new Sum(kept + other.kept, broken + other.broken);
        }

        String percent() {
            return due() == 0 ? "–" : Words.percent((double) kept / due()) + " %";
        }

        KeptChart.Interval sure() {
            return KeptChart.wilson(kept, due());
        }

        String interval() {
            return due() == 0 ? "" : Words.percent(sure().low()) + "–" + Words.percent(sure().high());
        }
    }

    private Sum sum(@Nullable PromiseKind kind) {
        return read.tallies().stream()
                .filter(tally -> kind == null || tally.kind() == kind)
                .map(tally -> new Sum(tally.kept(), tally.broken()))
                .reduce(Sum.NOTHING, Sum::plus);
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("Promises kept", sum(null)));
        for (PromiseKind kind : due()) {
            figures.add(figure(AtRiskWords.capital(Telling.what(kind)), sum(kind)));
        }
        figures.add(handling());
        return figures;
    }

    /** Kinds of which something came due; of deliveries always. */
    private List<PromiseKind> due() {
        return Arrays.stream(PromiseKind.values())
                .filter(kind -> kind == PromiseKind.DELIVERY || sum(kind).due() > 0)
                .toList();
    }

    /** Which kinds have no figure, or nothing where all have. */
    String notDue() {
        List<String> names = Arrays.stream(PromiseKind.values())
                .filter(kind -> !due().contains(kind))
                .map(kind -> AtRiskWords.name(kind).toLowerCase(Locale.ROOT))
                .toList();
        if (names.isEmpty()) return "";
        String last = names.getLast();
        String all = names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
        return " No promise came due of the kinds " + all + ".";
    }

    private static Figure figure(String name, Sum sum) {
        String scope = sum.due() == 0
                ? "none came due"
                : Words.count(sum.kept()) + " of " + Words.count(sum.due()) + "; " + sum.interval();
        return new Figure(name, sum.percent(), scope, null);
    }

    private Figure handling() {
        if (read.handling().isEmpty()) {
            return new Figure("Our own part", "–", "nothing was handed over", ForecastDesk.PATH + "#h-handling");
        }
        ForecastDetails.Pace last = read.handling().getLast().pace();
        return new Figure(
                "Our own part",
                ForecastWords.took(last.median()),
                "from order to hand-over, the last week’s median; nine of ten within "
                        + ForecastWords.took(last.high()),
                ForecastDesk.PATH + "#h-handling");
    }

    List<Chart> charts() {
        List<Chart> charts = new ArrayList<>();
        Map<LocalDate, Sum> weeks = new TreeMap<>();
        for (Promises.Tally tally : read.tallies())
            weeks.merge(tally.week(), new Sum(tally.kept(), tally.broken()), Sum::plus);
        List<ForecastChart.Point> points = new ArrayList<>();
        weeks.forEach((monday, sum) -> {
            if (sum.due() < LEAST_IN_WEEK) return;
            KeptChart.Interval sure = sum.sure();
            points.add(new ForecastChart.Point(monday, sure.low(), sure.share(), sure.high(), Double.NaN));
        });
        if (points.size() >= LEAST_WEEKS) {
            double all = sum(null).sure().share();
            charts.add(ForecastChart.held(
                    new ForecastChart.Titles(
                            "Kept by week, %",
                            "all kinds; band: 95 %; dashed: " + Words.percent(all) + " over all",
                            "Promises kept by week, the last "
                                    + Words.percent(points.getLast().value()) + " %",
                            " %"),
                    points,
                    all));
        }
        pace().ifPresent(charts::add);
        return charts;
    }

    private java.util.Optional<Chart> pace() {
        List<ForecastChart.Point> points = read.handling().stream()
                .filter(week -> week.pace().parcels() >= LEAST_IN_WEEK)
                .map(week -> new ForecastChart.Point(
                        week.monday(),
                        week.pace().low(),
                        week.pace().median(),
                        week.pace().high(),
                        week.pace().high()))
                .toList();
        if (points.size() < LEAST_WEEKS) return java.util.Optional.empty();
        return java.util.Optional.of(ForecastChart.durations(
                new ForecastChart.Titles(
                        "From order to hand-over, days",
                        "median by week; dashed: nine of ten were faster",
                        "Median by week, the last "
                                + ForecastWords.days(points.getLast().value()),
                        ""),
                points,
                "nine of ten"));
    }

    Table carriers(Empty none) {
        return table(
                "Carriers compared",
                "Carrier",
                groups(lane -> carrier(lane.lane().carrier())),
                none);
    }

    Table lanes(Empty none) {
        Map<String, Sum> lanes = groups(lane -> lane.lane().toCountry().isEmpty()
                ? "Not sent yet"
                : ForecastWords.way(lane.lane()) + " · " + carrier(lane.lane().carrier()));
        Map<String, Sum> shown = new HashMap<>();
        lanes.forEach((name, sum) ->
                shown.merge(sum.due() < LEAST_PROMISES ? "Lanes with little history" : name, sum, Sum::plus));
        return table("Lanes compared", "Lane", shown, none);
    }

    private static String carrier(String name) {
        return name.isEmpty() ? "Not sent yet" : ForecastWords.carrier(name);
    }

    private Map<String, Sum> groups(Function<LaneKept, String> name) {
        Map<String, Sum> groups = new HashMap<>();
        for (LaneKept lane : read.lanes())
            groups.merge(name.apply(lane), new Sum(lane.kept(), lane.broken()), Sum::plus);
        return groups;
    }

    private Table table(String caption, String first, Map<String, Sum> groups, Empty none) {
        Sum all = sum(PromiseKind.DELIVERY);
        List<Row> rows = groups.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sum> group) ->
                                -group.getValue().broken())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_LANES)
                .map(group -> row(group.getKey(), group.getValue(), all))
                .toList();
        return Table.plain(
                caption,
                List.of(
                        Column.text(first),
                        Column.number("Due"),
                        Column.number("Broken"),
                        Column.number("Kept"),
                        Column.text("Beside all")),
                rows,
                none);
    }

    private static Row row(String name, Sum sum, Sum all) {
        return Row.of(
                Cell.of(name),
                Cell.of(Words.count(sum.due())),
                Cell.of(Words.count(sum.broken())),
                Cell.of(sum.percent(), sum.interval()),
                Cell.pill(verdict(sum, all), null));
    }

    /** A verdict only where the interval leaves out the store's own average. */
    private static Pill verdict(Sum sum, Sum all) {
        if (sum.due() < LEAST_PROMISES || all.due() == 0) return new Pill(Tone.INFO, "Little history");
        double average = all.sure().share();
        if (sum.sure().high() < average) return new Pill(Tone.BROKEN, "Worse than all");
        return sum.sure().low() > average ? new Pill(Tone.KEPT, "Better than all") : new Pill(Tone.MOVE, "As all");
    }

    Table weeks(Empty none) {
        TreeSet<LocalDate> mondays = new TreeSet<>(Comparator.reverseOrder());
        read.tallies().forEach(tally -> mondays.add(tally.week()));
        Map<LocalDate, ForecastDetails.Pace> pace = new HashMap<>();
        read.handling().forEach(week -> pace.put(week.monday(), week.pace()));
        mondays.addAll(pace.keySet());
        List<Column> columns = new ArrayList<>(List.of(Column.text("Week")));
        for (PromiseKind kind : due()) columns.add(Column.number(AtRiskWords.name(kind)));
        columns.addAll(List.of(
                Column.number("Packed, median"), Column.number("Packed, nine of ten"), Column.number("Parcels")));
        return Table.plain(
                "Week by week",
                columns,
                mondays.stream().map(monday -> week(monday, pace.get(monday))).toList(),
                none);
    }

    private Row week(LocalDate monday, ForecastDetails.@Nullable Pace pace) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(
                "w" + monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                "from " + visit.words().day(monday)));
        for (PromiseKind kind : due()) cells.add(cell(monday, kind));
        cells.add(Cell.of(pace == null ? "–" : ForecastWords.took(pace.median())));
        cells.add(Cell.of(pace == null ? "–" : ForecastWords.took(pace.high())));
        cells.add(Cell.of(pace == null ? "–" : Words.count(pace.parcels())));
        return new Row(null, cells);
    }

    private Cell cell(LocalDate monday, PromiseKind kind) {
        Sum sum = read.tallies().stream()
                .filter(tally -> tally.kind() == kind && tally.week().equals(monday))
                .map(tally -> new Sum(tally.kept(), tally.broken()))
                .reduce(Sum.NOTHING, Sum::plus);
        return Cell.of(sum.percent(), sum.due() == 0 ? null : "of " + Words.count(sum.due()));
    }
}
