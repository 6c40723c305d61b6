package io.postlude.messaging;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;

/** A message of a store; printed {@code msg_...}. */
public record MessageId(long value) implements Id {
    public static final String PREFIX = "msg";

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
