package io.postlude.orders;

import io.postlude.kernel.Problem.FieldError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Snapshots that were checked, and may be taken. */
public final class Checked {
    private final Instant at;
    private final List<One> all;

    Checked(Instant at, List<One> all) {
        this.at = at;
        this.all = all;
    }

    /** {@code told} are notes about what is taken, or, where {@code news} is null, why it is refused. */
    record One(@Nullable News news, List<FieldError> told) {}

    Instant at() {
        return at;
    }

    List<One> all() {
        return all;
    }
}
