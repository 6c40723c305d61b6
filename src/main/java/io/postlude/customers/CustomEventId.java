package io.postlude.customers;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** Something another program told of a person; printed {@code evt_...}. */
public record CustomEventId(long value) implements Id {
    public static final String PREFIX = "evt";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
