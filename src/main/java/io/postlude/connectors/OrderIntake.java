package io.postlude.connectors;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.FulfilmentSnapshot.Parcel;
import io.postlude.orders.FulfilmentState;
import io.postlude.orders.OrderEvent;
import io.postlude.orders.OrderEvent.FulfilmentCancelled;
import io.postlude.orders.OrderEvent.FulfilmentChanged;
import io.postlude.orders.OrderEvent.FulfilmentShipped;
import io.postlude.orders.OrderEvent.OrderCancelled;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.Taken;
import io.postlude.promises.PromisedDeliveries.Owed;
import io.postlude.promises.PromisedWindow;
import io.postlude.promises.Promises;
import io.postlude.tracking.Direction;
import io.postlude.tracking.EstimateReport;
import io.postlude.tracking.ParcelNumber;
import io.postlude.tracking.ShipmentRegistration;
import io.postlude.tracking.ShipmentRegistration.Item;
import io.postlude.tracking.ShipmentRegistration.Lane;
import io.postlude.tracking.Tracking;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Has what was just taken followed, in the transaction that took it: a promised order has its promise, a shipped one its parcels. */
public final class OrderIntake {
    private final Orders orders;
    private final Promises promises;
    private final Tracking tracking;
    private final Function<StoreId, ZoneId> zones;

    /** {@code zones} gives the zone a store's promised days are meant in. */
    public OrderIntake(Orders orders, Promises promises, Tracking tracking, Function<StoreId, ZoneId> zones) {
        this.orders = orders;
        this.promises = promises;
        this.tracking = tracking;
        this.zones = zones;
    }

    /**
     * Has every order that is new or changed in these answers keep its promise, and registers the parcels of every fulfilment
     * that is.
     */
    public void follow(Tx tx, StoreId store, List<Taken> taken) {
        List<OrderEvent> events =
                taken.stream().flatMap(answer -> answer.events().stream()).toList();
        TreeSet<Long> touched = new TreeSet<>();
        events.forEach(event -> touched.add(event.order().value()));
        if (touched.isEmpty()) return;
        List<OrderView> views =
                orders.orders(tx, store, touched.stream().map(OrderId::new).toList());
        ZoneId zone = zones.apply(store);
        owe(tx, store, placed(events, views), zone);
        List<ShipmentRegistration> registrations = new ArrayList<>();
        Set<OrderId> shipped = of(events, e -> e instanceof FulfilmentShipped || e instanceof FulfilmentChanged);
        for (OrderView order : views) if (shipped.contains(order.id())) registrations.addAll(parcels(order, zone));
        var _ = tracking.register(tx, store, registrations);
        withdraw(tx, store, events, views);
        owe(tx, store, views.stream().map(OrderIntake::outstanding).toList(), zone);
    }

    /** Has the carriers' own word on their parcels kept. */
    public void expect(Tx tx, StoreId store, List<EstimateReport> estimates) {
        tracking.expect(tx, store, estimates);
    }

    /** An order that comes with its parcels was promised something before they were: they take that over. */
    private static List<Outstanding> placed(List<OrderEvent> events, List<OrderView> views) {
        Set<OrderId> fresh = of(events, event -> event instanceof OrderPlaced);
        return views.stream()
                .filter(order -> fresh.contains(order.id()) && order.cancellation() == null)
                .map(order -> new Outstanding(order, sends(order)))
                .toList();
    }

    private void withdraw(Tx tx, StoreId store, List<OrderEvent> events, List<OrderView> views) {
        Set<OrderId> withCancelled = of(events, event -> event instanceof FulfilmentCancelled);
        tracking.withdraw(
                tx,
                store,
                views.stream()
                        .filter(order -> withCancelled.contains(order.id()))
                        .flatMap(order -> order.fulfilments().stream()
                                .filter(OrderView.Fulfilment::cancelled)
                                .flatMap(fulfilment -> parcels(order, fulfilment, null).stream()))
                        .map(ShipmentRegistration::reference)
                        .toList());
        promises.deliveries().releaseOrders(tx, store, of(events, event -> event instanceof OrderCancelled));
    }

    /** Whether anything of it is still to be handed over. */
    private record Outstanding(OrderView order, boolean open) {}

    private static Outstanding outstanding(OrderView order) {
        return new Outstanding(
                order,
                order.cancellation() == null
                        && order.fulfilment() != FulfilmentState.FULFILLED
                        && order.lines().stream()
                                .anyMatch(line -> line.needsShipping()
                                        && line.quantity() > (long) line.shipped() + line.refunded()));
    }

    private static boolean sends(OrderView order) {
        return order.lines().stream().anyMatch(OrderView.Line::needsShipping);
    }

    private void owe(Tx tx, StoreId store, List<Outstanding> orders, ZoneId zone) {
        promises.deliveries()
                .owe(
                        tx,
                        store,
                        orders.stream()
                                .map(one -> new Owed(
                                        one.order().id(),
                                        one.open() ? promised(one.order(), zone) : null,
                                        one.order().placedAt()))
                                .toList());
    }

    private static Set<OrderId> of(List<OrderEvent> events, Predicate<OrderEvent> wanted) {
        return events.stream().filter(wanted).map(OrderEvent::order).collect(Collectors.toSet());
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
