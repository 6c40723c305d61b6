package io.postlude.deliveries;

import io.postlude.deliveries.OrderFacts.Cancellation;
import io.postlude.deliveries.OrderFacts.Item;
import io.postlude.deliveries.OrderFacts.Parcel;
import io.postlude.deliveries.OrderFacts.Window;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Brings together what there is to say about an order's delivery: the same for its page and for every message about it. */
public final class Deliveries {
    private final Stores stores;
    private final Orders orders;
    private final Tracking tracking;

    public Deliveries(Stores stores, Orders orders, Tracking tracking) {
        this.stores = stores;
        this.orders = orders;
        this.tracking = tracking;
    }

    /** An order's delivery, and in which language and zone its customer is told about it. */
    public record Known(OrderFacts facts, Language language, ZoneId zone) {}

    /** Everything there is to say about an order's delivery; empty if the store has no such order. */
    public Optional<Known> order(Tx tx, StoreId store, OrderId order) {
        return stores.find(store)
                .flatMap(owner -> orders.order(tx, store, order).map(found -> known(tx, owner, found)));
    }

    private Known known(Tx tx, Store store, OrderView order) {
        String asked = order.context().locale();
        Language language = Language.of(asked == null ? store.locale().toLanguageTag() : asked);
        return new Known(facts(order, tracking.ofOrder(tx, store.id(), order.id())), language, store.zone());
    }

    /** The same for an order and its shipments that were read already. */
    public OrderFacts facts(OrderView order, List<ShipmentView> shipments) {
        var reading = new ParcelReading(order, tracking.carriers());
        List<Parcel> parcels = new ArrayList<>(reading.tracked(shipments));
        parcels.addAll(reading.untracked());
        return new OrderFacts(
                order.number(),
                order.placedAt(),
                cancellation(order),
                recipient(order.shipTo()),
                place(order.shipTo()),
                reading.unsent(),
                parcels,
                promised(order.promised()));
    }

    private static @Nullable Cancellation cancellation(OrderView order) {
        return order.cancellation() == null
                ? null
                : new Cancellation(order.cancellation().at());
    }

    private static @Nullable Window promised(@Nullable PromisedWindow promised) {
        return promised == null ? null : new Window(promised.from(), promised.by());
    }

    /** "Anna K.": enough to know oneself, too little for a stranger. */
    public static @Nullable String recipient(@Nullable Address address) {
        if (address == null || address.name() == null || address.name().isBlank()) {
            return null;
        }
        String[] names = address.name().strip().split("\\s+");
        String last = names[names.length - 1];
        return names.length == 1 ? last : names[0] + " " + last.substring(0, last.offsetByCodePoints(0, 1)) + ".";
    }

    private static @Nullable String place(@Nullable Address address) {
        if (address == null) {
            return null;
        }
        String place = Stream.of(address.postcode(), ScanText.place(address.city()))
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return place.isEmpty() ? null : place;
    }

    static Item item(OrderView.Line line, int quantity) {
        String picture = line.imageUrl();
        boolean shown = picture != null && (picture.startsWith("https://") || picture.startsWith("/assets/"));
        return new Item(
                line.title(),
                line.variantTitle(),
                quantity,
                shown ? picture : null,
                line.unitPrice().times(quantity));
    }
}
