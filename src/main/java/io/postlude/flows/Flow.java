package io.postlude.flows;

import io.postlude.kernel.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journey that was read and found whole: how one comes in, the steps, how one leaves.
 *
 * @param key its name in files and addresses, unique in a store
 * @param holdoutPercent of its subjects who by lot get none of its messages, so that its effect can be measured
 * @param exits the first that holds ends the journey, looked at before every step
 * @param steps the first is where one begins
 */
public record Flow(
        String key,
        String name,
        Stage stage,
        Entry entry,
        List<Exit> exits,
        double holdoutPercent,
        List<Step> steps,
        Map<String, Step> byId) {
    public Flow {
        exits = List.copyOf(exits);
        steps = List.copyOf(steps);
        byId = Map.copyOf(byId);
    }

    /** Where on the customer's way it belongs. */
    public enum Stage {
        ORDERED("Ordered"),
        WAITING("Waiting"),
        DELIVERED("Delivered"),
        USING("Using"),
        RETURNING("Returning"),
        LOVING("Loving"),
        COMING_BACK("Coming back");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** As documents write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What one run of a journey is about: two orders of one person run twice where it is the order. */
    public enum Per {
        ORDER,
        PARCEL,
        CUSTOMER;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the same subject may come in again. */
    public enum Again {
        /** Once and never again. */
        NEVER,
        /** When the one before has ended. */
        AFTER_END,
        /** Each time. */
        ALWAYS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How one comes in. */
    public record Entry(Trigger trigger, @Nullable Condition when, Per per, Again again) {}

    /** What lets somebody in. */
    public sealed interface Trigger {}

    /** Something happened; one of {@link Happening}. */
    public record On(Happening happening) implements Trigger {}

    /** {@code name} tells in figures why people left. */
    public record Exit(String name, Condition when) {}

    public Optional<Step> step(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Step first() {
        return steps.getFirst();
    }
}
