package io.postlude.flows;

import io.postlude.kernel.Condition;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

        /** What a document means that does not say it: days come round, events are told once. */
        public static Again usual(Trigger trigger) {
            return trigger instanceof OfCalendar ? ALWAYS : NEVER;
        }
    }

    /** How one comes in. */
    public record Entry(Trigger trigger, @Nullable Condition when, Per per, Again again) {}

    /** What lets somebody in. */
    public sealed interface Trigger {}

    /** Something happened; one of {@link Happening}. */
    public record On(Happening happening) implements Trigger {}

    /** Nothing happened but that a day has come: of each customer at that time of their own clock. Always about customers. */
    public sealed interface OfCalendar extends Trigger {
        LocalTime at();
    }

    /** A day of the customer's, {@code offset} (whole days, weeks, months) before or after it. Who has no such day is never let in. */
    public record OnDay(CustomerDay of, Span offset, LocalTime at) implements OfCalendar {}

    /** On these days of every week. */
    public record Weekly(Set<DayOfWeek> on, LocalTime at) implements OfCalendar {
        public Weekly {
            on = Set.copyOf(on);
        }
    }

    /** On this day of every month; in a month that has no such day, on its last. */
    public record Monthly(int day, LocalTime at) implements OfCalendar {}

    /** {@code name} tells in figures why people left. */
    public record Exit(String name, Condition when) {}

    public Optional<Step> step(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Step first() {
        return steps.getFirst();
    }
}
