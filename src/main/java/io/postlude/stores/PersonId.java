package io.postlude.stores;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One person of the staff, in however many stores; outside it prints as {@code per_...}. */
public record PersonId(long value) implements Id {
    private static final String PREFIX = "per";

    /** Empty where the text is no such id. */
    public static Optional<PersonId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new PersonId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
