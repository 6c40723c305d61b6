package io.postlude.tracking;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromisedWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes many parcels nobody knew, in the state their scans have led them to, each table by one COPY. */
final class NewParcels {

    private static final List<String> SHIPMENT = List.of(
            "store_id int",
            "id bigint",
            "order_id bigint",
            "reference text",
            "direction smallint",
            "service text",
            "country text",
            "promise_id bigint",
            "promised_from timestamptz",
            "promised_by timestamptz",
            "promised_from_date date",
            "promised_by_date date",
            "registered_at timestamptz",
            "detail smallint",
            "status_at timestamptz",
            "label_mark bigint",
            "sighting_mark bigint",
            "returning_mark bigint",
            "note_mark bigint",
            "end_mark bigint",
            "unknown_mark bigint",
            "trouble_marks bigint[]",
            "possession boolean",
            "first_scan_at timestamptz",
            "last_scan_at timestamptz",
            "delivered_at timestamptz");
    private static final List<String> WATCH = List.of("store_id int", "shipment_id bigint", "check_at timestamptz");
    private static final List<String> LEG =
            List.of("store_id int", "number text", "carrier text", "shipment_id bigint", "place smallint");
    private static final List<String> ITEM = List.of("store_id int", "shipment_id bigint", "line text", "quantity int");
    private static final List<String> PROGRESS = List.of("store_id int", "order_id bigint", "detail smallint");

    private NewParcels() {}

    /** A parcel with what the source told of it. */
    record Newborn(Parcel parcel, ShipmentRegistration told) {}

    /** Orders of these that have had a parcel before; theirs is for {@link RegistrarSql#refreshProgress}. */
    static Set<Long> ordersKnown(Tx tx, StoreId store, Collection<Long> orders) {
        return new HashSet<>(tx.list(
                "select order_id from tracking.order_progress where store_id = ? and order_id = any(?)",
                row -> row.getLong(1),
                store,
                orders.stream().mapToLong(Long::longValue).toArray()));
    }

    /** A reference or number somebody else registered meanwhile fails the transaction; the next try finds it known. */
    static void write(Tx tx, StoreId store, List<Newborn> parcels) {
        BulkRows shipments = new BulkRows(SHIPMENT);
        BulkRows watch = new BulkRows(WATCH);
        BulkRows legs = new BulkRows(LEG);
        BulkRows items = new BulkRows(ITEM);
        Set<ParcelNumber> seen = new HashSet<>();
        for (Newborn one : parcels) {
            Parcel parcel = one.parcel();
            shipments.add(row(store, parcel, one.told()));
            if (!Standing.of(parcel.state()).closed()) {
                watch.add(store, parcel.id(), one.told().registeredAt().plus(RegistrarSql.FIRST_LOOK));
            }
            List<ParcelNumber> numbers = one.told().numbers();
            for (int place = 0; place < numbers.size(); place++) {
                ParcelNumber number = numbers.get(place);
                if (seen.add(number)) {
                    legs.add(store, number.number(), number.carrier(), parcel.id(), place);
                }
            }
            quantities(one.told()).forEach((line, quantity) -> items.add(store, parcel.id(), line, quantity));
        }
        shipments.appendTo(tx, "tracking.shipment");
        watch.appendTo(tx, "tracking.watch");
        legs.appendTo(tx, "tracking.leg");
        items.appendTo(tx, "tracking.shipment_item");
    }

    private static @Nullable Object[] row(StoreId store, Parcel parcel, ShipmentRegistration told) {
        ParcelState state = parcel.state();
        PromisedWindow window = told.promised();
        Standing standing = Standing.of(state);
        List<@Nullable Object> row = new ArrayList<>(SHIPMENT.size());
        row.add(store);
        row.add(parcel.id());
        row.add(parcel.order());
        row.add(told.reference());
        row.add(told.direction().number());
        row.add(told.lane().service());
        row.add(told.lane().country());
        row.add(parcel.promise() == 0 ? null : parcel.promise());
        row.add(window == null ? null : window.from());
        row.add(window == null ? null : window.by());
        row.add(window == null ? null : window.fromDate());
        row.add(window == null ? null : window.byDate());
        row.add(told.registeredAt());
        row.add(standing.detail().number());
        row.add(standing.at());
        row.add(Mark.column(state.label()));
        row.add(Mark.column(state.sighting()));
        row.add(Mark.column(state.returning()));
        row.add(Mark.column(state.note()));
        row.add(Mark.column(state.end()));
        row.add(Mark.column(state.unknown()));
        row.add(state.troubles().stream().map(Mark::packed).toList());
        row.add(state.possession());
        row.add(parcel.times().firstScan());
        row.add(parcel.times().lastScan());
        row.add(parcel.times().delivered());
        return row.toArray(new @Nullable Object[0]);
    }

    private static Map<String, Integer> quantities(ShipmentRegistration told) {
        Map<String, Integer> quantities = new TreeMap<>();
        told.items().forEach(item -> quantities.merge(item.line(), item.quantity(), Math::addExact));
        return quantities;
    }

    /** The standing of orders that had no parcel before. */
    static void progress(Tx tx, Collection<OrderParcels> orders) {
        BulkRows rows = new BulkRows(PROGRESS);
        for (OrderParcels order : orders) {
            StatusDetail worst = order.worst();
            OrderId id = order.parcels().getFirst().order();
            if (worst != null && id != null) {
                rows.add(order.store(), id, worst.number());
            }
        }
        rows.appendTo(tx, "tracking.order_progress");
    }
}
