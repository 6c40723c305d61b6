package io.postlude.stores;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One signed-in browser of a person; not the secret in its cookie; outside it prints as {@code ses_...}. */
public record SessionId(long value) implements Id {
    private static final String PREFIX = "ses";

    /** Empty where the text is no such id. */
    public static Optional<SessionId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new SessionId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
