package io.postlude.connectors;

import io.postlude.kernel.Problem;
import io.postlude.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with one body, each with a JSON pointer; a sender should not have to find faults one by one. */
public final class Faults {
    private static final int LIMIT = 100;
    private static final int IN_A_SENTENCE = 5;

    private final List<Problem.FieldError> errors = new ArrayList<>();

    public void add(String pointer, String detail) {
        if (errors.size() < LIMIT) errors.add(new Problem.FieldError(pointer, detail));
    }

    public boolean none() {
        return errors.isEmpty();
    }

    /** @throws Refusal 422 with all faults, where there is one */
    public void refuseIfAny() {
        if (!errors.isEmpty()) throw Refusal.invalid(errors);
    }

    /** The first few on one line, for people. */
    String sentence() {
        String first = errors.stream()
                .limit(IN_A_SENTENCE)
                .map(error -> (error.pointer().isEmpty() ? "" : error.pointer() + " ") + error.detail())
                .collect(Collectors.joining("; "));
        return errors.size() <= IN_A_SENTENCE ? first : first + "; and " + (errors.size() - IN_A_SENTENCE) + " more";
    }
}
