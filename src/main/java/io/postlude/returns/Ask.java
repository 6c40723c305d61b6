package io.postlude.returns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.postlude.orders.OrderId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to send back of an order, and how; null where nothing was chosen so far.
 *
 * @param gift they were given it: nothing of it goes to whoever bought it
 */
public record Ask(
        OrderId order,
        List<Wish> wishes,
        @Nullable Method method,
        // What was asked before there were gifts is the same request still.
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean gift) {
    public Ask {
        wishes = List.copyOf(wishes);
    }

    /** By whoever bought it. */
    public Ask(OrderId order, List<Wish> wishes, @Nullable Method method) {
        this(order, wishes, method, false);
    }
}
