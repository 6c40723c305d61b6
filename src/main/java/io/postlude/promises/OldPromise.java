package io.postlude.promises;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A promise of which more is known than that it was made.
 *
 * @param id from {@link Promises#reserve}
 * @param fulfilledAt when what was promised happened; null where it has not happened yet
 */
public record OldPromise(
        PromiseId id, NewPromise promise, @Nullable Instant fulfilledAt) {

    PromiseState state() {
        if (fulfilledAt == null) {
            return PromiseState.OPEN;
        }
        return fulfilledAt.isAfter(promise.window().by()) ? PromiseState.BROKEN : PromiseState.KEPT;
    }

    /** How it ended, as an event. */
    Optional<PromiseEvent> settled() {
        NewPromise p = promise;
        return switch (state()) {
            case KEPT ->
                Optional.of(new PromiseEvent.PromiseKept(
                        p.store(), id, p.order(), p.kind(), java.util.Objects.requireNonNull(fulfilledAt), false));
            case BROKEN ->
                Optional.of(new PromiseEvent.PromiseBroken(
                        p.store(), id, p.order(), p.kind(), p.window().by(), false));
            case OPEN, RELEASED -> Optional.empty();
        };
    }
}
