package io.postlude.kernel;

import java.util.Objects;

/**
 * The program cannot start as asked, and the person who started it can mend that. The message is one line that
 * says what to do; it is meant to be printed without a stack trace.
 */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartRefused(String message) {
        super(message);
    }

    /** One line for the person who started the program. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
