package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** A return that was made in the shop; printed {@code srt_...}. */
public record ShopReturnId(long value) implements Id {
    public static final String PREFIX = "srt";

    /** Empty where the text is no such id. */
    public static Optional<ShopReturnId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ShopReturnId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
