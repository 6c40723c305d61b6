package io.postlude.messaging;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A browser that takes notices; printed {@code psh_...}, which is the recipient of messages by push. */
public record PushId(long value) implements Id {
    private static final String PREFIX = "psh";

    /** Empty where the text is no such id. */
    public static Optional<PushId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PushId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
