package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order that carries codes of discounts, as it is now.
 *
 * @param customer the id the order came in under
 * @param cancelledAt null: it stands
 */
public record Redemption(
        OrderId order,
        List<String> codes,
        @Nullable CustomerId customer,
        Money total,
        Instant placedAt,
        @Nullable Instant cancelledAt,
        boolean imported) {}
