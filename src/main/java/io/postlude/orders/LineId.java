package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A line of an order; printed {@code lin_...}. */
public record LineId(long value) implements Id {
    public static final String PREFIX = "lin";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
