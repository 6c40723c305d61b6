package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderView;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was paid for each piece of an order. Discounts on lines are theirs; what was given on the whole order is shared by
 * what lines cost, to the last cent. The pieces of a line are numbered: the sum of all of them is exactly the line's.
 */
record OrderWorth(Currency currency, long paid, Map<LineId, LineWorth> lines) {

    /** What of one line was paid, in minor units. */
    record LineWorth(int quantity, long goods, long tax, long shipping) {
        /** The piece with this number, from 1. */
        PieceWorth piece(int number) {
            if (number < 1 || number > quantity) throw new IllegalArgumentException("no piece " + number);
            return new PieceWorth(part(goods, number), part(tax, number), part(shipping, number));
        }

        private long part(long whole, int number) {
            return upTo(whole, number) - upTo(whole, number - 1);
        }

        private long upTo(long whole, int number) {
            return Math.multiplyExact(whole, number) / quantity;
        }
    }

    record PieceWorth(long goods, long tax, long shipping) {
        long value() {
            return goods + tax;
        }
    }

    static OrderWorth of(OrderView order) {
        Currency currency = order.totals().total().currency();
        List<OrderView.Line> bought =
                order.lines().stream().filter(line -> line.quantity() > 0).toList();
        List<Long> net = bought.stream().map(OrderWorth::net).toList();
        long onLines =
                bought.stream().mapToLong(line -> line.discount().minor()).sum();
        long onOrder = Math.max(0, order.totals().discount().minor() - onLines);
        List<Long> discount = shared(onOrder, net, currency);
        boolean onTop = !order.totals().taxIncluded();
        long lineTax = bought.stream().mapToLong(line -> line.tax().minor()).sum();
        long shippingTax = onTop ? Math.max(0, order.totals().tax().minor() - lineTax) : 0;
        List<Long> shipping = shared(order.totals().shipping().minor() + shippingTax, net, currency);
        Map<LineId, LineWorth> lines = new HashMap<>();
        for (int i = 0; i < bought.size(); i++) {
            OrderView.Line line = bought.get(i);
            long goods = Math.max(0, net.get(i) - discount.get(i));
            long tax = onTop ? line.tax().minor() : 0;
            lines.put(line.id(), new LineWorth(line.quantity(), goods, tax, shipping.get(i)));
        }
        return new OrderWorth(currency, order.totals().total().minor(), lines);
    }

    private static long net(OrderView.Line line) {
        return Math.max(
                0,
                line.unitPrice().times(line.quantity()).minus(line.discount()).minor());
    }

    /** By what lines cost; where none costs anything, in equal parts. */
    private static List<Long> shared(long minor, List<Long> weights, Currency currency) {
        if (weights.isEmpty()) return List.of();
        boolean weighed = weights.stream().anyMatch(weight -> weight > 0);
        List<Long> by = weighed ? weights : weights.stream().map(weight -> 1L).toList();
        return new Money(minor, currency)
                .allocate(by).stream().map(Money::minor).toList();
    }

    LineWorth line(LineId line) {
        return Objects.requireNonNull(lines.get(line), "the order has this line");
    }

    long shipping() {
        return lines.values().stream().mapToLong(LineWorth::shipping).sum();
    }
}
