package io.postlude.connectors;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** An address of a store's own program that hears of events; printed {@code end_...}. */
public record EndpointId(long value) implements Id {
    private static final String PREFIX = "end";

    /** Empty where the text is no such id. */
    public static Optional<EndpointId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new EndpointId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
