package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** An order of a store; printed {@code ord_...}. */
public record OrderId(long value) implements Id {
    public static final String PREFIX = "ord";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
