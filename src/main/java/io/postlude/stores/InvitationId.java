package io.postlude.stores;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** One invitation to join a store's staff; outside it prints as {@code inv_...}. */
public record InvitationId(long value) implements Id {
    private static final String PREFIX = "inv";

    /** Empty where the text is no such id. */
    public static Optional<InvitationId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new InvitationId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
