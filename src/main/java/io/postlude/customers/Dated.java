package io.postlude.customers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fact and when the source knew it; both null where nothing was told yet. */
record Dated<T>(@Nullable T value, @Nullable Instant asOf) {

    static <T> Dated<T> of(@Nullable T value, Instant asOf) {
        return new Dated<>(value, value == null ? null : asOf);
    }

    /** The newer of the two; what says nothing never wins, and at the same instant the first word stands. */
    Dated<T> or(Dated<T> other) {
        if (other.asOf == null) return this;
        return asOf == null || other.asOf.isAfter(asOf) ? other : this;
    }

    Dated<T> orElse(Dated<T> other) {
        return asOf == null ? other : this;
    }
}
