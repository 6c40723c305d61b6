package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.orders.VariantId;
import io.postlude.stores.Store;
import io.postlude.stores.Stores;
import io.postlude.tracking.ShipmentView;
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a request is judged by. */
final class Situations {
    private final Faces faces;
    private final Policies policies;
    private final Stock stock;
    private final CustomerFacts people;

    /** The modules it asks. */
    record Faces(Stores stores, Customers customers, Orders orders, Tracking tracking) {}

    Situations(Faces faces, Policies policies, Stock stock) {
        this.faces = faces;
        this.policies = policies;
        this.stock = stock;
        this.people = new CustomerFacts(faces.customers(), faces.orders());
    }

    /** Empty for an order that is not there or was cancelled. */
    Optional<Situation> read(Tx tx, StoreId store, OrderId order, Instant now) {
        return Optional.ofNullable(
                read(tx, store, standing(tx, store, List.of(order)), now).get(order));
    }

    /** The same with its book locked, for whoever is about to write. */
    Optional<Situation> lock(Tx tx, StoreId store, OrderId order, Instant now) {
        return Optional.ofNullable(lock(tx, store, List.of(order), now).get(order));
    }

    /** As {@link #lock(Tx, StoreId, OrderId, Instant)}, for many at once with as few statements; the others are left out. */
    Map<OrderId, Situation> lock(Tx tx, StoreId store, Collection<OrderId> orders, Instant now) {
        List<OrderView> found = standing(tx, store, orders);
        BookSql.lockValued(tx, store, found);
        return read(tx, store, found, now);
    }

    private List<OrderView> standing(Tx tx, StoreId store, Collection<OrderId> orders) {
        return faces.orders().orders(tx, store, List.copyOf(orders)).stream()
                .filter(view -> view.state() == OrderState.OPEN)
                .map(view -> ExchangeOrders.valued(tx, store, view))
                .toList();
    }

    private Map<OrderId, Situation> read(Tx tx, StoreId id, List<OrderView> orders, Instant now) {
        Optional<Store> owner = faces.stores().find(id);
        if (owner.isEmpty() || orders.isEmpty()) return Map.of();
        Store store = owner.get();
        List<OrderId> ids = orders.stream().map(OrderView::id).toList();
        Map<OrderId, Map<LineId, Set<Integer>>> held = BookSql.held(tx, id, ids);
        Rest rest = new Rest(
                BookSql.settled(tx, id, held.keySet()),
                BookSql.shippingHeld(tx, id, held.keySet()),
                ShopReturnSql.having(tx, id, ids),
                people.of(
                        tx,
                        store,
                        orders.stream()
                                .map(OrderView::customer)
                                .filter(Objects::nonNull)
                                .map(Objects::requireNonNull)
                                .collect(Collectors.toSet()),
                        now),
                faces.tracking().ofOrders(tx, id, ids),
                policies.live(tx, id));
        Map<OrderId, Situation> all = new LinkedHashMap<>();
        for (OrderView order : orders)
            all.put(
                    order.id(),
                    situation(tx, new Asked(store, order, held.getOrDefault(order.id(), Map.of()), now), rest));
        return all;
    }

    /** What is known of several orders; lines are nobody else's. */
    private record Rest(
            Map<LineId, Integer> settled,
            Map<OrderId, Long> shippingHeld,
            Set<OrderId> inShop,
            Map<CustomerId, Facts.Customer> customers,
            Map<OrderId, List<ShipmentView>> parcels,
            Policy policy) {}

    private record Asked(Store store, OrderView order, Map<LineId, Set<Integer>> held, Instant now) {}

    private static Situation situation(Tx tx, Asked asked, Rest rest) {
        Store store = asked.store();
        OrderView order = asked.order();
        OrderWorth worth = OrderWorth.of(order);
        Map<String, Integer> inShop = rest.inShop().contains(order.id())
                ? ShopReturns.held(tx, store.id(), order, byReference(order, rest.settled()))
                : Map.of();
        Map<LineId, List<Integer>> free = new HashMap<>();
        for (OrderView.Line line : order.lines())
            free.put(
                    line.id(),
                    BookSql.free(
                            line,
                            asked.held().getOrDefault(line.id(), Set.of()),
                            rest.settled().getOrDefault(line.id(), 0),
                            inShop.getOrDefault(line.reference(), 0)));
        CustomerId buyer = order.customer();
        Facts.Customer customer = buyer == null
                ? Facts.Customer.UNKNOWN
                : Objects.requireNonNull(rest.customers().get(buyer));
        List<ShipmentView> parcels = rest.parcels().getOrDefault(order.id(), List.of());
        FactsReading.Moment moment = new FactsReading.Moment(customer, store.zone(), asked.now());
        return new Situation(
                store,
                order,
                worth,
                rest.policy(),
                new FactsReading(order, worth, parcels, moment).read(),
                free,
                asked.held(),
                rest.shippingHeld().getOrDefault(order.id(), 0L));
    }

    private static Map<String, Integer> byReference(OrderView order, Map<LineId, Integer> settled) {
        Map<String, Integer> pieces = new HashMap<>();
        for (OrderView.Line line : order.lines())
            pieces.merge(line.reference(), settled.getOrDefault(line.id(), 0), Integer::sum);
        return pieces;
    }

    /** What an ask comes to in a situation, with what is there of the things it wants. */
    Quote quote(Tx tx, Situation now, Ask ask) {
        Ask own = own(tx, now, ask);
        List<VariantId> wanted = own.wishes().stream()
                .map(Wish::variant)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        return Quoting.quote(
                now, own, new OtherThings(stock.free(tx, now.store().id(), wanted), prices(tx, now, own)));
    }

    /** Asked only where something else is wanted than what was bought. */
    private Map<VariantId, Money> prices(Tx tx, Situation now, Ask ask) {
        Map<LineId, VariantId> bought = new HashMap<>();
        now.order().lines().forEach(line -> bought.put(line.id(), line.variant()));
        List<VariantId> some = new ArrayList<>();
        for (Wish wish : ask.wishes()) {
            VariantId wanted = wish.variant();
            VariantId own = bought.get(wish.line());
            if (wanted == null || own == null) continue;
            if (wish.remedy() != Remedy.Kind.SHOP && wanted.equals(own)) continue;
            some.add(wanted);
            some.add(own);
        }
        return faces.orders()
                .prices(
                        tx,
                        now.store().id(),
                        some,
                        new Orders.PriceIn(now.worth().currency(), now.store().currency()));
    }

    /** The same ask without variants that are none of the product where it is about that: what a form says is not believed. */
    private Ask own(Tx tx, Situation now, Ask ask) {
        return new Ask(
                ask.order(),
                ask.wishes().stream()
                        .map(wish -> wish.variant() == null
                                        || wish.remedy() == Remedy.Kind.SHOP
                                        || isOfProduct(tx, now, wish)
                                ? wish
                                : wish.without())
                        .toList(),
                ask.method(),
                ask.gift());
    }

    private boolean isOfProduct(Tx tx, Situation now, Wish wish) {
        return now.order().lines().stream()
                .filter(line -> line.id().equals(wish.line()))
                .anyMatch(line -> line.variant().equals(wish.variant())
                        || faces.orders()
                                .product(tx, now.store().id(), line.product())
                                .map(product -> product.variants().stream()
                                        .anyMatch(variant -> variant.id().equals(wish.variant())))
                                .orElse(false));
    }
}
