package io.postlude.deliveries;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** Goods to be sent again; printed {@code rpl_...}. */
public record ReplacementId(long value) implements Id {
    private static final String PREFIX = "rpl";

    /** Empty where the text is no such id. */
    public static Optional<ReplacementId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ReplacementId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
