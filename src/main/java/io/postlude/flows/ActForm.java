package io.postlude.flows;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something journeys of a store can do beside writing, as an editor offers it and the parser checks it.
 *
 * @param name as documents write it
 * @param words for staff: what is done
 */
public record ActForm(String name, String words, List<Field> fields) {
    public ActForm {
        fields = List.copyOf(fields);
    }

    /** Gives a reward out of one of these pools, names by keys: the one act that journeys themselves look after. */
    public static ActForm award(Map<String, String> pools) {
        return new ActForm(
                Step.Act.AWARD, "give a reward", List.of(Field.choice(Step.Act.CODES, "Out of the pool", pools)));
    }

    /** What stores can do; asked anew each time, for what can be chosen is a store's own. */
    @FunctionalInterface
    public interface Known {
        List<ActForm> of(Tx tx, StoreId store);
    }

    /**
     * One thing to fill in.
     *
     * @param name as documents write it, under {@code with}
     * @param most characters
     * @param options values to choose from, with their words; null: any text
     */
    public record Field(
            String name,
            String label,
            boolean needed,
            int most,
            @Nullable Map<String, String> options) {
        public static Field text(String name, String label, int most) {
            return new Field(name, label, true, most, null);
        }

        public static Field choice(String name, String label, Map<String, String> options) {
            return new Field(name, label, true, Integer.MAX_VALUE, options);
        }

        /** What is wrong with a value; empty: nothing. */
        Optional<String> wrong(@Nullable String value) {
            if (value == null || value.isBlank())
                return needed ? Optional.of("“" + label + "” is missing.") : Optional.empty();
            if (options != null && options.isEmpty())
                return Optional.of("“" + label + "”: there is nothing to choose yet. Make one first.");
            if (value.length() > most) return Optional.of("“" + label + "” has at most " + most + " characters.");
            return options == null || options.containsKey(value)
                    ? Optional.empty()
                    : Optional.of("“" + value + "” is not there to choose any more.");
        }
    }
}
