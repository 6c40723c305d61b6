package io.postlude.tracking;

import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads shipments for people: a statement for each kind of part, however many shipments. */
final class ShipmentViews {

    private static final int SHIPMENTS_LIMIT = 500;

    private static final String BY_IDS =
            "select * from tracking.shipment where store_id = ? and id = any(?) order by id";

    private static final String IDS_OF_ORDER = """
            select id from tracking.shipment where store_id = ? and order_id = ? order by id limit ?""";

    private static final String IDS_OF_ORDERS =
            "select id from tracking.shipment where store_id = ? and order_id = any(?) order by id";

    private static final String IDS_OF_PAGE = """
            select id from tracking.shipment where store_id = ? and id < ? order by id desc limit ?""";

    private static final String ID_OF_NUMBER = """
            select shipment_id from tracking.leg where store_id = ? and number = ? order by shipment_id desc limit 1""";

    private static final String NUMBERS = """
            select shipment_id, carrier, number from tracking.leg
            where store_id = ? and shipment_id = any(?) order by shipment_id, place, number""";

    private static final String ITEMS = """
            select shipment_id, line, quantity from tracking.shipment_item
            where store_id = ? and shipment_id = any(?) order by shipment_id, line""";

    private static final String PROBLEMS = """
            select shipment_id, kind, opened_at from tracking.problem
            where store_id = ? and shipment_id = any(?) and closed_at is null order by shipment_id, opened_at desc""";

    private static final String SCANS = """
            select * from (
              select c.*, row_number() over (partition by shipment_id order by occurred_at desc, detail desc, hash) as place
              from tracking.scan c where store_id = ? and shipment_id = any(?)) n
            where place <= ? order by shipment_id, place""";

    private static final String ORDER_STATUS =
            "select detail from tracking.order_progress where store_id = ? and order_id = ?";

    private static final String ORDER_STATUSES =
            "select order_id, detail from tracking.order_progress where store_id = ? and order_id = any(?)";

    private static final String TROUBLED = """
            select count(distinct shipment_id) from tracking.problem where store_id = ? and closed_at is null""";

    private static final String FORGET = """
            update tracking.scan c set signed_by = null, message = null
            from tracking.shipment s
            where s.store_id = ? and s.order_id = any(?) and c.store_id = s.store_id and c.shipment_id = s.id
              and (c.signed_by is not null or c.message is not null)""";

    private ShipmentViews() {}

    static Optional<ShipmentView> find(Tx tx, StoreId store, ShipmentId id) {
        return read(tx, store, new long[] {id.value()}).stream().findFirst();
    }

    static Optional<ShipmentView> byNumber(Tx tx, StoreId store, String number) {
        return tx.first(ID_OF_NUMBER, row -> new ShipmentId(row.getLong(1)), store, number)
                .flatMap(id -> find(tx, store, id));
    }

    static List<ShipmentView> ofOrder(Tx tx, StoreId store, OrderId order) {
        return read(
                tx,
                store,
                tx.list(IDS_OF_ORDER, row -> row.getLong(1), store, order, SHIPMENTS_LIMIT).stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }

    /** Ids grow with time, so the newest parcel has the highest. */
    static Page<ShipmentView> page(Tx tx, StoreId store, Page.@Nullable Cursor after, int limit) {
        List<Long> ids = tx.list(
                IDS_OF_PAGE, row -> row.getLong(1), store, after == null ? Long.MAX_VALUE : after.id(), limit + 1);
        List<ShipmentView> rows = new ArrayList<>(
                read(tx, store, ids.stream().mapToLong(Long::longValue).toArray(), 0));
        Collections.reverse(rows);
        return Page.of(rows, limit, last -> new Page.Cursor(0, last.id().value()));
    }

    static Map<OrderId, List<ShipmentView>> ofOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        long[] ids = tx
                .list(
                        IDS_OF_ORDERS,
                        row -> row.getLong(1),
                        store,
                        orders.stream().mapToLong(OrderId::value).toArray())
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
        Map<OrderId, List<ShipmentView>> parcels = new HashMap<>();
        for (ShipmentView view : read(tx, store, ids)) {
            OrderId order = view.order();
            if (order != null) {
                parcels.computeIfAbsent(order, id -> new ArrayList<>()).add(view);
            }
        }
        return parcels;
    }

    static Optional<StatusDetail> orderStatus(Tx tx, StoreId store, OrderId order) {
        return tx.first(ORDER_STATUS, row -> StatusDetail.ofNumber(row.getInt(1)), store, order);
    }

    static Map<OrderId, StatusDetail> orderStatuses(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, StatusDetail> statuses = new HashMap<>();
        tx.each(
                ORDER_STATUSES,
                row -> statuses.put(new OrderId(row.getLong(1)), StatusDetail.ofNumber(row.getInt(2))),
                store,
                orders.stream().mapToLong(OrderId::value).toArray());
        return statuses;
    }

    static Tracking.Arrived arrived(Tx tx, StoreId store, Instant since) {
        return tx.first(
                        """
                        select count(*), count(distinct order_id) from tracking.shipment
                        where store_id = ? and direction = ? and delivered_at >= ?""",
                        row -> new Tracking.Arrived(row.getLong(1), row.getLong(2)),
                        store,
                        Direction.OUTBOUND.number(),
                        since)
                .orElseThrow();
    }

    static long troubled(Tx tx, StoreId store) {
        return tx.number(TROUBLED, store);
    }

    static void forgetPersonalData(Tx tx, StoreId store, Collection<OrderId> orders) {
        tx.execute(FORGET, store, orders.stream().mapToLong(OrderId::value).toArray());
    }

    private static List<ShipmentView> read(Tx tx, StoreId store, long[] ids) {
        return read(tx, store, ids, ShipmentView.SCANS_LIMIT);
    }

    private static List<ShipmentView> read(Tx tx, StoreId store, long[] ids, int scansEach) {
        if (ids.length == 0) {
            return List.of();
        }
        Map<Long, List<ParcelNumber>> numbers = new HashMap<>();
        tx.each(NUMBERS, row -> add(numbers, row, new ParcelNumber(row.getString(2), row.getString(3))), store, ids);
        Map<Long, List<ShipmentRegistration.Item>> items = new HashMap<>();
        tx.each(
                ITEMS,
                row -> add(items, row, new ShipmentRegistration.Item(row.getString(2), row.getInt(3))),
                store,
                ids);
        Map<Long, List<ShipmentView.Problem>> problems = new HashMap<>();
        tx.each(
                PROBLEMS,
                row -> add(
                        problems, row, new ShipmentView.Problem(row.getString(2), Tx.instantNotNull(row, "opened_at"))),
                store,
                ids);
        Map<Long, List<ShipmentView.Scan>> scans = new HashMap<>();
        if (scansEach > 0) {
            tx.each(SCANS, row -> add(scans, row, scan(row)), store, ids, scansEach);
        }
        Map<Long, ShipmentView.Estimate> estimates = Estimates.of(tx, store, ids);
        return tx.list(
                BY_IDS,
                row -> {
                    long id = row.getLong("id");
                    return view(
                            row,
                            numbers.getOrDefault(id, List.of()),
                            items.getOrDefault(id, List.of()),
                            new Told(
                                    estimates.get(id),
                                    problems.getOrDefault(id, List.of()),
                                    scans.getOrDefault(id, List.of())));
                },
                store,
                ids);
    }

    private record Told(
            ShipmentView.@Nullable Estimate estimate,
            List<ShipmentView.Problem> problems,
            List<ShipmentView.Scan> scans) {}

    private static <T> void add(Map<Long, List<T>> parts, ResultSet row, T part) throws SQLException {
        parts.computeIfAbsent(row.getLong("shipment_id"), id -> new ArrayList<>())
                .add(part);
    }

    private static ShipmentView view(
            ResultSet row, List<ParcelNumber> numbers, List<ShipmentRegistration.Item> items, Told told)
            throws SQLException {
        long order = row.getLong("order_id");
        return new ShipmentView(
                new ShipmentId(row.getLong("id")),
                order == 0 ? null : new OrderId(order),
                row.getString("reference"),
                Direction.ofNumber(row.getInt("direction")),
                StatusDetail.ofNumber(row.getInt("detail")),
                Tx.instant(row, "status_at"),
                new ShipmentRegistration.Lane(row.getString("service"), row.getString("country")),
                window(row),
                told.estimate(),
                Tx.instantNotNull(row, "registered_at"),
                new ShipmentView.Times(
                        Tx.instant(row, "first_scan_at"),
                        Tx.instant(row, "last_scan_at"),
                        Tx.instant(row, "delivered_at"),
                        Tx.instant(row, "stalled_at")),
                numbers,
                items,
                told.problems(),
                told.scans());
    }

    private static @Nullable PromisedWindow window(ResultSet row) throws SQLException {
        Instant by = Tx.instant(row, "promised_by");
        return by == null
                ? null
                : new PromisedWindow(
                        Tx.instant(row, "promised_from"),
                        by,
                        row.getObject("promised_from_date", LocalDate.class),
                        row.getObject("promised_by_date", LocalDate.class));
    }

    static ShipmentView.Scan scan(ResultSet row) throws SQLException {
        return new ShipmentView.Scan(
                Tx.instantNotNull(row, "occurred_at"),
                ZoneOffset.ofTotalSeconds(row.getInt("offset_seconds")),
                TimePrecision.ofNumber(row.getInt("precision")),
                StatusDetail.ofNumber(row.getInt("detail")),
                row.getString("provider"),
                row.getString("carrier"),
                row.getString("raw_code"),
                new ScanPlace(row.getString("city"), row.getString("region"), row.getString("country")),
                row.getString("message"),
                row.getString("signed_by"));
    }
}
