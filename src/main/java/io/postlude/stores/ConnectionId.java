package io.postlude.stores;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One tie of a store to an outside system; outside it prints as {@code con_...}. */
public record ConnectionId(long value) implements Id {
    private static final String PREFIX = "con";

    /** Empty where the text is no such id. */
    public static Optional<ConnectionId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ConnectionId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
