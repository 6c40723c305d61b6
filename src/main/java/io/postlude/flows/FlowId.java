package io.postlude.flows;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A journey of a store, whatever its version; printed {@code jrn_...}. */
public record FlowId(long value) implements Id {
    public static final String PREFIX = "jrn";

    public static Optional<FlowId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new FlowId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
