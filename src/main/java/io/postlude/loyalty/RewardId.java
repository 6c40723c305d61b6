package io.postlude.loyalty;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** One reward that somebody was given; printed {@code rwd_...}. */
public record RewardId(long value) implements Id {
    public static final String PREFIX = "rwd";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
