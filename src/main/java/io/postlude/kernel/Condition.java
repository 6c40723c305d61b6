package io.postlude.kernel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Set;

/** A merchant's condition, ready to be asked any number of times by any number of threads; see {@link Vocabulary}. */
public final class Condition {
    private final String source;
    private final Set<String> words;
    private final CelRuntime.Program program;

    Condition(String source, Set<String> words, CelRuntime.Program program) {
        this.source = source;
        this.words = Set.copyOf(words);
        this.program = program;
    }

    /** As it was written. */
    public String source() {
        return source;
    }

    /** The words of its vocabulary that it speaks of: only these need be offered. */
    public Set<String> words() {
        return words;
    }

    /** What a condition said. */
    public sealed interface Answer {}

    /** It holds, or not. */
    public record Known(boolean holds) implements Answer {}

    /** It could not be answered from these values: an element that is not there, a division by zero, too many turns. */
    public record Unknowable(String why) implements Answer {}

    /** Asks it of these values, which must be all the words of its vocabulary that it uses. */
    public Answer ask(Values values) {
        try {
            return program.eval(values.byWord()) instanceof Boolean holds
                    ? new Known(holds)
                    : new Unknowable("it is neither true nor false");
        } catch (CelEvaluationException e) {
            return new Unknowable(String.valueOf(e.getMessage()));
        }
    }

    /** False where it cannot be known. */
    public boolean holds(Values values) {
        return ask(values) instanceof Known(boolean holds) && holds;
    }

    @Override
    public String toString() {
        return source;
    }
}
