package io.postlude.customers;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A merge of two records of one person; printed {@code mrg_...}. */
public record MergeId(long value) implements Id {
    public static final String PREFIX = "mrg";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
