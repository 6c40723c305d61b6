package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;
import java.util.OptionalLong;

/** What was once added to or taken off somebody's store credit; printed {@code cre_...}. */
public record CreditEntryId(long value) implements Id {
    public static final String PREFIX = "cre";

    /** Empty where the text is no such id. */
    public static Optional<CreditEntryId> parse(String text) {
        OptionalLong value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new CreditEntryId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
