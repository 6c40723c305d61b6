package io.postlude.messaging;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A key that signs a store's mails; printed {@code sig_...}. */
public record SigningKeyId(long value) implements Id {
    private static final String PREFIX = "sig";

    /** Empty where the text is no such id. */
    public static Optional<SigningKeyId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new SigningKeyId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
