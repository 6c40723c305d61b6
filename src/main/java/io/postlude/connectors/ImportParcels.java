package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentId;
import io.postlude.orders.FulfilmentSnapshot;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot;
import io.postlude.orders.Taken;
import io.postlude.promises.PromisedDeliveries.Owed;
import io.postlude.promises.PromisedWindow;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ScanReport;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.StoreScan;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parcels and scans follow from imported orders. Names parcels as live orders do (the first by its fulfilment, further
 * ones with their number), but from the file's own words, without reading the orders back: a file has thousands.
 */
record ImportParcels(StoreId store, ZoneId zone) {

    List<ShipmentRegistration> registrations(List<ImportedOrder> batch, List<Taken> taken) {
        List<ShipmentRegistration> registrations = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            OrderSnapshot order = batch.get(i).snapshot();
            for (OrderEvent event : taken.get(i).events()) {
                switch (event) {
                    case OrderEvent.FulfilmentShipped shipped ->
                        registrations.addAll(of(order, shipped, shipped.fulfilment(), shipped.parcels()));
                    case OrderEvent.FulfilmentChanged changed ->
                        registrations.addAll(of(order, changed, changed.fulfilment(), changed.parcels()));
                    default -> {}
                }
            }
        }
        return registrations;
    }

    private List<ShipmentRegistration> of(
            OrderSnapshot order, OrderEvent event, FulfilmentId fulfilment, List<Parcel> told) {
        List<Parcel> parcels = told.stream()
                .filter(parcel -> parcel.trackingNumber().chars().anyMatch(Character::isLetterOrDigit))
                .sorted(Comparator.comparing(Parcel::trackingNumber))
                .toList();
        List<ShipmentRegistration> registrations = new ArrayList<>(1);
        for (int i = 0; i < Math.max(1, parcels.size()); i++) {
            List<ParcelNumber> numbers = parcels.isEmpty()
                    ? List.of()
                    : List.of(new ParcelNumber(
                            parcels.get(i).carrier(), parcels.get(i).trackingNumber()));
            registrations.add(new ShipmentRegistration(
                    i == 0
                            ? fulfilment.toString()
                            : fulfilment + "/" + numbers.getFirst().number(),
                    event.order(),
                    Direction.OUTBOUND,
                    numbers,
                    parcels.size() > 1 ? List.of() : items(order, told),
                    lane(order),
                    promised(order),
                    event.occurredAt()));
        }
        return registrations;
    }

    /** What the file says is in the parcel; all lines where it names none. */
    private static List<ShipmentRegistration.Item> items(OrderSnapshot order, List<Parcel> parcels) {
        List<FulfilmentSnapshot.LineQuantity> named = order.fulfilments().stream()
                .filter(fulfilment -> fulfilment.parcels().equals(parcels))
                .flatMap(fulfilment -> fulfilment.lines().stream())
                .toList();
        if (!named.isEmpty())
            return named.stream()
                    .filter(line -> line.quantity() > 0)
                    .map(line -> new ShipmentRegistration.Item(line.lineReference(), line.quantity()))
                    .toList();
        return order.lines().stream()
                .filter(line -> line.quantity() > 0)
                .map(line -> new ShipmentRegistration.Item(line.reference(), line.quantity()))
                .toList();
    }

    private static ShipmentRegistration.Lane lane(OrderSnapshot order) {
        Address to = order.shipTo();
        return new ShipmentRegistration.Lane(null, to == null ? null : to.country());
    }

    private @Nullable PromisedWindow promised(OrderSnapshot order) {
        OrderSnapshot.PromisedWindow window = order.promised();
        return window == null ? null : PromisedWindow.days(window.from(), window.by(), zone);
    }

    /** What orders that are new, or have changed, owe in all: a file does not say what of them is still to come after a parcel. */
    List<Owed> owed(List<ImportedOrder> batch, List<Taken> taken) {
        List<Owed> owed = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            OrderSnapshot order = batch.get(i).snapshot();
            List<OrderEvent> events = taken.get(i).events();
            if (events.isEmpty()) continue;
            boolean waits = order.fulfilments().isEmpty() && order.cancellation() == null;
            boolean fresh = events.getFirst() instanceof OrderEvent.OrderPlaced;
            if (!fresh || (waits && order.promised() != null))
                owed.add(new Owed(events.getFirst().order(), waits ? promised(order) : null, order.placedAt()));
        }
        return owed;
    }

    /** The orders whose cancellation the file brought. */
    static List<OrderId> cancelled(List<Taken> taken) {
        return taken.stream()
                .flatMap(answer -> answer.events().stream())
                .filter(OrderEvent.OrderCancelled.class::isInstance)
                .map(OrderEvent::order)
                .toList();
    }

    /** The scans of the orders that were not refused. */
    List<StoreScan> scans(List<ImportedOrder> batch, List<Taken> taken) {
        List<StoreScan> scans = new ArrayList<>(2 * batch.size());
        for (int i = 0; i < batch.size(); i++) {
            if (taken.get(i).outcome() == Taken.Outcome.REFUSED) continue;
            for (ScanReport scan : batch.get(i).scans()) scans.add(new StoreScan(store, scan));
        }
        return scans;
    }
}
