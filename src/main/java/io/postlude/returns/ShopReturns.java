package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.customers.Customers;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.Page;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Returns that were made in the shop's own admin. They are shown and keep their pieces from being sent back a second time; what is
 * given for them the shop gives, and we hear of it as one of its refunds.
 */
public final class ShopReturns {
    private final EventLog log;
    private final Ids ids;
    private final Customers customers;
    private final Orders orders;

    public ShopReturns(EventLog log, Ids ids, Customers customers, Orders orders) {
        this.log = log;
        this.ids = ids;
        this.customers = customers;
        this.orders = orders;
    }

    /** What a word came to; {@code fresh} false: nothing that was not known. */
    public record Heard(ShopReturnId id, OrderId order, boolean fresh) {}

    /**
     * Takes one word of a shop, in whatever order they come and however often. Empty where the order it is about is not here yet.
     * It passes the order's book, so that nobody sends a piece back here while the shop tells that it is coming there.
     */
    public Optional<Heard> take(Tx tx, StoreId store, ShopReturnNews news) {
        return of(tx, store, news)
                .flatMap(id -> orders.order(tx, store, id))
                .map(order -> take(tx, store, news, order));
    }

    private Optional<OrderId> of(Tx tx, StoreId store, ShopReturnNews news) {
        Optional<OrderId> known = ShopReturnSql.order(tx, store, news);
        String named = news.order();
        return known.isPresent() || named == null ? known : orders.byReference(tx, store, news.source(), named);
    }

    private Heard take(Tx tx, StoreId store, ShopReturnNews told, OrderView order) {
        BookSql.lock(tx, store, order);
        // Shops tell of a return for weeks: what came before an erasure would come back with the next word.
        boolean erased = isErased(tx, store, order);
        ShopReturnNews news = erased ? told.anonymous() : told;
        boolean fresh = ShopReturnSql.order(tx, store, news).isEmpty();
        CustomerId whose = erased ? null : order.customer();
        ShopReturnId id = ShopReturnSql.open(
                tx, store, news, new ShopReturnSql.Fresh(new ShopReturnId(ids.next()), order, whose));
        fresh |= ShopReturnSql.move(tx, store, id, news);
        fresh |= ShopReturnSql.call(tx, store, id, news);
        fresh |= ShopReturnSql.hold(tx, store, id, news);
        fresh |= ShopReturnSql.remove(tx, store, id, news);
        if (fresh) {
            ShopReturn.State state = find(tx, store, id).orElseThrow().state();
            log.append(tx, new ShopReturnEvent.ShopReturnChanged(store, id, order.id(), state, news.at()));
        }
        return new Heard(id, order.id(), fresh);
    }

    private boolean isErased(Tx tx, StoreId store, OrderView order) {
        CustomerId customer = order.customer();
        return customer != null
                && customers.called(tx, store, List.of(customer)).isEmpty();
    }

    public Optional<ShopReturn> find(Tx tx, StoreId store, ShopReturnId id) {
        return ShopReturnSql.of(tx, store, List.of(id)).stream().findFirst();
    }

    /** All of an order, the oldest first. */
    public List<ShopReturn> ofOrder(Tx tx, StoreId store, OrderId order) {
        return ShopReturnSql.of(tx, store, ShopReturnSql.ofOrder(tx, store, order));
    }

    /** A page, the newest first. */
    public Page<ShopReturn> list(Tx tx, StoreId store, ShopReturnQuery query) {
        return ShopReturnSql.list(tx, store, query);
    }

    /** How many pieces the shop refunded for each of an order's: the oldest return takes first. Of a thing, by its line. */
    public Map<ShopReturnId, Map<String, Integer>> refunded(Tx tx, StoreId store, OrderView order) {
        Map<ShopReturnId, Map<String, Integer>> all = new HashMap<>();
        Set<String> ours = ShopReturnSql.ours(tx, store, order.id());
        Map<String, Integer> used = new HashMap<>();
        for (ShopReturn one : ofOrder(tx, store, order.id())) {
            if (!one.state().holds()) continue;
            Map<String, Integer> came = since(order, ours, one.firstAt());
            Map<String, Integer> its = new HashMap<>();
            for (ShopReturn.Item item : one.items()) {
                int taken = used.getOrDefault(item.line(), 0);
                int most = Math.max(0, came.getOrDefault(item.line(), 0) - taken);
                int pieces = Math.min(item.pieces(), most);
                used.put(item.line(), taken + pieces);
                its.merge(item.line(), pieces, Integer::sum);
            }
            all.put(one.id(), its);
        }
        return all;
    }

    /**
     * Pieces by line that came to be spoken for in the shop and are not counted as refunded elsewhere: those of a shop's return and
     * those it refunded since are the same pieces.
     *
     * @param settledHere pieces of ours whose money is back, by line
     */
    static Map<String, Integer> held(Tx tx, StoreId store, OrderView order, Map<String, Integer> settledHere) {
        List<ShopReturn> all = ShopReturnSql.of(tx, store, ShopReturnSql.ofOrder(tx, store, order.id())).stream()
                .filter(one -> one.state().holds())
                .toList();
        if (all.isEmpty()) return Map.of();
        Map<String, Integer> since = since(
                order, ShopReturnSql.ours(tx, store, order.id()), all.getFirst().firstAt());
        Map<String, Integer> held = new HashMap<>();
        for (ShopReturn one : all)
            for (ShopReturn.Item item : one.items()) held.merge(item.line(), item.pieces(), Integer::sum);
        for (OrderView.Line line : order.lines()) {
            int elsewhere = Math.max(0, line.refunded() - settledHere.getOrDefault(line.reference(), 0));
            int same = Math.min(elsewhere, since.getOrDefault(line.reference(), 0));
            held.computeIfPresent(line.reference(), (reference, pieces) -> Math.max(0, pieces - same));
        }
        return held;
    }

    /** Pieces by line that the shop itself refunded from then on. */
    private static Map<String, Integer> since(OrderView order, Set<String> ours, Instant from) {
        Map<String, Integer> pieces = new HashMap<>();
        order.refunds().stream()
                .filter(refund ->
                        !ours.contains(refund.reference()) && !refund.at().isBefore(from))
                .forEach(refund -> refund.items()
                        .forEach(item -> pieces.merge(item.lineReference(), item.quantity(), Integer::sum)));
        return pieces;
    }
}
