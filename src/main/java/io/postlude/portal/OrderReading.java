package io.postlude.portal;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Address;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderSnapshot.PromisedWindow;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.portal.OrderFacts.Cancellation;
import io.postlude.portal.OrderFacts.Item;
import io.postlude.portal.OrderFacts.Parcel;
import io.postlude.portal.OrderFacts.Window;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the facts of a page from the faces of stores, orders and tracking. */
final class OrderReading implements PageFacts {
    private final Database database;
    private final Stores stores;
    private final Orders orders;
    private final Tracking tracking;

    OrderReading(Database database, Stores stores, Orders orders, Tracking tracking) {
        this.database = database;
        this.stores = stores;
        this.orders = orders;
        this.tracking = tracking;
    }

    @Override
    public Optional<Shop> shop(StoreId store) {
        return stores.find(store).map(OrderReading::shop);
    }

    @Override
    public Optional<Shop> shop(String slug) {
        return stores.bySlug(slug).map(OrderReading::shop);
    }

    private static Shop shop(Store store) {
        Language language = Language.of(store.locale().toLanguageTag());
        return new Shop(store.id(), store.slug(), store.brand(), language, store.zone());
    }

    @Override
    public Optional<Known> order(StoreId store, long order) {
        return shop(store).flatMap(shop -> database.inStore(store, tx -> read(tx, shop, new OrderId(order))));
    }

    @Override
    public Optional<Long> find(StoreId store, String number, String email) {
        return database.inStore(
                store, tx -> orders.find(tx, store, number, email).map(OrderId::value));
    }

    private Optional<Known> read(Tx tx, Shop shop, OrderId id) {
        return orders.order(tx, shop.id(), id).map(order -> {
            String locale = order.context().locale();
            Language language = locale == null ? shop.language() : Language.of(locale);
            return new Known(facts(tx, shop, order), language, shop.zone());
        });
    }

    private OrderFacts facts(Tx tx, Shop shop, OrderView order) {
        var reading = new ParcelReading(order, tracking.carriers());
        List<Parcel> parcels = new ArrayList<>(reading.tracked(tracking.ofOrder(tx, shop.id(), order.id())));
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
    static @Nullable String recipient(@Nullable Address address) {
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
        return new Item(line.title(), line.variantTitle(), quantity, shown ? picture : null);
    }
}
