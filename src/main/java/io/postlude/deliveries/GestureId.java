package io.postlude.deliveries;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A goodwill given; printed {@code ges_...}. */
public record GestureId(long value) implements Id {
    private static final String PREFIX = "ges";

    /** Empty where the text is no such id. */
    public static Optional<GestureId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new GestureId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
