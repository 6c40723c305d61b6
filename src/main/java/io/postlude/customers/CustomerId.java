package io.postlude.customers;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A customer of a store; printed {@code cus_...}. */
public record CustomerId(long value) implements Id {
    public static final String PREFIX = "cus";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
