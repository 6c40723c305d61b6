package io.postlude.kernel;

import java.util.List;

/**
 * A rule said no, at the edge: becomes an RFC 9457 problem with this status and stable type. Modules answer with sealed
 * results; the code that speaks HTTP turns those into this.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.title());
        this.problem = problem;
    }

    public static Refusal notFound() {
        return new Refusal(Problem.of(
                404, "not-found", "There is nothing here", "The address is wrong, or it belongs to another store."));
    }

    /** 422 with what is wrong where. */
    public static Refusal invalid(List<Problem.FieldError> errors) {
        String count = errors.size() == 1 ? "1 value is" : errors.size() + " values are";
        return new Refusal(Problem.of(422, "invalid-input", "The input is not valid", count + " wrong; see errors.")
                .with(errors));
    }

    public Problem problem() {
        return problem;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this; // an answer, not a failure: nobody reads its stack
    }
}
