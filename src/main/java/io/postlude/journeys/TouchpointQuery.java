package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.orders.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which touchpoints to show, the newest first; what is null is not asked for.
 *
 * @param orders empty: of any order
 * @param people all ids of one person; empty: anybody's
 * @param cursor of {@code Page.next}
 */
public record TouchpointQuery(
        @Nullable TouchpointKind kind,
        @Nullable Outcome outcome,
        @Nullable Rule rule,
        List<OrderId> orders,
        List<CustomerId> people,
        @Nullable String cursor,
        int limit) {
    public static final int MOST = 200;

    public TouchpointQuery {
        if (limit < 1 || limit > MOST) throw new IllegalArgumentException("1 to 200 touchpoints at a time");
        orders = List.copyOf(orders);
        people = List.copyOf(people);
    }

    /** All of them. */
    public static TouchpointQuery newest(int limit) {
        return new TouchpointQuery(null, null, null, List.of(), List.of(), null, limit);
    }

    public TouchpointQuery ofPeople(List<CustomerId> some) {
        return new TouchpointQuery(kind, outcome, rule, orders, some, cursor, limit);
    }

    public TouchpointQuery ofOrders(List<OrderId> some) {
        return new TouchpointQuery(kind, outcome, rule, some, people, cursor, limit);
    }
}
