package io.postlude.segments;

import io.postlude.customers.CustomerId;
import io.postlude.orders.FulfilmentSnapshot.LineQuantity;
import io.postlude.orders.OrderEvent.OrderPlaced;
import io.postlude.orders.OrderState;
import io.postlude.orders.OrderView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is counted of an order; nothing of one that was cancelled, or that nobody known placed. */
final class OrderFacts {
    private OrderFacts() {}

    /** As its first event tells it. */
    static Optional<Fact> of(OrderPlaced placed) {
        if (placed.customer() == null || placed.isExchange()) return Optional.empty();
        return Optional.of(new Fact(
                Fact.Kind.ORDER,
                placed.order().value(),
                placed.customer(),
                placed.order(),
                placed.occurredAt(),
                placed.units(),
                new Fact.Worth(placed.total().minor(), placed.total().currency().getCurrencyCode()),
                placed.imported(),
                null));
    }

    /** As it is now. */
    static List<Fact> of(OrderView order) {
        CustomerId buyer = order.customer();
        if (buyer == null || order.isExchange() || order.state() == OrderState.CANCELLED) return List.of();
        List<Fact> facts = new ArrayList<>();
        long minor = order.totals().total().minor();
        for (OrderView.Refund refund : order.refunds()) {
            minor -= refund.amount().minor();
            facts.add(new Fact(
                    Fact.Kind.REFUND,
                    refund.id().value(),
                    buyer,
                    order.id(),
                    refund.at(),
                    refund.items().stream().mapToInt(LineQuantity::quantity).sum(),
                    null,
                    order.imported(),
                    null));
        }
        facts.add(new Fact(
                Fact.Kind.ORDER,
                order.id().value(),
                buyer,
                order.id(),
                order.placedAt(),
                order.lines().stream().mapToInt(OrderView.Line::quantity).sum(),
                new Fact.Worth(
                        Math.max(0, minor), order.totals().total().currency().getCurrencyCode()),
                order.imported(),
                null));
        return facts;
    }
}
