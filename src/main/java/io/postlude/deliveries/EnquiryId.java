package io.postlude.deliveries;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A question to a carrier; printed {@code enq_...}. */
public record EnquiryId(long value) implements Id {
    private static final String PREFIX = "enq";

    /** Empty where the text is no such id. */
    public static Optional<EnquiryId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new EnquiryId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
