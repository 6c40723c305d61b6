package io.postlude.promises;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A promise made to a customer; printed {@code prm_...}. */
public record PromiseId(long value) implements Id {
    public static final String PREFIX = "prm";

    /** Empty where the text is no such id. */
    public static Optional<PromiseId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PromiseId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
