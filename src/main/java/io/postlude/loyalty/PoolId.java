package io.postlude.loyalty;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A pool of codes; printed {@code pool_...}. */
public record PoolId(long value) implements Id {
    public static final String PREFIX = "pool";

    public static Optional<PoolId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PoolId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
