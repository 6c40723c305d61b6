package io.postlude.journeys;

import io.postlude.customers.Purpose;
import io.postlude.flows.FlowId;
import io.postlude.flows.Medium;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A one-off send: one text to all who are in a segment, each person once.
 *
 * @param flow the journey it is; its effect is read there
 * @param turn the saving of its draft that is looked at; 0: it has none
 */
public record Send(FlowId flow, String key, int turn, State state, Said said, Course course) {

    /** How far it is. */
    public enum State {
        /** Written down; nobody was told. */
        DRAFT,
        UNDER_WAY,
        DONE,
        CANCELLED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is sent to whom.
     *
     * @param message the key of its text; empty where the journey writes nothing at first
     * @param day by each one's own clock; null: at once
     * @param channels in the order they are tried
     */
    public record Said(
            String name,
            String segment,
            String message,
            Purpose purpose,
            @Nullable LocalDate day,
            LocalTime at,
            double holdoutPercent,
            List<Medium> channels) {
        public Said {
            channels = channels.isEmpty() ? List.of(Medium.EMAIL) : List.copyOf(channels);
        }

        /** By mail. */
        public Said(
                String name,
                String segment,
                String message,
                Purpose purpose,
                @Nullable LocalDate day,
                LocalTime at,
                double holdoutPercent) {
            this(name, segment, message, purpose, day, at, holdoutPercent, List.of());
        }
    }

    /** Who did what when. */
    public record Course(
            Instant madeAt,
            String madeBy,
            @Nullable Instant begunAt,
            @Nullable String begunBy,
            @Nullable Instant endedAt,
            @Nullable Instant cancelledAt,
            @Nullable String cancelledBy) {}

    /**
     * What a send is to be.
     *
     * @param by who says so
     */
    public record Wish(Said said, String by) {}

    /** What became of writing one down. */
    public sealed interface Made {}

    public record Kept(FlowId flow) implements Made {}

    /** {@code field}: name, segment, message, channels, day or holdoutPercent. */
    public record Mistaken(List<Mistake> mistakes) implements Made {
        public Mistaken {
            mistakes = List.copyOf(mistakes);
        }
    }

    public record Mistake(String field, String text) {}

    /**
     * Whom it would reach if it went now, by the same rules.
     *
     * @param members who is in the segment
     * @param looked so many of them were looked at; where they are fewer, all counts are reckoned up to all members
     * @param left those of whom the journey's own condition does not hold
     * @param rules why messages would be withheld or be of no use any more
     * @param held why messages would have to wait
     */
    public record Outlook(
            long members,
            long looked,
            long left,
            Map<Outcome, Long> outcomes,
            Map<Rule, Long> rules,
            Map<Rule, Long> held) {
        public boolean isExact() {
            return looked == members;
        }

        public long of(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    /**
     * What those did who got it.
     *
     * @param readings links followed and mails opened, as far as that is measured
     * @param saidNo of those it was sent to, who ended its purpose on any channel within a week of it
     */
    public record Response(Measuring.Figures readings, long saidNo) {}

    /**
     * What became of it so far.
     *
     * @param members who is in the segment now
     * @param called who came in; each has one touchpoint where the journey writes once
     * @param underWay who has not come to the journey's end
     */
    public record Standing(
            long members,
            long called,
            long underWay,
            Map<Outcome, Long> outcomes,
            Map<Rule, Long> rules,
            Map<Rule, Long> held) {
        public long of(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }

        /** All touchpoints; each has exactly one outcome. */
        public long touchpoints() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
