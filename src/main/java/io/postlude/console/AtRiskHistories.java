package io.postlude.console;

import io.postlude.customers.CustomerId;
import io.postlude.deliveries.Deliveries;
import io.postlude.deliveries.Gestures;
import io.postlude.kernel.Money;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import io.postlude.orders.OrderView;
import io.postlude.orders.Orders;
import io.postlude.promises.Promises;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the buyers behind promises at risk bought and spent so far, what was late for them, and what they were given for it. */
record AtRiskHistories(Map<CustomerId, History> of) {

    /** Who is asked. */
    record Faces(Orders orders, Promises promises, Deliveries deliveries) {}

    /** One buyer's; {@code late} counts promises broken before. */
    record History(Orders.Bought bought, List<Money> spent, long late, List<Gestures.Given> gestures) {

        /** {@code 7 orders, €1,486.00}. */
        String told() {
            String money = spent.stream()
                    .map(sum -> Words.money(sum.minor(), sum.currency().getCurrencyCode()))
                    .collect(Collectors.joining(" + "));
            String orders = bought.orders() <= 1 ? "First order" : Words.count(bought.orders(), "order", "orders");
            return money.isEmpty() ? orders : orders + ", " + money;
        }

        /** {@code 1 late before, €10.00 given}. */
        String trouble() {
            String before = late == 0 ? "none late" : Words.count(late) + " late before";
            return gestures.isEmpty() ? before : before + ", " + given() + " given";
        }

        String given() {
            Map<String, Long> sums = gestures.stream()
                    .map(given -> given.gesture().amount())
                    .collect(Collectors.groupingBy(
                            amount -> amount.currency().getCurrencyCode(),
                            java.util.TreeMap::new,
                            Collectors.summingLong(Money::minor)));
            return sums.entrySet().stream()
                    .map(sum -> Words.money(sum.getValue(), sum.getKey()))
                    .collect(Collectors.joining(" + "));
        }
    }

    @Nullable
    History of(@Nullable OrderView order) {
        return order == null || order.customer() == null ? null : of.get(order.customer());
    }

    /** Read in sets, however many rows the queue has. */
    static AtRiskHistories read(Tx tx, Visit visit, Faces faces, Collection<OrderView> shown) {
        Set<CustomerId> people =
                shown.stream().map(OrderView::customer).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<CustomerId, Orders.Bought> bought = faces.orders().bought(tx, visit.store(), people);
        Map<CustomerId, List<Money>> spent = faces.orders().spent(tx, visit.store(), people);
        Map<CustomerId, List<OrderId>> orders = faces.orders().ofBuyers(tx, visit.store(), people);
        List<OrderId> all = orders.values().stream().flatMap(List::stream).toList();
        Map<OrderId, Long> broken = faces.promises().broken(tx, visit.store(), all);
        Map<OrderId, List<Gestures.Given>> given = faces.deliveries().gestures().ofOrders(tx, visit.store(), all);
        Map<CustomerId, History> histories = new HashMap<>();
        bought.forEach((person, sums) -> {
            long late = 0;
            List<Gestures.Given> gestures = new ArrayList<>();
            for (OrderId order : orders.getOrDefault(person, List.of())) {
                late += broken.getOrDefault(order, 0L);
                gestures.addAll(given.getOrDefault(order, List.of()));
            }
            histories.put(person, new History(sums, spent.getOrDefault(person, List.of()), late, gestures));
        });
        return new AtRiskHistories(histories);
    }
}
