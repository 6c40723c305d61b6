package io.postlude.insights;

import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.LaneName;
import io.postlude.insights.ForecastReport.Scope;
import io.postlude.insights.ForecastReport.State;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.promises.Promises;
import io.postlude.stores.Holidays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands beside a report on forecasts: carriers, the store's own pace, since when a lane is off, how much was learned. */
public final class ForecastDetails {
    private static final int CARRIERS_LIMIT = 50;

    private final InstantSource clock;

    public ForecastDetails(InstantSource clock) {
        this.clock = clock;
    }

    /** All of one stage's forecasts in one line; empty where none was judged in that time. */
    public Optional<Figures> overall(Tx tx, StoreId store, Scope scope) {
        return ReportSql.overall(tx, span(store, scope)).stream().findFirst();
    }

    /** A carrier's forecasts over all its lanes. */
    public record Carrier(String name, Figures figures, State state) {}

    /** The busiest carrier first. */
    public List<Carrier> carriers(Tx tx, StoreId store, Scope scope) {
        Map<String, Figures> lately = DetailsSql.byCarrier(tx, span(store, recent(scope))).stream()
                .collect(Collectors.toMap(DetailsSql.CarrierFigures::name, DetailsSql.CarrierFigures::figures));
        return DetailsSql.byCarrier(tx, span(store, scope)).stream()
                .map(carrier -> new Carrier(
                        carrier.name(),
                        carrier.figures(),
                        lately.containsKey(carrier.name())
                                ? ForecastReport.state(lately.get(carrier.name()))
                                : State.THIN))
                .toList();
    }

    private static Scope recent(Scope scope) {
        return new Scope(scope.stage(), ForecastReport.RECENT_DAYS / 7, scope.zone());
    }

    /**
     * How long things took, in days.
     *
     * @param low one in ten was faster
     * @param high one in ten was slower
     */
    public record Pace(long parcels, double low, double median, double high) {}

    /** A week by its Monday. */
    public record WeekOfPace(LocalDate monday, Pace pace) {}

    /** From the order to the hand-over, by the week of the hand-over. */
    public List<WeekOfPace> handling(Tx tx, StoreId store, Scope scope) {
        return DetailsSql.handling(tx, span(store, scope), scope.zone().getId());
    }

    /** The same in one; empty where nothing was handed over. */
    public Optional<Pace> handlingOverall(Tx tx, StoreId store, Scope scope) {
        return DetailsSql.handlingOverall(tx, span(store, scope));
    }

    /**
     * A carrier's own way, from hand-over to the door.
     *
     * @param promised how many of its parcels the shop had promised a day
     * @param late how many of those came after it
     */
    public record Transit(String carrier, Pace pace, long promised, long late) {}

    /** The busiest carrier first. */
    public List<Transit> transits(Tx tx, StoreId store, Scope scope) {
        return DetailsSql.transits(tx, span(store, scope));
    }

    /**
     * On which days a carrier brings parcels, of those that teach the forecast.
     *
     * @param byDay from Monday to Sunday, holidays aside
     * @param onHolidays brought on public holidays that were no Sunday
     * @param holidays how many such days there were
     */
    public record Weekdays(String carrier, List<Long> byDay, long onHolidays, long holidays) {
        public long parcels() {
            return byDay.stream().mapToLong(Long::longValue).sum() + onHolidays;
        }
    }

    /** The busiest carrier first; {@code region} is the one whose public holidays count, as in a store's calendar. */
    public List<Weekdays> weekdays(Tx tx, StoreId store, Scope scope, String region) {
        ReportSql.Span span = span(store, scope);
        LocalDate first = LocalDate.ofInstant(span.from(), scope.zone());
        LocalDate last = LocalDate.ofInstant(span.until(), scope.zone());
        Set<LocalDate> free = first.datesUntil(last.plusDays(1))
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SUNDAY
                        && Holidays.of(region, day.getYear()).containsKey(day))
                .collect(Collectors.toSet());
        Map<String, List<DetailsSql.DayOfCarrier>> days = DetailsSql.days(
                        tx, span, scope.zone().getId())
                .stream()
                .collect(Collectors.groupingBy(DetailsSql.DayOfCarrier::carrier));
        return days.entrySet().stream()
                .map(carrier -> weekdays(carrier.getKey(), carrier.getValue(), free))
                .sorted(Comparator.comparingLong(Weekdays::parcels).reversed().thenComparing(Weekdays::carrier))
                .limit(CARRIERS_LIMIT)
                .toList();
    }

    private static Weekdays weekdays(String carrier, List<DetailsSql.DayOfCarrier> days, Set<LocalDate> free) {
        long[] byDay = new long[DayOfWeek.values().length];
        long onHolidays = 0;
        for (DetailsSql.DayOfCarrier day : days) {
            if (free.contains(day.day())) onHolidays += day.parcels();
            else byDay[day.day().getDayOfWeek().getValue() - 1] += day.parcels();
        }
        return new Weekdays(carrier, Arrays.stream(byDay).boxed().toList(), onHolidays, free.size());
    }

    /** When each of these lanes changed, found from all its parcels in that time; those too thin to say are left out. */
    public Map<LaneName, Change> changes(Tx tx, StoreId store, Scope scope, List<LaneName> lanes) {
        return Change.of(DetailsSql.judged(tx, span(store, scope), lanes));
    }

    /** What became of one week's delivery promises on one lane; its words are empty where no parcel is known. */
    public record LaneKept(LaneName lane, LocalDate monday, long kept, long broken) {}

    /** Delivery promises that came due, by the lane their parcels travelled and the week; they add up to all handed in. */
    public List<LaneKept> keptByLane(Tx tx, StoreId store, List<Promises.SettledDelivery> settled) {
        return KeptSql.byLane(tx, store, settled);
    }

    /** How many delivered parcels there are to learn from. */
    public long learnable(Tx tx, StoreId store) {
        return FactSql.count(tx, store);
    }

    private ReportSql.Span span(StoreId store, Scope scope) {
        Instant now = clock.instant();
        return new ReportSql.Span(store, scope.stage(), now.minus(Duration.ofDays(scope.weeks() * 7L)), now);
    }
}
