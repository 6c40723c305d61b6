package io.postlude.journeys;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** One subject on its way through one journey; printed {@code run_...}. */
public record RunId(long value) implements Id {
    public static final String PREFIX = "run";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
