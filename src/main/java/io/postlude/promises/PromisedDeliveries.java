package io.postlude.promises;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.promises.PromisesSql.Moved;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivery promises between an order and its parcels. From its placing an order waits with the promise it was given, so that
 * one which never ships breaks it; the first parcel takes the promise over, and gives it back when it will not travel.
 */
public final class PromisedDeliveries {
    private static final String AT_THE_CHECKOUT = "checkout";

    private final Promises promises;

    PromisedDeliveries(Promises promises) {
        this.promises = promises;
    }

    /**
     * Orders and what they still owe in all: a delivery promise by {@code window} where there is one and no parcel has taken it
     * over yet, or none any more. An order may be told any number of times.
     */
    public void owe(Tx tx, StoreId store, List<Owed> orders) {
        if (orders.isEmpty()) {
            return;
        }
        promises.released(
                tx,
                tx.list(
                        PromisesSql.RELEASE_WAITING,
                        Moved::read,
                        orders.stream().mapToLong(o -> o.order().value()).toArray(),
                        texts(orders.stream()
                                .map(o -> text(
                                        o.window() == null ? null : o.window().by()))
                                .toList()),
                        store));
        List<NewPromise> owed = orders.stream()
                .flatMap(o -> o.window() == null
                        ? Stream.empty()
                        : Stream.of(new NewPromise(
                                store,
                                o.order(),
                                null,
                                PromiseKind.DELIVERY,
                                o.window(),
                                AT_THE_CHECKOUT,
                                null,
                                o.madeAt())))
                .toList();
        Set<Long> without = new HashSet<>(tx.list(
                PromisesSql.WITHOUT_WAITING,
                row -> row.getLong(1),
                owed.stream().mapToLong(PromisedDeliveries::order).toArray(),
                owed.stream().map(p -> p.window().by()).toArray(Instant[]::new),
                store));
        List<PromiseId> _ = promises.make(
                tx, owed.stream().filter(p -> without.contains(order(p))).toList());
    }

    /** What an order as a whole owes; {@code window} is null where it owes nothing (more). */
    public record Owed(OrderId order, @Nullable PromisedWindow window, Instant madeAt) {}

    /**
     * The promises these parcels are to keep, in the same order: the one the order was waiting with where the window is the
     * same (an order's first parcel takes it), else a new one.
     */
    public List<PromiseId> ofParcels(Tx tx, StoreId store, List<NewPromise> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<OrderId, NewPromise> first = new LinkedHashMap<>();
        wanted.forEach(p -> first.putIfAbsent(Objects.requireNonNull(p.order()), p));
        Map<Long, PromiseId> taken = new HashMap<>();
        tx.each(
                PromisesSql.TAKE_OVER,
                row -> taken.put(row.getLong(1), new PromiseId(row.getLong(2))),
                first.keySet().stream().mapToLong(OrderId::value).toArray(),
                first.values().stream()
                        .mapToLong(p -> Objects.requireNonNull(p.shipment()))
                        .toArray(),
                first.values().stream().map(p -> p.window().by()).toArray(Instant[]::new),
                texts(first.values().stream().map(p -> p.way().carrier()).toList()),
                texts(first.values().stream().map(p -> p.way().lane()).toList()),
                store);
        List<NewPromise> fresh =
                wanted.stream().filter(p -> !taken.containsKey(p.shipment())).toList();
        Iterator<PromiseId> made = promises.make(tx, fresh).iterator();
        return wanted.stream()
                .map(p ->
                        taken.containsKey(p.shipment()) ? Objects.requireNonNull(taken.get(p.shipment())) : made.next())
                .toList();
    }

    /** These orders were cancelled: nothing promised for them binds any more. */
    public void releaseOrders(Tx tx, StoreId store, Collection<OrderId> orders) {
        if (orders.isEmpty()) {
            return;
        }
        List<PromiseId> open = tx.list(
                PromisesSql.OPEN_OF_ORDERS,
                row -> new PromiseId(row.getLong(1)),
                store,
                orders.stream().mapToLong(OrderId::value).sorted().toArray());
        promises.release(tx, store, open);
    }

    /**
     * The parcels these were about will not travel. Their orders wait with them again; where another parcel of the order is
     * promised, they no longer bind.
     */
    public void handBack(Tx tx, StoreId store, Collection<PromiseId> withdrawn) {
        if (withdrawn.isEmpty()) {
            return;
        }
        long[] numbers = withdrawn.stream().mapToLong(PromiseId::value).sorted().toArray();
        Set<PromiseId> back = new HashSet<>(
                tx.list(PromisesSql.HAND_BACK, row -> new PromiseId(row.getLong(1)), store, numbers, numbers));
        promises.release(
                tx, store, withdrawn.stream().filter(p -> !back.contains(p)).toList());
    }

    private static long order(NewPromise promise) {
        return Objects.requireNonNull(promise.order()).value();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String[] texts(List<@Nullable String> values) {
        return values.toArray(new @Nullable String[0]);
    }
}
