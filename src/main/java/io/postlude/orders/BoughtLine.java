package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import java.time.Instant;

/** What somebody bought on one line of an order that stands; {@code paid} is after its own discount. */
public record BoughtLine(
        CustomerId customer,
        OrderId order,
        LineId line,
        ProductId product,
        VariantId variant,
        long pieces,
        Money paid,
        Instant placedAt) {}
