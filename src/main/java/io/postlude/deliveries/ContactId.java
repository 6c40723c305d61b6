package io.postlude.deliveries;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** One time somebody had to ask; printed {@code con_...}. */
public record ContactId(long value) implements Id {
    public static final String PREFIX = "con";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
