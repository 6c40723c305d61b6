package io.postlude.claims;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A claim; printed {@code clm_...}. People name it by its code. */
public record ClaimId(long value) implements Id {
    public static final String PREFIX = "clm";

    /** Empty where the text is no such id. */
    public static Optional<ClaimId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ClaimId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
