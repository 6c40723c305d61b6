package io.postlude.insights;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The statements over forecast_outcome. */
final class OutcomeSql {
    private static final String PUT = """
            insert into insights.forecast_outcome (store_id, order_id, shipment_id, stage, start_at, version, middle, spread,
              likely, from50, to50, from80, to80, from90, to90, promised_by, carrier, from_country, to_country, to_region,
              replayed)
            select ?, o, s, ?, a, ?, m, sp, l, f5, t5, f8, t8, f9, t9, p::timestamptz, c, fc, tc, tr, ?
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[], ?::float8[], ?::float8[], ?::float8[], ?::float8[],
              ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[]) as u(o, s, a, m, sp, l, f5, t5, f8, t8, f9, t9, p, c, fc, tc, tr)
            on conflict do nothing""";

    /** An order's first parcel to arrive settles what was said when the order was placed. */
    private static final String SETTLE = """
            update insights.forecast_outcome f set delivered_at = u.at,
              took = extract(epoch from u.at - f.start_at) / 86400,
              score = (ln(greatest(extract(epoch from u.at - f.start_at) / 86400, 1 / 12.0)) - f.middle) / f.spread
            from unnest(?::bigint[], ?::bigint[], ?::timestamptz[]) as u(o, s, at)
            where f.store_id = ? and f.order_id = u.o and f.shipment_id in (0, u.s) and f.delivered_at is null
              and u.at > f.start_at""";

    private static final String REOPEN = """
            update insights.forecast_outcome set delivered_at = null, took = null, score = null
            where store_id = ? and shipment_id = any(?)""";

    private static final String KNOWN = """
            select score, took between from50 and to50, took between from80 and to80, took between from90 and to90,
              delivered_at
            from insights.forecast_outcome
            where store_id = ? and stage = ? and delivered_at > ? and delivered_at < ? order by delivered_at""";

    private OutcomeSql() {}

    /** A forecast to be judged: for an order (shipment 0) or one parcel. Windows in days from its start. */
    record Said(
            long order,
            long shipment,
            Trip trip,
            double start,
            double middle,
            double spread,
            double likely,
            Arrival.Window half,
            Arrival.Window most,
            Arrival.Window nearly,
            String carrier) {}

    /** What all of a batch share. */
    record Batch(StoreId store, Stage stage, int version, boolean replayed) {}

    static void put(Tx tx, Batch batch, List<Said> all) {
        if (all.isEmpty()) return;
        List<@Nullable String> promised = new ArrayList<>();
        for (Said said : all) {
            double at = said.trip().times().promised();
            promised.add(Double.isNaN(at) ? null : Trip.instant(at).toString());
        }
        tx.execute(
                PUT,
                batch.store(),
                batch.stage(),
                batch.version(),
                batch.replayed(),
                all.stream().mapToLong(Said::order).toArray(),
                all.stream().mapToLong(Said::shipment).toArray(),
                all.stream().map(said -> Trip.instant(said.start())).toArray(Instant[]::new),
                numbers(all, Said::middle),
                numbers(all, Said::spread),
                numbers(all, Said::likely),
                numbers(all, said -> said.half().from()),
                numbers(all, said -> said.half().to()),
                numbers(all, said -> said.most().from()),
                numbers(all, said -> said.most().to()),
                numbers(all, said -> said.nearly().from()),
                numbers(all, said -> said.nearly().to()),
                promised.toArray(new @Nullable String[0]),
                words(all, Said::carrier),
                words(all, said -> said.trip().from().country()),
                words(all, said -> said.trip().to().country()),
                words(all, said -> said.trip().to().region()));
    }

    private static double[] numbers(List<Said> all, ToDoubleFunction<Said> number) {
        return all.stream().mapToDouble(number).toArray();
    }

    private static String[] words(List<Said> all, Function<Said, String> word) {
        return all.stream().map(word).toArray(String[]::new);
    }

    static void settle(Tx tx, StoreId store, List<Arrived> arrived) {
        if (arrived.isEmpty()) return;
        tx.execute(
                SETTLE,
                arrived.stream().mapToLong(Arrived::order).toArray(),
                arrived.stream().mapToLong(Arrived::shipment).toArray(),
                arrived.stream().map(Arrived::at).toArray(Instant[]::new),
                store);
    }

    /** A parcel that arrived. */
    record Arrived(long order, long shipment, Instant at) {}

    static void reopen(Tx tx, StoreId store, long[] shipments) {
        if (shipments.length > 0) tx.execute(REOPEN, store, shipments);
    }

    /** What has come true in that time, in the order it became known. */
    static List<Calibration.Outcome> known(Tx tx, ReportSql.Span span) {
        return tx.list(
                KNOWN,
                row -> new Calibration.Outcome(
                        row.getDouble(1),
                        new Calibration.Held(row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)),
                        Trip.day(Tx.instantNotNull(row, "delivered_at"))),
                span.store(),
                span.stage(),
                span.from(),
                span.until());
    }
}
