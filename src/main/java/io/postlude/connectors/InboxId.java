package io.postlude.connectors;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A delivery in the inbox; printed {@code del_...}. */
public record InboxId(long value) implements Id {
    private static final String PREFIX = "del";

    /** Empty where the text is no such id. */
    public static Optional<InboxId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new InboxId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
