package io.postlude.returns;

import io.postlude.customers.CustomerDetails;
import io.postlude.orders.OrderSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same order, bought by somebody else. */
final class Buyer {
    private Buyer() {}

    /** By whom this reaches; null: by nobody we know. */
    static OrderSnapshot of(OrderSnapshot one, @Nullable String email) {
        return of(one, email, one.lines());
    }

    /** With other lines. */
    static OrderSnapshot of(OrderSnapshot one, @Nullable String email, List<OrderSnapshot.Line> lines) {
        var details = new CustomerDetails(
                "api", null, email, null, "A", "B", "en", null, "DE", null, List.of(), List.of(), one.placedAt());
        return new OrderSnapshot(
                one.source(),
                one.reference(),
                one.number(),
                one.placedAt(),
                one.updatedAt(),
                email == null ? null : details,
                lines,
                one.totals(),
                one.shipTo(),
                one.billTo(),
                one.promised(),
                one.cancellation(),
                one.fulfilments(),
                one.refunds(),
                one.context(),
                one.complete());
    }
}
