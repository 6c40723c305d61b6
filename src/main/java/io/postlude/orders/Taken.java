package io.postlude.orders;

import io.postlude.kernel.Problem.FieldError;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one snapshot.
 *
 * @param order null where it was refused
 * @param problems where refused: why; else values that could not be taken while the rest was. Pointers into the snapshot
 * @param events what was written to the log for it, in order: who needs it in the same transaction need not wait for a reader
 */
public record Taken(Outcome outcome, @Nullable OrderId order, List<FieldError> problems, List<OrderEvent> events) {
    public enum Outcome {
        NEW,
        CHANGED,
        UNCHANGED,
        /** Older than what we know; parts in it that we did not know were kept. */
        STALE,
        REFUSED
    }

    static Taken refused(List<FieldError> problems) {
        return new Taken(Outcome.REFUSED, null, problems, List.of());
    }

    Taken withNotes(List<FieldError> more) {
        if (more.isEmpty()) return this;
        return new Taken(
                outcome, order, Stream.concat(more.stream(), problems.stream()).toList(), events);
    }
}
