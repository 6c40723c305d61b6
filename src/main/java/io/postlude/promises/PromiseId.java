package io.postlude.promises;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A promise made to a customer; printed {@code prm_...}. */
public record PromiseId(long value) implements Id {
    public static final String PREFIX = "prm";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
