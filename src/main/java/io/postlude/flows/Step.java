package io.postlude.flows;

import io.postlude.customers.Purpose;
import io.postlude.kernel.Condition;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a journey. A {@code next} of null is the end. */
public sealed interface Step {
    String id();

    /** Where one may go from here; null is the end. */
    List<@Nullable String> ways();

    /** Until a moment. */
    record Wait(String id, Until until, @Nullable String next) implements Step {
        @Override
        public List<@Nullable String> ways() {
            return oneWay(next);
        }
    }

    /** What a wait waits for. */
    sealed interface Until {}

    /** So long, and then to the next such time on such a weekday of the person's own clock; no weekdays: any. */
    record After(Span span, @Nullable LocalTime at, Set<DayOfWeek> on) implements Until {
        public After {
            on = Set.copyOf(on);
        }
    }

    /** A date of the subject, {@code offset} before or after it. */
    record Date(DateOf of, Span offset, LocalTime at, Missing missing) implements Until {}

    /** What to do while the date is not known. It never counts as today. */
    enum Missing {
        /** Looked for every day, as long as the journey's subject lives. */
        WAIT,
        LEAVE
    }

    /** For something to happen to the same subject; {@code otherwise} after {@code atMost}. */
    record Await(
            String id,
            Signal signal,
            Span atMost,
            @Nullable String next,
            @Nullable String otherwise) implements Step {
        @Override
        public List<@Nullable String> ways() {
            List<@Nullable String> ways = new ArrayList<>(oneWay(next));
            ways.add(otherwise);
            return ways;
        }
    }

    /** The first arm whose condition holds. */
    record Branch(String id, List<Arm> arms, @Nullable String otherwise) implements Step {
        public Branch {
            arms = List.copyOf(arms);
        }

        @Override
        public List<@Nullable String> ways() {
            List<@Nullable String> ways = new ArrayList<>();
            arms.forEach(arm -> ways.add(arm.next()));
            ways.add(otherwise);
            return ways;
        }
    }

    record Arm(Condition when, @Nullable String next) {}

    /** By lot, by weight; the same subject always goes the same way. */
    record Split(String id, List<Share> shares) implements Step {
        public Split {
            shares = List.copyOf(shares);
        }

        @Override
        public List<@Nullable String> ways() {
            List<@Nullable String> ways = new ArrayList<>();
            shares.forEach(share -> ways.add(share.next()));
            return ways;
        }
    }

    record Share(String name, int weight, @Nullable String next) {}

    /**
     * An occasion to write to the person, decided like all others.
     *
     * @param message the key of a message text
     * @param media in the order they are tried: the first that is open is taken; never empty
     * @param onlyIf looked at when it is decided, and again when it was deferred
     * @param useful so long after the step was reached it helps nobody any more
     * @param priority 1 goes first where there is room for one only; 9 last
     */
    record Touch(
            String id,
            String message,
            List<Medium> media,
            Purpose purpose,
            @Nullable Condition onlyIf,
            Span useful,
            int priority,
            @Nullable String next)
            implements Step {
        public Touch {
            media = List.copyOf(media);
        }

        @Override
        public List<@Nullable String> ways() {
            return oneWay(next);
        }
    }

    /** Something done that is no message; {@code act} is registered by a module. */
    record Act(
            String id,
            String act,
            Map<String, String> with,
            @Nullable String next) implements Step {
        /** Gives a reward of a pool: the only act whose outcome the steps after it may ask about. */
        public static final String AWARD = "award";

        /** In {@link #with}: the pool a reward comes from. */
        public static final String CODES = "codes";

        public Act {
            with = Map.copyOf(with);
        }

        public boolean awards() {
            return act.equals(AWARD);
        }

        @Override
        public List<@Nullable String> ways() {
            return oneWay(next);
        }
    }

    /** What the journey is for was reached; it ends. */
    record Goal(String id, String name) implements Step {
        @Override
        public List<@Nullable String> ways() {
            return oneWay(null);
        }
    }

    private static List<@Nullable String> oneWay(@Nullable String next) {
        List<@Nullable String> way = new ArrayList<>(1);
        way.add(next);
        return way;
    }
}
