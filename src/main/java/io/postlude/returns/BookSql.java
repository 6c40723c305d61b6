package io.postlude.returns;

import static java.util.Comparator.comparingLong;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The row that all returns of one order pass, and what is known of its pieces. */
final class BookSql {
    /** The name of the database's own check; see docs/decisions/0111. */
    static final String CAP = "never_more_than_paid";

    private static final List<String> COLUMNS =
            List.of("store_id int", "order_id bigint", "currency text", "paid bigint");

    private BookSql() {}

    /**
     * Locks an order's book, in which stands what was paid and what was given back elsewhere as known now. Every change of a
     * return takes this lock first: two at once come one after the other, and none waits for two.
     */
    static void lock(Tx tx, StoreId store, OrderView order) {
        lockValued(tx, store, List.of(ExchangeOrders.valued(tx, store, order)));
    }

    /** Many at once, in the order of their ids; most have no refund and go in one statement. */
    static void lockValued(Tx tx, StoreId store, List<OrderView> orders) {
        List<OrderView> plain =
                orders.stream().filter(order -> order.refunds().isEmpty()).toList();
        open(tx, store, plain, "do update set paid = greatest(excluded.paid, book.given), elsewhere = 0");
        orders.stream()
                .filter(order -> !order.refunds().isEmpty())
                .sorted(Comparator.comparingLong(order -> order.id().value()))
                .forEach(order -> lockRefunded(tx, store, order));
    }

    private static void lockRefunded(Tx tx, StoreId store, OrderView order) {
        Money paid = order.totals().total();
        open(tx, store, List.of(order), "do update set paid = book.paid");
        tx.execute("""
                update returns.book set paid = greatest(?, given), elsewhere = greatest(0, least(?, greatest(?, given) - given))
                where store_id = ? and order_id = ?""", paid.minor(), elsewhere(tx, store, order), paid.minor(), store, order.id());
    }

    /** A row that is there is locked by what is done to it. */
    private static void open(Tx tx, StoreId store, List<OrderView> orders, String known) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (OrderView order : orders) {
            Money paid = order.totals().total();
            rows.add(store, order.id(), paid.currency().getCurrencyCode(), Math.max(0, paid.minor()));
        }
        rows.execute(tx, """
                insert into returns.book as book (store_id, order_id, currency, paid)
                select store_id, order_id, currency, paid from :rows u order by order_id
                on conflict (store_id, order_id)\s""" + known);
    }

    /** What may still be given. */
    static long left(Tx tx, StoreId store, OrderId order) {
        return tx.number(
                "select paid - elsewhere - given from returns.book where store_id = ? and order_id = ?", store, order);
    }

    /** What the source tells of refunds that are none of ours. One given by hand without its name is taken off by amount. */
    private static long elsewhere(Tx tx, StoreId store, OrderView order) {
        Set<String> named = new HashSet<>();
        long unnamed = 0;
        record Given(@Nullable String reference, long amount) {}
        for (Given given : tx.list("""
                select reference, amount from returns.payout
                where store_id = ? and order_id = ? and kind = 'REFUND' and state = 'GIVEN' and charge_id is null""", row -> new Given(row.getString(1), row.getLong(2)), store, order.id())) {
            boolean told = order.refunds().stream()
                    .anyMatch(refund -> refund.reference().equals(given.reference()));
            if (told && given.reference() != null) named.add(given.reference());
            else unnamed += given.amount();
        }
        long seen = order.refunds().stream()
                .filter(refund -> !named.contains(refund.reference()))
                .mapToLong(refund -> refund.amount().minor())
                .sum();
        return Math.max(0, seen - unnamed);
    }

    /** More (or with a negative amount less) is given. The database says no where it would be more than was paid. */
    static void give(Tx tx, StoreId store, OrderId order, long minor) {
        if (minor == 0) return;
        int moved = tx.update(
                "update returns.book set given = given + ? where store_id = ? and order_id = ?", minor, store, order);
        if (moved != 1) throw new IllegalStateException("the order has no book");
    }

    /** Which pieces of which lines are spoken for; orders without one are left out. */
    static Map<OrderId, Map<LineId, Set<Integer>>> held(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, Map<LineId, Set<Integer>>> held = new HashMap<>();
        tx.each(
                """
                select order_id, line_id, number from returns.piece
                where store_id = ? and order_id = any(?) and verdict not in ('REFUSED', 'CALLED_OFF')""",
                row -> held.computeIfAbsent(
                                new OrderId(row.getLong(1)), order -> new TreeMap<>(comparingLong(LineId::value)))
                        .computeIfAbsent(new LineId(row.getLong(2)), line -> new TreeSet<>())
                        .add(row.getInt(3)),
                store,
                longs(orders));
        return held;
    }

    /** What of the way out of each order is brought back by pieces that are spoken for. */
    static Map<OrderId, Long> shippingHeld(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<OrderId, Long> held = new HashMap<>();
        if (!orders.isEmpty())
            tx.each("""
                    select order_id, sum(shipping)::bigint from returns.piece
                    where store_id = ? and order_id = any(?) and verdict not in ('REFUSED', 'CALLED_OFF', 'DECLINED')
                    group by order_id""", row -> held.put(new OrderId(row.getLong(1)), row.getLong(2)), store, longs(orders));
        return held;
    }

    /** Pieces of ours whose money is back, by line: the source tells of them too. */
    static Map<LineId, Integer> settled(Tx tx, StoreId store, Collection<OrderId> orders) {
        Map<LineId, Integer> settled = new HashMap<>();
        if (!orders.isEmpty())
            tx.each("""
                    select line_id, count(*) from returns.piece
                    where store_id = ? and order_id = any(?) and verdict = 'SETTLED' group by line_id""", row -> settled.put(new LineId(row.getLong(1)), row.getInt(2)), store, longs(orders));
        return settled;
    }

    private static long[] longs(Collection<OrderId> orders) {
        return orders.stream().mapToLong(OrderId::value).sorted().toArray();
    }

    /**
     * The numbers of the pieces of a line that can still come back: sent, not refunded elsewhere, in no return, be it ours or one
     * that was made in the shop.
     */
    static List<Integer> free(OrderView.Line line, Set<Integer> held, int settledHere, int heldInShop) {
        int elsewhere = Math.max(0, line.refunded() - settledHere);
        int most = Math.min(line.shipped(), line.quantity() - elsewhere) - held.size() - heldInShop;
        List<Integer> free = new ArrayList<>();
        for (int number = 1; number <= line.quantity() && free.size() < most; number++)
            if (!held.contains(number)) free.add(number);
        return free;
    }
}
