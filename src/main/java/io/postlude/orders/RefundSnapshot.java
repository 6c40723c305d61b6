package io.postlude.orders;

import io.postlude.kernel.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Money given back in the shop, as seen from outside. {@code amount} is what went to the customer, not negative. */
public record RefundSnapshot(
        String reference,
        Instant at,
        Money amount,
        List<FulfilmentSnapshot.LineQuantity> lines,
        @Nullable String reason) {}
