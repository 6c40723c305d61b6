package io.postlude.kernel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.Set;

/** A merchant's condition, ready to be asked any number of times by any number of threads; see {@link Vocabulary}. */
public final class Condition {
    private final String source;
    private final Set<String> words;
    private final ConditionReading reading;
    private final CelRuntime.Program program;

    Condition(String source, Set<String> words, ConditionReading reading, CelRuntime.Program program) {
        this.source = source;
        this.words = Set.copyOf(words);
        this.reading = reading;
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

    /** What happened within the last {@code days}, by the name of its word. */
    public record Count(String name, int days) {}

    /** The counts it asks for. */
    public Set<Count> counts() {
        return reading.counts();
    }

    /**
     * The numbers a word is compared with, where it is compared with plain numbers only: between two of them the answer cannot
     * change. Empty where the word is used in any other way.
     */
    public Optional<Set<Double>> comparedWith(String word) {
        return Optional.ofNullable(reading.compared().get(word));
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
