package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** Something given to a customer for a return, once; printed {@code pay_...}, which is its idempotency key at gateways. */
public record PayoutId(long value) implements Id {
    public static final String PREFIX = "pay";

    /** Empty where the text is no such id. */
    public static Optional<PayoutId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PayoutId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
