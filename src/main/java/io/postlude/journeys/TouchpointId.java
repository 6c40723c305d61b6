package io.postlude.journeys;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One occasion to contact a person; printed {@code tch_...}. */
public record TouchpointId(long value) implements Id {
    public static final String PREFIX = "tch";

    public static Optional<TouchpointId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new TouchpointId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
