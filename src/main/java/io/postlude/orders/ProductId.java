package io.postlude.orders;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A product of a store; printed {@code prd_...}. */
public record ProductId(long value) implements Id {
    public static final String PREFIX = "prd";

    /** Empty where the text is no such id. */
    public static Optional<ProductId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ProductId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
