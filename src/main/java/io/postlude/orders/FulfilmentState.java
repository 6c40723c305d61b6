package io.postlude.orders;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How much of an order was handed over. Derived, never told: the same whatever came first. */
public enum FulfilmentState {
    NOT,
    PARTIAL,
    FULFILLED;

    /** What was refunded need not be sent any more. */
    static FulfilmentState of(
            Collection<LineRow> lines, Collection<FulfilmentRow> fulfilments, Collection<RefundRow> refunds) {
        boolean any = false;
        boolean allThatWasOpen = false;
        Map<String, Integer> done = new HashMap<>();
        for (FulfilmentRow fulfilment : fulfilments) {
            if (fulfilment.cancelled()) continue;
            any = true;
            allThatWasOpen |= fulfilment.lines().isEmpty();
            fulfilment.lines().forEach(l -> done.merge(l.lineReference(), l.quantity(), FulfilmentState::sum));
        }
        if (!any) return NOT;
        if (allThatWasOpen) return FULFILLED;
        for (RefundRow refund : refunds)
            refund.lines().forEach(l -> done.merge(l.lineReference(), l.quantity(), FulfilmentState::sum));
        boolean open = lines.stream()
                .filter(l -> !l.removed() && l.needsShipping())
                .anyMatch(l -> done.getOrDefault(l.reference(), 0) < l.quantity());
        return open ? PARTIAL : FULFILLED;
    }

    private static int sum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }
}
