package io.postlude.messaging;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One of a store's ways out; printed {@code prv_...}. */
public record ProviderId(long value) implements Id {
    private static final String PREFIX = "prv";

    /** Empty where the text is no such id. */
    public static Optional<ProviderId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ProviderId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
