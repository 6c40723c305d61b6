package io.postlude.console;

import io.postlude.console.Parts.Figure;
import io.postlude.orders.FulfilmentState;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What all orders a list would show come to, added up when somebody asks. */
final class OrderSums {
    private final List<OrderSum> sums;

    OrderSums(List<OrderSum> sums) {
        this.sums = sums;
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Orders",
                Words.count(sum(sum -> true, OrderSum::orders)),
                orders(FulfilmentState.NOT) + " not shipped, " + orders(FulfilmentState.PARTIAL) + " part shipped, "
                        + orders(FulfilmentState.FULFILLED) + " shipped, "
                        + Words.count(sum(OrderSums::cancelled, OrderSum::orders)) + " cancelled",
                null));
        figures.add(new Figure(
                "Items",
                Words.count(sum(sum -> true, OrderSum::units)),
                Words.count(sum(OrderSums::cancelled, OrderSum::units)) + " of them cancelled",
                null));
        totals().forEach((currency, total) -> figures.add(new Figure(
                "Total in " + currency,
                Words.money(total, currency),
                Words.money(sum(sum -> cancelled(sum) && in(sum, currency), OrderSums::minor), currency)
                        + " of it cancelled",
                null)));
        return figures;
    }

    private String orders(FulfilmentState state) {
        return Words.count(sum(sum -> !cancelled(sum) && sum.fulfilment() == state, OrderSum::orders));
    }

    private Map<String, Long> totals() {
        Map<String, Long> totals = new TreeMap<>();
        sums.forEach(sum -> totals.merge(sum.total().currency().getCurrencyCode(), minor(sum), Math::addExact));
        return totals;
    }

    private long sum(Predicate<OrderSum> which, ToLongFunction<OrderSum> what) {
        return sums.stream().filter(which).mapToLong(what).sum();
    }

    private static boolean cancelled(OrderSum sum) {
        return sum.state() == OrderState.CANCELLED;
    }

    private static boolean in(OrderSum sum, String currency) {
        return sum.total().currency().getCurrencyCode().equals(currency);
    }

    private static long minor(OrderSum sum) {
        return sum.total().minor();
    }
}
