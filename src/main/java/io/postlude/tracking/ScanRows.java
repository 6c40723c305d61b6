package io.postlude.tracking;

import io.postlude.kernel.BinaryCopy;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes scans: by binary COPY in bulk, by {@code unnest} for a few or under row-level security. */
final class ScanRows {

    /** Below this the extra steps of the COPY protocol cost more than they save. */
    private static final int COPY_FROM_ROWS = 100;

    private static final int COLUMNS = 17;
    private static final int BYTES_A_ROW = 260;

    private static final String NAMES = """
            (store_id, shipment_id, hash, occurred_at, offset_seconds, precision, detail, reading, provider, carrier,
             raw_code, city, region, country, message, signed_by, received_at)""";

    private static final String INSERT = "insert into tracking.scan " + NAMES + """
             select * from unnest(?::int[], ?::bigint[], ?::bigint[], ?::timestamptz[], ?::int[], ?::smallint[],
               ?::smallint[], ?::smallint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
               ?::text[], ?::text[], ?::timestamptz[])
             on conflict do nothing""";

    private static final Comparator<ScanRow> BY_KEY =
            Comparator.comparingLong((ScanRow row) -> row.shipment().value()).thenComparingLong(ScanRow::hash);

    private ScanRows() {}

    /** Writes all or none: another writer that was faster with one of them is an {@link ParcelUpdate.Overtaken}. */
    static void write(Tx tx, List<ScanRow> scans, Instant receivedAt) {
        if (scans.isEmpty()) {
            return;
        }
        List<ScanRow> sorted = scans.stream().sorted(BY_KEY).toList();
        if (tx.store().isEmpty() && sorted.size() >= COPY_FROM_ROWS) {
            copy(tx, sorted, receivedAt);
        } else if (insert(tx, sorted, receivedAt) != sorted.size()) {
            throw new ParcelUpdate.Overtaken("a scan");
        }
    }

    private static void copy(Tx tx, List<ScanRow> scans, Instant receivedAt) {
        BinaryCopy copy = new BinaryCopy(COLUMNS, scans.size() * BYTES_A_ROW);
        for (ScanRow row : scans) {
            ScanReport report = row.report();
            copy.row()
                    .int4(row.store().value())
                    .int8(row.shipment().value())
                    .int8(row.hash())
                    .time(row.occurredAt())
                    .int4(row.offsetSeconds())
                    .int2(row.precision().number())
                    .int2(row.detail().number())
                    .int2(row.reading())
                    .text(report.provider())
                    .text(row.carrier())
                    .text(report.code().canonical())
                    .text(report.place().city())
                    .text(report.place().region())
                    .text(report.place().country())
                    .text(report.message())
                    .text(report.signedBy())
                    .time(receivedAt);
        }
        copy.into(tx, "tracking.scan " + NAMES);
    }

    private static long insert(Tx tx, List<ScanRow> scans, Instant receivedAt) {
        Instant[] received = new Instant[scans.size()];
        Arrays.fill(received, receivedAt);
        return tx.update(
                INSERT,
                scans.stream().mapToInt(row -> row.store().value()).toArray(),
                scans.stream().mapToLong(row -> row.shipment().value()).toArray(),
                scans.stream().mapToLong(ScanRow::hash).toArray(),
                scans.stream().map(ScanRow::occurredAt).toArray(Instant[]::new),
                scans.stream().mapToInt(ScanRow::offsetSeconds).toArray(),
                shorts(scans, row -> row.precision().number()),
                shorts(scans, row -> row.detail().number()),
                shorts(scans, ScanRow::reading),
                texts(scans, row -> row.report().provider()),
                texts(scans, ScanRow::carrier),
                texts(scans, row -> row.report().code().canonical()),
                texts(scans, row -> row.report().place().city()),
                texts(scans, row -> row.report().place().region()),
                texts(scans, row -> row.report().place().country()),
                texts(scans, row -> row.report().message()),
                texts(scans, row -> row.report().signedBy()),
                received);
    }

    private static short[] shorts(List<ScanRow> scans, Function<ScanRow, Short> column) {
        short[] values = new short[scans.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(scans.get(i));
        }
        return values;
    }

    private static @Nullable String[] texts(List<ScanRow> scans, Function<ScanRow, @Nullable String> column) {
        @Nullable String[] values = new @Nullable String[scans.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(scans.get(i));
        }
        return values;
    }
}
