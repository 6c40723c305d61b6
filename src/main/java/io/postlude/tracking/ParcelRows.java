package io.postlude.tracking;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads parcels by the order they belong to, with the hashes of their scans. */
final class ParcelRows {

    private static final String COLUMNS = """
            s.store_id, s.id, s.order_id, s.direction, s.promise_id, s.version, s.label_mark, s.sighting_mark,
            s.returning_mark, s.note_mark, s.end_mark, s.unknown_mark, s.trouble_marks, s.possession,
            s.first_scan_at, s.last_scan_at, s.delivered_at, s.stalled_at""";

    private static final String OF_ORDERS = "select " + COLUMNS + """
            , p.detail as progress, p.version as progress_version
            from unnest(?::int[], ?::bigint[]) as u(s, g)
            join tracking.shipment s on s.store_id = u.s and s.order_id = u.g
            left join tracking.order_progress p on p.store_id = u.s and p.order_id = u.g""";

    private static final String ALONE = "select " + COLUMNS + """
            , null::smallint as progress, 0 as progress_version
            from unnest(?::int[], ?::bigint[]) as u(s, g)
            join tracking.shipment s on s.store_id = u.s and s.id = u.g and s.order_id is null""";

    private static final String LOCK_OF_ORDERS = """
            select s.id from unnest(?::int[], ?::bigint[]) as u(s, g)
            join tracking.shipment s on s.store_id = u.s and s.order_id = u.g
            order by s.store_id, s.id for no key update of s""";

    private static final String LOCK_ALONE = """
            select s.id from unnest(?::int[], ?::bigint[]) as u(s, g)
            join tracking.shipment s on s.store_id = u.s and s.id = u.g and s.order_id is null
            order by s.store_id, s.id for no key update of s""";

    private static final String LOCK_PROGRESS = """
            select p.order_id from unnest(?::int[], ?::bigint[]) as u(s, g)
            join tracking.order_progress p on p.store_id = u.s and p.order_id = u.g
            order by p.store_id, p.order_id for no key update of p""";

    private static final String HASHES = "select shipment_id, hash from tracking.scan where shipment_id = any(?)";

    private ParcelRows() {}

    /** A group to load: an order's parcels, or one parcel without an order. */
    record GroupKey(StoreId store, long group) {}

    /**
     * Holds the parcels of these groups, and their orders' progress, until the transaction ends: what is then read cannot be
     * overtaken. Parcels before progress, each in the order of their keys, as every writer of them does.
     */
    static void lock(Tx tx, Collection<GroupKey> keys) {
        int[] stores = keys.stream().mapToInt(k -> k.store().value()).toArray();
        long[] numbers = keys.stream().mapToLong(GroupKey::group).toArray();
        tx.execute(LOCK_OF_ORDERS, stores, numbers);
        tx.execute(LOCK_ALONE, stores, numbers);
        tx.execute(LOCK_PROGRESS, stores, numbers);
    }

    /** The groups found, by their number. */
    static Map<Long, OrderParcels> load(Tx tx, Collection<GroupKey> keys) {
        Map<Long, OrderParcels> groups = new HashMap<>();
        if (keys.isEmpty()) {
            return groups;
        }
        int[] stores = keys.stream().mapToInt(k -> k.store().value()).toArray();
        long[] numbers = keys.stream().mapToLong(GroupKey::group).toArray();
        tx.each(OF_ORDERS, row -> add(groups, row), stores, numbers);
        if (groups.size() < keys.size()) {
            tx.each(ALONE, row -> add(groups, row), stores, numbers);
        }
        return withHashes(tx, groups);
    }

    private static void add(Map<Long, OrderParcels> groups, ResultSet row) throws SQLException {
        Parcel parcel = parcel(row);
        OrderParcels group = groups.get(parcel.group());
        if (group == null) {
            int progress = row.getInt("progress");
            StatusDetail detail = row.wasNull() ? null : StatusDetail.ofNumber(progress);
            group = new OrderParcels(parcel.store(), List.of(), detail, row.getInt("progress_version"));
        }
        List<Parcel> parcels = new ArrayList<>(group.parcels());
        parcels.add(parcel);
        groups.put(
                parcel.group(),
                new OrderParcels(group.store(), List.copyOf(parcels), group.progress(), group.progressVersion()));
    }

    private static Map<Long, OrderParcels> withHashes(Tx tx, Map<Long, OrderParcels> groups) {
        long[] shipments = groups.values().stream()
                .flatMap(group -> group.parcels().stream())
                .filter(parcel -> parcel.times().lastScan() != null)
                .mapToLong(parcel -> parcel.id().value())
                .toArray();
        if (shipments.length == 0) {
            return groups;
        }
        Map<Long, long[]> hashes = new HashMap<>();
        tx.each(HASHES, row -> hashes.merge(row.getLong(1), new long[] {row.getLong(2)}, ParcelRows::joined), (Object)
                shipments);
        groups.replaceAll((key, group) -> {
            OrderParcels with = group;
            for (Parcel parcel : group.parcels()) {
                long[] known = hashes.get(parcel.id().value());
                with = known == null ? with : with.with(parcel.withHashes(Hashes.of(known)));
            }
            return with;
        });
        return groups;
    }

    private static long[] joined(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    static Parcel parcel(ResultSet row) throws SQLException {
        long order = row.getLong("order_id");
        OrderId orderId = row.wasNull() ? null : new OrderId(order);
        return new Parcel(
                new StoreId(row.getInt("store_id")),
                new ShipmentId(row.getLong("id")),
                orderId,
                state(row),
                new ParcelTimes(
                        Tx.instant(row, "first_scan_at"),
                        Tx.instant(row, "last_scan_at"),
                        Tx.instant(row, "delivered_at"),
                        Tx.instant(row, "stalled_at")),
                row.getLong("promise_id"),
                row.getInt("version"),
                Hashes.NONE);
    }

    private static ParcelState state(ResultSet row) throws SQLException {
        return new ParcelState(
                Direction.ofNumber(row.getInt("direction")),
                Mark.read(row.getLong("label_mark")),
                Mark.read(row.getLong("sighting_mark")),
                Mark.read(row.getLong("returning_mark")),
                Mark.read(row.getLong("note_mark")),
                Mark.read(row.getLong("end_mark")),
                Mark.read(row.getLong("unknown_mark")),
                row.getBoolean("possession"),
                marks(row.getArray("trouble_marks")));
    }

    private static List<Mark> marks(Array column) throws SQLException {
        Long[] packed = (Long[]) column.getArray();
        return packed.length == 0
                ? List.of()
                : Arrays.stream(packed).map(Mark::new).toList();
    }

    static String column(List<Mark> marks) {
        StringBuilder text = new StringBuilder("{");
        for (Mark mark : marks) {
            text.append(text.length() > 1 ? "," : "").append(mark.packed());
        }
        return text.append('}').toString();
    }
}
