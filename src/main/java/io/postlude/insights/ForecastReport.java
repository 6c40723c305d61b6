package io.postlude.insights;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How good forecasts were: does the window hold what it says, how wide is it, how far off is the day, and what has drifted. */
public final class ForecastReport {
    /** Drift is looked for in so many of the latest days. */
    static final int RECENT_DAYS = 28;

    private static final int LEAST_PARCELS = 20;
    private static final double BIASED_FROM_SHARE = 0.15;
    private static final double BIASED_FROM_DAYS = 0.5;
    private static final double Z95 = 1.959964;

    private final InstantSource clock;

    ForecastReport(InstantSource clock) {
        this.clock = clock;
    }

    /** Which forecasts: of one stage, whose parcels arrived in the last so many weeks. Weeks begin in this zone. */
    public record Scope(Stage stage, int weeks, ZoneId zone) {}

    /** How often the window for a confidence held, and its mean width in days. */
    public record Held(double said, long held, long of, double width) {
        public double share() {
            return of == 0 ? Double.NaN : (double) held / of;
        }

        /** Wilson's interval, 95 percent: its lower end. */
        public double low() {
            return wilson(-1);
        }

        /** Its upper end. */
        public double high() {
            return wilson(1);
        }

        private double wilson(int side) {
            if (of == 0) return Double.NaN;
            double p = share();
            double square = Z95 * Z95;
            double spread = Z95 * Math.sqrt(p * (1 - p) / of + square / (4.0 * of * of));
            return (p + square / (2.0 * of) + side * spread) / (1 + square / of);
        }
    }

    /**
     * Figures of some forecasts.
     *
     * @param error mean absolute error of the likely moment, in days
     * @param bias how much later than that parcels came, in days
     * @param held the windows for 50, 80 and 90 percent
     * @param promiseError mean distance between arrival and what the shop had promised; NaN where it promised nothing
     * @param promiseBroken the share that came later than promised; NaN likewise
     */
    public record Figures(
            long parcels, double error, double bias, List<Held> held, double promiseError, double promiseBroken) {
        /** The window for 90 percent. */
        public Held nearly() {
            return held.getLast();
        }
    }

    /** A week, by its Monday. */
    public record Week(LocalDate monday, Figures figures) {}

    /** A carrier and the two ends as far as they tell lanes apart. */
    public record LaneName(String carrier, String fromCountry, String toCountry, String toRegion) {}

    /** How a lane stands. */
    public enum State {
        STEADY,
        /** Too few parcels to say. */
        THIN,
        /** Windows miss more often than they say, beyond chance. */
        MISSES,
        /** Windows hold more often than they need to, beyond chance: they could be narrower. */
        TOO_WIDE,
        /** Parcels come clearly later than said. */
        LATER,
        /** Parcels come clearly earlier than said. */
        EARLIER
    }

    /** A lane over the whole span, and how it stands by its last four weeks. */
    public record Lane(LaneName name, Figures figures, State state) {
        /** Whether somebody should look. */
        public boolean alarm() {
            return state == State.MISSES || state == State.LATER || state == State.EARLIER;
        }
    }

    /** All of it; {@code state} is that of all lanes together. */
    public record Report(List<Figures> overall, State state, List<Week> weeks, List<Lane> lanes) {
        public List<Lane> alarms() {
            return lanes.stream().filter(Lane::alarm).toList();
        }
    }

    Report of(Tx tx, StoreId store, Scope scope) {
        Instant now = clock.instant();
        ReportSql.Span span =
                new ReportSql.Span(store, scope.stage(), now.minus(Duration.ofDays(scope.weeks() * 7L)), now);
        ReportSql.Span recent = new ReportSql.Span(store, scope.stage(), now.minus(Duration.ofDays(RECENT_DAYS)), now);
        Map<LaneName, Figures> lately = ReportSql.byLane(tx, recent).stream()
                .collect(Collectors.toMap(ReportSql.LaneFigures::lane, ReportSql.LaneFigures::figures));
        List<Lane> lanes = ReportSql.byLane(tx, span).stream()
                .map(lane -> new Lane(
                        lane.lane(),
                        lane.figures(),
                        lately.containsKey(lane.lane()) ? state(lately.get(lane.lane())) : State.THIN))
                .toList();
        State state = ReportSql.overall(tx, recent).stream()
                .findFirst()
                .map(ForecastReport::state)
                .orElse(State.THIN);
        return new Report(
                ReportSql.overall(tx, span),
                state,
                ReportSql.byWeek(tx, span, scope.zone().getId()),
                lanes);
    }

    /** Alarms only where chance cannot explain it: 90 percent must lie outside the interval of what held. */
    static State state(Figures figures) {
        if (figures.parcels() < LEAST_PARCELS) return State.THIN;
        Held nearly = figures.nearly();
        double shift = Math.max(BIASED_FROM_DAYS, BIASED_FROM_SHARE * nearly.width());
        if (nearly.high() < nearly.said()) return figures.bias() > shift ? State.LATER : State.MISSES;
        if (figures.bias() > shift) return State.LATER;
        if (figures.bias() < -shift) return State.EARLIER;
        return nearly.low() > nearly.said() ? State.TOO_WIDE : State.STEADY;
    }
}
