package io.postlude.orders;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order as a row of a list. */
public record OrderSummary(
        OrderId id,
        String number,
        String source,
        Instant placedAt,
        OrderState state,
        FulfilmentState fulfilment,
        @Nullable CustomerId customer,
        @Nullable String buyer,
        @Nullable String email,
        Money total,
        int units,
        boolean mismatch,
        @Nullable String channel,
        List<String> tags) {}
