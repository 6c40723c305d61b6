package io.postlude.returns;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** What was once added to or taken off somebody's store credit; printed {@code cre_...}. */
public record CreditEntryId(long value) implements Id {
    public static final String PREFIX = "cre";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
