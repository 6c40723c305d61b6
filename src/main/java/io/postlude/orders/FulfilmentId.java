package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A part of an order that was handed over; printed {@code ful_...}. */
public record FulfilmentId(long value) implements Id {
    public static final String PREFIX = "ful";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
