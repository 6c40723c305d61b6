package io.postlude.orders;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the order stands. What was handed over is another question: {@link FulfilmentState}.
 *
 * <p>PENDING: a fulfilment or refund came before its order. A shop may take a cancellation back.
 */
public enum OrderState {
    PENDING,
    OPEN,
    CANCELLED;

    private static final Map<OrderState, Set<OrderState>> MOVES = new EnumMap<>(Map.of(
            PENDING, EnumSet.of(OPEN, CANCELLED),
            OPEN, EnumSet.of(CANCELLED),
            CANCELLED, EnumSet.of(OPEN)));

    OrderState to(OrderState next) {
        if (next == this) return this;
        if (!MOVES.getOrDefault(this, Set.of()).contains(next))
            throw new IllegalStateException("an order does not go from " + this + " to " + next);
        return next;
    }
}
