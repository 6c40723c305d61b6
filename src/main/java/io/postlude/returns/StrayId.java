package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A parcel that arrived without a return; printed {@code str_...}. */
public record StrayId(long value) implements Id {
    public static final String PREFIX = "str";

    /** Empty where the text is no such id. */
    public static Optional<StrayId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new StrayId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
