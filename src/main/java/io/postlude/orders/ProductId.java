package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A product of a store; printed {@code prd_...}. */
public record ProductId(long value) implements Id {
    public static final String PREFIX = "prd";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
