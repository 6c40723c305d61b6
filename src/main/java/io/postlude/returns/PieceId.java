package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** One piece that is sent back; printed {@code pce_...}. */
public record PieceId(long value) implements Id {
    public static final String PREFIX = "pce";

    /** Empty where the text is no such id. */
    public static Optional<PieceId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PieceId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
