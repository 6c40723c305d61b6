package io.postlude.stores;

import io.postlude.kernel.Problem;
import java.util.List;

/** What became of a change of settings. */
public sealed interface SettingsOutcome {
    record Saved(Store store) implements SettingsOutcome {}

    /** Nothing was changed; each error names its field by a JSON pointer and says what to give instead. */
    record Invalid(List<Problem.FieldError> errors) implements SettingsOutcome {}

    /** Somebody else was faster: {@code version} holds now, look at it first. Nothing was changed. */
    record Outdated(int version) implements SettingsOutcome {}

    /** The store, where the caller knows its input to be right (a demo, a test). */
    default Store orThrow() {
        return switch (this) {
            case Saved(Store store) -> store;
            case Invalid(List<Problem.FieldError> errors) -> throw new IllegalArgumentException(errors.toString());
            case Outdated(int version) -> throw new IllegalStateException("version " + version + " holds by now");
        };
    }
}
