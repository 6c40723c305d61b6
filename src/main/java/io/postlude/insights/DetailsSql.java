package io.postlude.insights;

import io.postlude.insights.ForecastDetails.Pace;
import io.postlude.insights.ForecastDetails.Transit;
import io.postlude.insights.ForecastDetails.WeekOfPace;
import io.postlude.insights.ForecastReport.Figures;
import io.postlude.insights.ForecastReport.LaneName;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The statements beside the report on forecasts. */
final class DetailsSql {
    private static final int CARRIERS_LIMIT = 50;
    /** The latest so many tell when a lane changed. */
    private static final int JUDGED_LIMIT = 20_000;

    private static final String BY_CARRIER = "select carrier, " + ReportSql.FIGURES + ReportSql.WHERE
            + " group by carrier order by count(*) desc, carrier limit ?";

    private static final String PACE = """
            count(*) as parcels, percentile_cont(0.1) within group (order by took) as low,
            percentile_cont(0.5) within group (order by took) as median,
            percentile_cont(0.9) within group (order by took) as high""";

    private static final String HANDED_OVER = """
             from (select handed_over_at, extract(epoch from handed_over_at - placed_at) / 86400 as took
               from insights.delivery_fact
               where store_id = ? and handed_over_at >= ? and handed_over_at < ? and handed_over_at >= placed_at) h""";

    private static final String HANDLING = "select date_trunc('week', handed_over_at at time zone ?)::date as week, "
            + PACE + " " + HANDED_OVER + " group by 1 order by 1";

    private static final String HANDLING_OVERALL = "select " + PACE + " " + HANDED_OVER + " having count(*) > 0";

    private static final String TRANSITS = "select carried, " + PACE + """
            , count(promised_by) as promised, count(*) filter (where delivered_at > promised_by) as late
            from (select carried, delivered_at, promised_by,
                extract(epoch from delivered_at - handed_over_at) / 86400 as took
              from insights.delivery_fact
              where store_id = ? and delivered_at >= ? and delivered_at < ? and delivered_at >= handed_over_at) d
            group by carried order by count(*) desc, carried limit ?""";

    private static final String WEEKDAYS = """
            select carried, d.day, count(*) as parcels
            from (select carried, (delivered_at at time zone ?)::date as day
              from insights.delivery_fact where store_id = ? and delivered_at >= ? and delivered_at < ?) d
            group by carried, d.day order by carried, d.day""";

    private static final String JUDGED = """
            select * from (
              select f.carrier, f.from_country, f.to_country, f.to_region, f.delivered_at, f.took - f.likely as off,
                f.took not between f.from90 and f.to90 as missed
              from insights.forecast_outcome f
              join unnest(?::text[], ?::text[], ?::text[], ?::text[]) as l(c, o, d, r)
                on f.carrier = l.c and f.from_country = l.o and f.to_country = l.d and f.to_region = l.r
              where f.store_id = ? and f.stage = ? and f.delivered_at >= ? and f.delivered_at < ?
              order by f.delivered_at desc limit ?) latest
            order by delivered_at""";

    private DetailsSql() {}

    /** A carrier's figures in a span. */
    record CarrierFigures(String name, Figures figures) {}

    static List<CarrierFigures> byCarrier(Tx tx, ReportSql.Span span) {
        return tx.list(
                BY_CARRIER,
                row -> new CarrierFigures(row.getString("carrier"), ReportSql.figures(row)),
                span.store(),
                span.stage(),
                span.from(),
                span.until(),
                CARRIERS_LIMIT);
    }

    static List<WeekOfPace> handling(Tx tx, ReportSql.Span span, String zone) {
        return tx.list(
                HANDLING,
                row -> new WeekOfPace(row.getObject("week", LocalDate.class), pace(row)),
                zone,
                span.store(),
                span.from(),
                span.until());
    }

    static Optional<Pace> handlingOverall(Tx tx, ReportSql.Span span) {
        return tx.first(HANDLING_OVERALL, DetailsSql::pace, span.store(), span.from(), span.until());
    }

    static List<Transit> transits(Tx tx, ReportSql.Span span) {
        return tx.list(
                TRANSITS,
                row -> new Transit(row.getString("carried"), pace(row), row.getLong("promised"), row.getLong("late")),
                span.store(),
                span.from(),
                span.until(),
                CARRIERS_LIMIT);
    }

    /** What a carrier brought on one day. */
    record DayOfCarrier(String carrier, LocalDate day, long parcels) {}

    static List<DayOfCarrier> days(Tx tx, ReportSql.Span span, String zone) {
        return tx.list(
                WEEKDAYS,
                row -> new DayOfCarrier(
                        row.getString("carried"), row.getObject("day", LocalDate.class), row.getLong("parcels")),
                zone,
                span.store(),
                span.from(),
                span.until());
    }

    static List<Change.Judged> judged(Tx tx, ReportSql.Span span, List<LaneName> lanes) {
        if (lanes.isEmpty()) return List.of();
        return tx.list(
                JUDGED,
                row -> new Change.Judged(
                        new LaneName(
                                row.getString("carrier"),
                                row.getString("from_country"),
                                row.getString("to_country"),
                                row.getString("to_region")),
                        Tx.instantNotNull(row, "delivered_at"),
                        row.getDouble("off"),
                        row.getBoolean("missed")),
                words(lanes, LaneName::carrier),
                words(lanes, LaneName::fromCountry),
                words(lanes, LaneName::toCountry),
                words(lanes, LaneName::toRegion),
                span.store(),
                span.stage(),
                span.from(),
                span.until(),
                JUDGED_LIMIT);
    }

    private static String[] words(List<LaneName> lanes, Function<LaneName, String> part) {
        return lanes.stream().map(part).toArray(String[]::new);
    }

    private static Pace pace(ResultSet row) throws SQLException {
        return new Pace(row.getLong("parcels"), row.getDouble("low"), row.getDouble("median"), row.getDouble("high"));
    }
}
