package io.postlude.insights;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The statements of the report on forecasts. */
final class ReportSql {
    static final String FIGURES = """
            count(*) as parcels, avg(abs(took - likely)) as error, avg(took - likely) as bias,
            count(*) filter (where took between from50 and to50) as held50,
            count(*) filter (where took between from80 and to80) as held80,
            count(*) filter (where took between from90 and to90) as held90,
            avg(to50 - from50) as width50, avg(to80 - from80) as width80, avg(to90 - from90) as width90,
            avg(abs(extract(epoch from delivered_at - promised_by)) / 86400) as promise_error,
            avg((delivered_at > promised_by)::int) as promise_broken""";

    static final String WHERE =
            " from insights.forecast_outcome where store_id = ? and stage = ? and delivered_at >= ? and delivered_at < ?";

    private static final String OVERALL = "select " + FIGURES + WHERE + " having count(*) > 0";

    private static final String BY_WEEK = "select date_trunc('week', delivered_at at time zone ?)::date as week, "
            + FIGURES + WHERE + " group by 1 order by 1";

    private static final String BY_LANE = "select carrier, from_country, to_country, to_region, " + FIGURES + WHERE
            + " group by 1, 2, 3, 4 order by count(*) desc, 1, 2, 3, 4 limit ?";

    private static final int LANES_LIMIT = 100;

    private ReportSql() {}

    /** One stage's forecasts whose parcels arrived in that time. */
    record Span(StoreId store, Stage stage, Instant from, Instant until) {}

    static List<ForecastReport.Figures> overall(Tx tx, Span span) {
        return tx.list(OVERALL, ReportSql::figures, span.store(), span.stage(), span.from(), span.until());
    }

    static List<ForecastReport.Week> byWeek(Tx tx, Span span, String zone) {
        return tx.list(
                BY_WEEK,
                row -> new ForecastReport.Week(row.getObject("week", LocalDate.class), figures(row)),
                zone,
                span.store(),
                span.stage(),
                span.from(),
                span.until());
    }

    static List<LaneFigures> byLane(Tx tx, Span span) {
        return tx.list(
                BY_LANE,
                row -> new LaneFigures(
                        new ForecastReport.LaneName(
                                row.getString("carrier"),
                                row.getString("from_country"),
                                row.getString("to_country"),
                                row.getString("to_region")),
                        figures(row)),
                span.store(),
                span.stage(),
                span.from(),
                span.until(),
                LANES_LIMIT);
    }

    /** A lane's figures in a span. */
    record LaneFigures(ForecastReport.LaneName lane, ForecastReport.Figures figures) {}

    static ForecastReport.Figures figures(ResultSet row) throws SQLException {
        return new ForecastReport.Figures(
                row.getLong("parcels"),
                row.getDouble("error"),
                row.getDouble("bias"),
                List.of(
                        new ForecastReport.Held(
                                0.5, row.getLong("held50"), row.getLong("parcels"), row.getDouble("width50")),
                        new ForecastReport.Held(
                                0.8, row.getLong("held80"), row.getLong("parcels"), row.getDouble("width80")),
                        new ForecastReport.Held(
                                0.9, row.getLong("held90"), row.getLong("parcels"), row.getDouble("width90"))),
                nullable(row, "promise_error"),
                nullable(row, "promise_broken"));
    }

    private static double nullable(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }
}
