package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderSnapshot.Totals;
import io.postlude.orders.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Orders that were placed for an exchange: which return they belong to, and what they count for. The shop sold them for nothing;
 * what the customer gave for them is what came back before.
 */
public final class ExchangeOrders {
    private ExchangeOrders() {}

    /** The payouts an order was placed for, and what of the customer's own value is in them: a bonus is none. */
    private record Placed(ReturnId of, Money value) {}

    private static Optional<Placed> placed(Tx tx, StoreId store, OrderView order) {
        if (!order.isExchange()) return Optional.empty();
        return tx.first(
                """
                select p.return_id, sum(p.amount - p.bonus)::bigint as value, p.currency from returns.payout p
                where p.store_id = ? and p.reference = ? and p.kind = 'EXCHANGE' and p.state = 'GIVEN' and p.gateway = ?
                group by p.return_id, p.currency""",
                row -> new Placed(
                        new ReturnId(row.getLong("return_id")),
                        Money.of(row.getLong("value"), row.getString("currency"))),
                store,
                order.reference(),
                order.source());
    }

    /** The return an order was placed for by itself; empty for every other order. */
    public static Optional<ReturnView> returnOf(Tx tx, StoreId store, OrderView order) {
        return placed(tx, store, order)
                .flatMap(placed ->
                        ReturnViews.of(tx, store, List.of(placed.of())).stream().findFirst());
    }

    /** The order with what was given for it in the place of what the shop charged, shared by what its lines cost. */
    static OrderView valued(Tx tx, StoreId store, OrderView order) {
        return placed(tx, store, order)
                .filter(placed ->
                        placed.value().currency().equals(order.totals().total().currency()))
                .map(placed -> valued(order, placed.value()))
                .orElse(order);
    }

    private static OrderView valued(OrderView order, Money value) {
        List<OrderView.Line> bought =
                order.lines().stream().filter(line -> line.quantity() > 0).toList();
        if (bought.isEmpty()) return order;
        boolean priced = bought.stream().anyMatch(line -> line.unitPrice().minor() > 0);
        List<Money> shares = value.allocate(bought.stream()
                .map(line -> priced ? line.unitPrice().times(line.quantity()).minor() : line.quantity())
                .toList());
        List<OrderView.Line> lines = new ArrayList<>();
        Money goods = Money.zero(value.currency());
        for (int i = 0; i < bought.size(); i++) {
            int quantity = bought.get(i).quantity();
            Money each = new Money(Math.ceilDiv(shares.get(i).minor(), (long) quantity), value.currency());
            lines.add(bought.get(i).at(each, each.times(quantity).minus(shares.get(i))));
            goods = goods.plus(each.times(quantity));
        }
        Money none = Money.zero(value.currency());
        Totals sums = new Totals(goods, goods.minus(value), none, none, value, true, List.of(), null);
        return order.counting(lines, sums);
    }
}
