package io.postlude.flows;

import io.postlude.kernel.Condition;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
        RETURN,
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
            return trigger instanceof OfCalendar && !(trigger instanceof Members) ? ALWAYS : NEVER;
        }
    }

    /** How one comes in. */
    public record Entry(Trigger trigger, @Nullable Condition when, Per per, Again again) {}

    /** What lets somebody in. */
    public sealed interface Trigger {}

    /** Something happened. */
    public record On(Signal signal) implements Trigger {}

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

    /** Somebody comes into a segment or leaves it, by what they do or by time passing. Always about customers. */
    public record OnSegment(String segment, Side side) implements Trigger {}

    /** Which way somebody passes the door of a segment. */
    public enum Side {
        JOINED("segment_joined", "joins"),
        LEFT("segment_left", "leaves");

        private final String event;
        private final String words;

        Side(String event, String words) {
            this.event = event;
            this.words = words;
        }

        /** As conditions know it: {@code event.name}. */
        public String event() {
            return event;
        }

        public String words() {
            return words;
        }

        /** As documents write it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Everybody who is in a segment, once: a one-off send.
     *
     * @param day null: as soon as it is published
     */
    public record Members(String segment, @Nullable LocalDate day, LocalTime at) implements OfCalendar {}

    /** Every condition in it. */
    public List<Condition> conditions() {
        List<Condition> all = new ArrayList<>();
        if (entry.when() != null) all.add(entry.when());
        exits.forEach(exit -> all.add(exit.when()));
        for (Step step : steps)
            switch (step) {
                case Step.Branch branch -> branch.arms().forEach(arm -> all.add(arm.when()));
                case Step.Touch touch -> {
                    if (touch.onlyIf() != null) all.add(touch.onlyIf());
                }
                case Step.Wait _, Step.Await _, Step.Split _, Step.Act _, Step.Goal _ -> {}
            }
        return all;
    }

    /** Whether a condition speaks of this word of {@link Words}: what nobody asks about need not be read. */
    public boolean asksFor(String word) {
        return conditions().stream().anyMatch(one -> one.words().contains(word));
    }

    /** Whether a step gives rewards: then conditions and texts after it may speak of one. */
    public boolean awards() {
        return steps.stream().anyMatch(step -> step instanceof Step.Act act && act.awards());
    }

    /** Whether a condition asks which segments somebody is in. */
    public boolean asksForSegments() {
        return conditions().stream().anyMatch(SegmentMentions::asks);
    }

    /** The segments it names: in its entry and in its conditions. */
    public Set<String> segments() {
        Set<String> named = new TreeSet<>();
        if (entry.trigger() instanceof OnSegment(String segment, Side _)) named.add(segment);
        if (entry.trigger() instanceof Members(String segment, var _, var _)) named.add(segment);
        conditions().forEach(one -> named.addAll(SegmentMentions.in(one.toString())));
        return named;
    }

    /** {@code name} tells in figures why people left. */
    public record Exit(String name, Condition when) {}

    public Optional<Step> step(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Step first() {
        return steps.getFirst();
    }
}
