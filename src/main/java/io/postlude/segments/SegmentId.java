package io.postlude.segments;

import io.postlude.kernel.Id;
import io.postlude.kernel.PublicId;
import java.util.Optional;

/** A segment of a store, whatever its version; printed {@code seg_...}. */
public record SegmentId(long value) implements Id {
    public static final String PREFIX = "seg";

    public static Optional<SegmentId> parse(String text) {
        var value = PublicId.parse(PREFIX, text);
        return value.isPresent() ? Optional.of(new SegmentId(value.getAsLong())) : Optional.empty();
    }

    @Override
    public String toString() {
        return PublicId.print(PREFIX, this);
    }
}
