package io.postlude.console;

import io.postlude.console.ForecastPage.CarrierRow;
import io.postlude.console.ForecastPage.Carriers;
import io.postlude.console.ForecastPage.Chart;
import io.postlude.console.ForecastPage.Handling;
import io.postlude.console.ForecastPage.HandlingWeek;
import io.postlude.console.ForecastPage.Model;
import io.postlude.console.ForecastPage.WeekdayRow;
import io.postlude.console.ForecastPage.Weekdays;
import io.postlude.console.Parts.Fact;
import io.postlude.insights.ForecastDetails;
import io.postlude.insights.ModelState;
import io.postlude.promises.Promises;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pace behind forecasts: the store's own until the hand-over, the carriers' after it; and what the model knows. */
final class ForecastPace {
    private static final int LEAST_WEEKS = 3;
    private static final double HOURS_A_DAY = 24;
    /** Above so many days a chart counts in days. */
    private static final double HOURS_UNTIL_DAYS = 3;

    private ForecastPace() {}

    static @Nullable Handling handling(Visit visit, ForecastDesk.Read read) {
        ForecastDetails.Pace all = read.pace().handling().orElse(null);
        if (all == null) return null;
        Map<LocalDate, Promises.Tally> promised =
                read.pace().handOvers().stream().collect(Collectors.toMap(Promises.Tally::week, tally -> tally));
        List<ForecastDetails.WeekOfPace> weeks = read.pace().weeks();
        return new Handling(
                ForecastWords.took(all.median()),
                "median of %s; eight of ten took %s"
                        .formatted(Words.count(all.parcels(), "parcel", "parcels"), range(all)),
                promise(read.pace().handOvers()),
                chart(weeks),
                weeks.reversed().stream()
                        .map(week -> week(visit, week, promised.get(week.monday())))
                        .toList(),
                !promised.isEmpty());
    }

    private static String range(ForecastDetails.Pace pace) {
        return ForecastWords.took(pace.low()) + " to " + ForecastWords.took(pace.high());
    }

    private static String promise(List<Promises.Tally> tallies) {
        long kept = tallies.stream().mapToLong(Promises.Tally::kept).sum();
        long due = kept + tallies.stream().mapToLong(Promises.Tally::broken).sum();
        if (due == 0) return "The shop promised no hand-over that came due in this time.";
        KeptChart.Interval sure = KeptChart.wilson(kept, due);
        return "The shop promised a hand-over %s and kept %s: %s %%, 95 %% interval %s–%s."
                .formatted(
                        due == 1 ? "once" : Words.count(due) + " times",
                        Words.count(kept),
                        Words.percent(sure.share()),
                        Words.percent(sure.low()),
                        Words.percent(sure.high()));
    }

    private static HandlingWeek week(Visit visit, ForecastDetails.WeekOfPace week, Promises.@Nullable Tally promised) {
        String kept = promised == null
                ? "none due"
                : Words.count(promised.kept()) + " of " + Words.count(promised.kept() + promised.broken());
        return new HandlingWeek(
                "w%d, %s"
                        .formatted(
                                week.monday().get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                                visit.words().day(week.monday())),
                Words.count(week.pace().parcels()),
                ForecastWords.took(week.pace().median()),
                range(week.pace()),
                kept);
    }

    private static @Nullable Chart chart(List<ForecastDetails.WeekOfPace> weeks) {
        if (weeks.size() < LEAST_WEEKS) return null;
        double highest =
                weeks.stream().mapToDouble(week -> week.pace().high()).max().orElse(0);
        boolean hours = highest < HOURS_UNTIL_DAYS;
        double factor = hours ? HOURS_A_DAY : 1;
        List<ForecastChart.Point> points = weeks.stream()
                .map(week -> new ForecastChart.Point(
                        week.monday(),
                        week.pace().low() * factor,
                        week.pace().median() * factor,
                        week.pace().high() * factor,
                        Double.NaN))
                .toList();
        String label = "Median from order to hand-over by week: %s at first, %s in the last week"
                .formatted(
                        ForecastWords.took(weeks.getFirst().pace().median()),
                        ForecastWords.took(weeks.getLast().pace().median()));
        return ForecastChart.durations(new ForecastChart.Titles("", "", label, hours ? " h" : " days"), points, null);
    }

    static @Nullable Carriers carriers(ForecastDesk.Read read) {
        List<ForecastDetails.Transit> transits = read.pace().transits();
        if (transits.isEmpty()) return null;
        return new Carriers(
                read.scope().weeks() + " weeks, from hand-over to the door",
                transits.stream().map(ForecastPace::carrier).toList());
    }

    private static CarrierRow carrier(ForecastDetails.Transit transit) {
        if (transit.promised() == 0) {
            return new CarrierRow(
                    ForecastWords.carrier(transit.carrier()),
                    Words.count(transit.pace().parcels()),
                    ForecastWords.took(transit.pace().median()),
                    range(transit.pace()),
                    "–",
                    "none promised");
        }
        KeptChart.Interval sure = KeptChart.wilson(transit.late(), transit.promised());
        return new CarrierRow(
                ForecastWords.carrier(transit.carrier()),
                Words.count(transit.pace().parcels()),
                ForecastWords.took(transit.pace().median()),
                range(transit.pace()),
                Words.percent(sure.share()) + " %",
                "%.0f–%.0f, of %s".formatted(sure.low() * 100, sure.high() * 100, Words.count(transit.promised())));
    }

    /** Null where nothing was delivered. */
    static @Nullable Weekdays weekdays(ForecastDesk.Read read) {
        List<ForecastDetails.Weekdays> carriers = read.pace().weekdays();
        if (carriers.isEmpty()) return null;
        long holidays = carriers.getFirst().holidays();
        return new Weekdays(
                "of %s weeks: share of parcels brought on each day; %s in that time"
                        .formatted(
                                read.scope().weeks(),
                                holidays == 0
                                        ? "no public holiday but Sundays"
                                        : Words.count(holidays, "public holiday", "public holidays")),
                carriers.stream().map(ForecastPace::weekdays).toList());
    }

    private static WeekdayRow weekdays(ForecastDetails.Weekdays carrier) {
        long all = carrier.parcels();
        return new WeekdayRow(
                ForecastWords.carrier(carrier.carrier()),
                Words.count(all),
                carrier.byDay().stream()
                        .map(parcels -> parcels == 0 ? "–" : Math.round(100.0 * parcels / all) + " %")
                        .toList(),
                carrier.holidays() == 0 ? "–" : Words.count(carrier.onHolidays()));
    }

    static Model model(Visit visit, ForecastDesk.Pace pace) {
        ModelState state = pace.model().orElse(null);
        if (state == null) {
            return new Model(
                    "Nothing learned yet",
                    List.of(Fact.of("Delivered parcels", Words.count(pace.learnable()))),
                    "Learning begins by itself with the first delivered parcels. Until then windows are wide and say so.");
        }
        return new Model(
                "Version " + state.version(),
                List.of(
                        Fact.of("Learned", visit.words().moment(state.trainedAt())),
                        Fact.of("From", Words.count(state.parcels(), "delivered parcel", "delivered parcels")),
                        Fact.of("It took", took(Duration.ofMillis(state.tookMillis()))),
                        Fact.of("Delivered since", Words.count(Math.max(0, pace.learnable() - state.parcels())))),
                "Learned anew every day, and sooner when the history grows by a tenth.");
    }

    private static String took(Duration duration) {
        return duration.toSeconds() < 60 ? "%.1f s".formatted(duration.toMillis() / 1000.0) : Words.span(duration);
    }
}
