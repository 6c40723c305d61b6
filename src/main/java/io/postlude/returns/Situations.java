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
import io.postlude.tracking.Tracking;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a request is judged by. */
final class Situations {
    private final Faces faces;
    private final Policies policies;
    private final Stock stock;

    /** The modules it asks. */
    record Faces(Stores stores, Customers customers, Orders orders, Tracking tracking) {}

    Situations(Faces faces, Policies policies, Stock stock) {
        this.faces = faces;
        this.policies = policies;
        this.stock = stock;
    }

    /** Empty for an order that is not there or was cancelled. */
    Optional<Situation> read(Tx tx, StoreId store, OrderId order, Instant now) {
        return order(tx, store, order).map(found -> read(tx, found, now));
    }

    /** The same with its book locked, for whoever is about to write. */
    Optional<Situation> lock(Tx tx, StoreId store, OrderId order, Instant now) {
        return order(tx, store, order).map(found -> {
            BookSql.lock(tx, store, found.view());
            return read(tx, found, now);
        });
    }

    private record Found(Store store, OrderView view) {}

    private Optional<Found> order(Tx tx, StoreId store, OrderId order) {
        return faces.stores()
                .find(store)
                .flatMap(owner -> faces.orders()
                        .order(tx, store, order)
                        .filter(view -> view.state() == OrderState.OPEN)
                        .map(view -> new Found(owner, ExchangeOrders.valued(tx, store, view))));
    }

    private Situation read(Tx tx, Found found, Instant now) {
        Store store = found.store();
        OrderView order = found.view();
        OrderWorth worth = OrderWorth.of(order);
        Map<LineId, Set<Integer>> held = BookSql.held(tx, store.id(), order.id());
        Map<LineId, Integer> settled = held.isEmpty() ? Map.of() : BookSql.settled(tx, store.id(), order.id());
        Map<String, Integer> inShop = ShopReturns.held(tx, store.id(), order, byReference(order, settled));
        Map<LineId, List<Integer>> free = new HashMap<>();
        for (OrderView.Line line : order.lines())
            free.put(
                    line.id(),
                    BookSql.free(
                            line,
                            held.getOrDefault(line.id(), Set.of()),
                            settled.getOrDefault(line.id(), 0),
                            inShop.getOrDefault(line.reference(), 0)));
        FactsReading.Moment moment =
                new FactsReading.Moment(customer(tx, store, order.customer(), now), store.zone(), now);
        return new Situation(
                store,
                order,
                worth,
                policies.live(tx, store.id()),
                new FactsReading(order, worth, faces.tracking().ofOrder(tx, store.id(), order.id()), moment).read(),
                free,
                held,
                held.isEmpty() ? 0 : BookSql.shippingHeld(tx, store.id(), order.id()));
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

    private Facts.Customer customer(Tx tx, Store owner, @Nullable CustomerId customer, Instant now) {
        StoreId store = owner.id();
        if (customer == null) return Facts.Customer.UNKNOWN;
        List<CustomerId> family = faces.customers().family(tx, store, customer);
        long orders = 0;
        long units = 0;
        for (Orders.Bought bought : faces.orders().bought(tx, store, family).values()) {
            orders += bought.orders();
            units += bought.units();
        }
        Sent sent = sent(tx, store, family);
        int score = sent.pieces() == 0
                ? 0
                : ConductSql.of(tx, store, family, now.atZone(owner.zone()).toLocalDate())
                        .map(Conduct::counting)
                        .orElse(0);
        return new Facts.Customer(
                true,
                orders,
                units,
                sent.pieces(),
                sent.claims(),
                faces.customers().tags(tx, store, family),
                score);
    }

    /** Pieces sent back before, those that claims gave something for among them. */
    private record Sent(long pieces, long claims) {
        static final Sent NONE = new Sent(0, 0);
    }

    /** In two steps: most people have no return, and the second never reads more than theirs. */
    private static Sent sent(Tx tx, StoreId store, List<CustomerId> family) {
        List<Long> returns = tx.list(
                "select id from returns.customer_return where store_id = ? and customer_id = any(?)",
                row -> row.getLong(1),
                store,
                family.stream().mapToLong(CustomerId::value).toArray());
        if (returns.isEmpty()) return Sent.NONE;
        return tx.first(
                        """
                        select count(*), count(*) filter (where rule = ?) from returns.piece
                        where store_id = ? and return_id = any(?) and verdict not in ('REFUSED', 'CALLED_OFF')""",
                        row -> new Sent(row.getLong(1), row.getLong(2)),
                        Grants.RULE,
                        store,
                        returns.stream().mapToLong(Long::longValue).toArray())
                .orElse(Sent.NONE);
    }
}
