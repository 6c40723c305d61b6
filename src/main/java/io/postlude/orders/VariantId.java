package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A variant of a product; printed {@code var_...}. */
public record VariantId(long value) implements Id {
    public static final String PREFIX = "var";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
