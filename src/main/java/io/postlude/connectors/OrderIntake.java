package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.OrderEvent.FulfilmentChanged;
import io.postlude.orders.OrderEvent.FulfilmentShipped;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.Taken;
import io.postlude.promises.PromisedWindow;
import io.postlude.tracking.Direction;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.ShipmentRegistration.Item;
import io.postlude.tracking.ShipmentRegistration.Lane;
import io.postlude.tracking.Tracking;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Has the parcels of what was just taken followed, in the transaction that took it: a shipped order always has its parcels. */
public final class OrderIntake {
    private final Orders orders;
    private final Tracking tracking;
    private final Function<StoreId, ZoneId> zones;

    /** {@code zones} gives the zone a store's promised days are meant in. */
    public OrderIntake(Orders orders, Tracking tracking, Function<StoreId, ZoneId> zones) {
        this.orders = orders;
        this.tracking = tracking;
        this.zones = zones;
    }

    /** Registers the parcels of every fulfilment that is new or changed in these answers. */
    public void follow(Tx tx, StoreId store, List<Taken> taken) {
        TreeSet<Long> shipped = new TreeSet<>();
        taken.stream()
                .flatMap(answer -> answer.events().stream())
                .filter(event -> event instanceof FulfilmentShipped || event instanceof FulfilmentChanged)
                .forEach(event -> shipped.add(event.order().value()));
        if (shipped.isEmpty()) return;
        List<OrderId> ids = shipped.stream().map(OrderId::new).toList();
        List<ShipmentRegistration> registrations = new ArrayList<>();
        for (OrderView order : orders.orders(tx, store, ids)) registrations.addAll(parcels(order, zones.apply(store)));
        var _ = tracking.register(tx, store, registrations);
    }

    static List<ShipmentRegistration> parcels(OrderView order, ZoneId zone) {
        List<ShipmentRegistration> registrations = new ArrayList<>();
        for (OrderView.Fulfilment fulfilment : order.fulfilments())
            if (!fulfilment.cancelled()) registrations.addAll(parcels(order, fulfilment, promised(order, zone)));
        return registrations;
    }

    private static List<ShipmentRegistration> parcels(
            OrderView order, OrderView.Fulfilment fulfilment, @Nullable PromisedWindow promised) {
        Address to = order.shipTo();
        Lane lane = new Lane(fulfilment.service(), to == null ? null : to.country());
        List<Item> items = fulfilment.items().stream()
                .filter(item -> item.quantity() > 0)
                .map(item -> new Item(item.lineReference(), item.quantity()))
                .toList();
        List<Parcel> parcels = fulfilment.parcels().stream()
                .filter(parcel -> parcel.trackingNumber().chars().anyMatch(Character::isLetterOrDigit))
                .sorted(Comparator.comparing(Parcel::trackingNumber))
                .toList();
        List<ShipmentRegistration> registrations = new ArrayList<>();
        for (int i = 0; i < Math.max(1, parcels.size()); i++) {
            List<ParcelNumber> numbers = parcels.isEmpty() ? List.of() : List.of(number(parcels.get(i)));
            // The first parcel has the fulfilment's own name, so that a number told later joins the parcel there is.
            String reference = i == 0
                    ? fulfilment.id().toString()
                    : fulfilment.id() + "/" + numbers.getFirst().number();
            registrations.add(new ShipmentRegistration(
                    reference,
                    order.id(),
                    Direction.OUTBOUND,
                    numbers,
                    // Which of several parcels holds what, no source tells.
                    parcels.size() > 1 ? List.of() : items,
                    lane,
                    promised,
                    fulfilment.shippedAt()));
        }
        return registrations;
    }

    private static ParcelNumber number(Parcel parcel) {
        return new ParcelNumber(parcel.carrier(), parcel.trackingNumber());
    }

    private static @Nullable PromisedWindow promised(OrderView order, ZoneId zone) {
        var window = order.promised();
        return window == null ? null : PromisedWindow.days(window.from(), window.by(), zone);
    }
}
