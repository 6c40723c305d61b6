package io.postlude.deliveries;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** What a customer asked for on the page of an order; printed {@code req_...}. */
public record RequestId(long value) implements Id {
    public static final String PREFIX = "req";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
