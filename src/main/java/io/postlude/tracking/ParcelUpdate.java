package io.postlude.tracking;

import io.postlude.kernel.TryAgain;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Writes changed parcels and orders' progress, each guarded by the version it was read with. */
final class ParcelUpdate {

    private static final String PARCELS = """
            update tracking.shipment s set
              detail = u.detail, status_at = case when u.status > 0 then to_timestamp(u.status::float8 / 1000) end,
              label_mark = u.label, sighting_mark = u.sighting, returning_mark = u.returning_, note_mark = u.note,
              end_mark = u.end_, unknown_mark = u.unknown_, possession = u.possession,
              trouble_marks = coalesce(u.troubles::bigint[], s.trouble_marks),
              first_scan_at = case when u.first > 0 then to_timestamp(u.first::float8 / 1000) end,
              last_scan_at = case when u.last > 0 then to_timestamp(u.last::float8 / 1000) end,
              delivered_at = case when u.delivered > 0 then to_timestamp(u.delivered::float8 / 1000) end,
              stalled_at = case when u.stalled > 0 then to_timestamp(u.stalled::float8 / 1000) end,
              version = s.version + 1
            from unnest(?::int[], ?::bigint[], ?::int[], ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::boolean[], ?::text[], ?::bigint[],
                        ?::bigint[], ?::bigint[], ?::bigint[])
              as u(store, id, version, detail, status, label, sighting, returning_, note, end_, unknown_, possession,
                   troubles, first, last, delivered, stalled)
            where s.store_id = u.store and s.id = u.id and s.version = u.version""";

    private static final String PROGRESS = """
            update tracking.order_progress p set detail = u.detail, version = p.version + 1
            from unnest(?::int[], ?::bigint[], ?::int[], ?::smallint[]) as u(store, id, version, detail)
            where p.store_id = u.store and p.order_id = u.id and p.version = u.version""";

    private ParcelUpdate() {}

    /** Another writer changed a row since it was read: forget what was remembered, read again, and repeat. */
    static final class Overtaken extends TryAgain {
        private static final long serialVersionUID = 1L;

        Overtaken(String what) {
            super(what + " changed since it was read");
        }
    }

    /** Rows are locked in the order of their keys, so that two writers cannot wait for each other. */
    static void parcels(Tx tx, Collection<Parcel> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Parcel> sorted = changed.stream()
                .sorted(Comparator.comparingInt((Parcel p) -> p.store().value()).thenComparingLong(p -> p.id().value()))
                .toList();
        int written = tx.update(
                PARCELS,
                sorted.stream().mapToInt(p -> p.store().value()).toArray(),
                longs(sorted, p -> p.id().value()),
                sorted.stream().mapToInt(Parcel::version).toArray(),
                details(sorted),
                longs(sorted, p -> millis(Standing.of(p.state()).at())),
                longs(sorted, p -> Mark.column(p.state().label())),
                longs(sorted, p -> Mark.column(p.state().sighting())),
                longs(sorted, p -> Mark.column(p.state().returning())),
                longs(sorted, p -> Mark.column(p.state().note())),
                longs(sorted, p -> Mark.column(p.state().end())),
                longs(sorted, p -> Mark.column(p.state().unknown())),
                possessions(sorted),
                troubles(sorted),
                longs(sorted, p -> millis(p.times().firstScan())),
                longs(sorted, p -> millis(p.times().lastScan())),
                longs(sorted, p -> millis(p.times().delivered())),
                longs(sorted, p -> millis(p.times().stalled())));
        if (written != sorted.size()) {
            throw new Overtaken("a shipment");
        }
    }

    /** An order's number, the version its progress was read with, and the new status. */
    record Progress(int store, long order, int version, StatusDetail detail) {}

    static void progress(Tx tx, List<Progress> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Progress> sorted = changed.stream()
                .sorted(Comparator.comparingInt(Progress::store).thenComparingLong(Progress::order))
                .toList();
        short[] details = new short[sorted.size()];
        for (int i = 0; i < details.length; i++) {
            details[i] = sorted.get(i).detail().number();
        }
        int written = tx.update(
                PROGRESS,
                sorted.stream().mapToInt(Progress::store).toArray(),
                sorted.stream().mapToLong(Progress::order).toArray(),
                sorted.stream().mapToInt(Progress::version).toArray(),
                details);
        if (written != sorted.size()) {
            throw new Overtaken("an order's progress");
        }
    }

    private static long[] longs(List<Parcel> parcels, ToLongFunction<Parcel> column) {
        return parcels.stream().mapToLong(column).toArray();
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli();
    }

    private static short[] details(List<Parcel> parcels) {
        short[] details = new short[parcels.size()];
        for (int i = 0; i < details.length; i++) {
            details[i] = parcels.get(i).detail().number();
        }
        return details;
    }

    private static boolean[] possessions(List<Parcel> parcels) {
        boolean[] possessions = new boolean[parcels.size()];
        for (int i = 0; i < possessions.length; i++) {
            possessions[i] = parcels.get(i).state().possession();
        }
        return possessions;
    }

    /** Most parcels never have a problem: null leaves the column as it is. */
    private static @Nullable String[] troubles(List<Parcel> parcels) {
        @Nullable String[] columns = new @Nullable String[parcels.size()];
        for (int i = 0; i < columns.length; i++) {
            List<Mark> troubles = parcels.get(i).state().troubles();
            columns[i] = troubles.isEmpty() ? null : ParcelRows.column(troubles);
        }
        return columns;
    }
}
