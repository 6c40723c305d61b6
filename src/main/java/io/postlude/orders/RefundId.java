package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** Money given back, as seen; printed {@code rfd_...}. */
public record RefundId(long value) implements Id {
    public static final String PREFIX = "rfd";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
