package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** Something a customer is to pay on top, once; printed {@code chg_...}, with which its page is opened at gateways. */
public record ChargeId(long value) implements Id {
    public static final String PREFIX = "chg";

    /** Empty where the text is no such id. */
    public static Optional<ChargeId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new ChargeId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
