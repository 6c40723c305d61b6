package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** Store credit that was taken for an order, once; printed {@code csp_...}, by which it is given back. */
public record CreditSpendId(long value) implements Id {
    public static final String PREFIX = "csp";

    /** Empty where the text is no such id. */
    public static Optional<CreditSpendId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new CreditSpendId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
