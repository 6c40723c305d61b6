package io.postlude.returns;

import io.postlude.orders.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants to send back of an order, and how; null where nothing was chosen so far. */
public record Ask(
        OrderId order, List<Wish> wishes, @Nullable Method method) {
    public Ask {
        wishes = List.copyOf(wishes);
    }
}
