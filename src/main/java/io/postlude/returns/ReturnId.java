package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A return; printed {@code ret_...}. People and labels name it by its code, see {@link ReturnCode}. */
public record ReturnId(long value) implements Id {
    public static final String PREFIX = "ret";

    /** Empty where the text is no such id. */
    public static Optional<ReturnId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ReturnId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
