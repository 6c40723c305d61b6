package io.postlude.console;

import io.postlude.kernel.Problem.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what was refused of one field. */
final class Faults {
    private Faults() {}

    static @Nullable String of(List<FieldError> errors, String pointer) {
        return errors.stream()
                .filter(error -> error.pointer().equals(pointer))
                .map(FieldError::detail)
                .findFirst()
                .orElse(null);
    }
}
