package io.postlude.stores;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One key of a program; outside it prints as {@code key_...}. */
public record ApiKeyId(long value) implements Id {
    private static final String PREFIX = "key";

    /** Empty where the text is no such id. */
    public static Optional<ApiKeyId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ApiKeyId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
