package io.postlude.journeys;

import io.postlude.flows.FlowId;
import io.postlude.flows.Medium;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a rehearsal came to.
 *
 * @param entered runs that would begin in the time looked at
 * @param heldOut of these, by lot
 * @param bySteps outcomes by step
 * @param rules why messages were withheld or expired
 * @param held why messages had to wait, whatever became of them
 * @param sample the newest decisions, those that were sent first
 * @param gaps what it does not know
 * @param conflicts with other journeys, those with the most first
 */
public record RehearsalReport(
        Instant from,
        Instant until,
        long entered,
        long heldOut,
        Map<String, Map<Outcome, Long>> bySteps,
        Map<Rule, Long> rules,
        Map<Rule, Long> held,
        List<RehearsedDecision> sample,
        List<RehearsalGap> gaps,
        Cost cost,
        List<Conflict> conflicts) {
    private static final int SAMPLE_LIMIT = 50;

    /**
     * What it would cost.
     *
     * @param sent by channel
     * @param segments of SMS; about, where there are very many
     * @param money in the store's currency, by the prices entered under Channels; mails cost nothing there
     */
    public record Cost(Map<Medium, Long> sent, long segments, BigDecimal money) {}

    /**
     * With one other journey.
     *
     * @param sameDay messages that would have come on a day the other wrote to the same person
     * @param room messages that had to wait for room, or never got it, after the other had written
     */
    public record Conflict(FlowId with, long sameDay, long room) {}

    public long of(Outcome outcome) {
        return bySteps.values().stream()
                .mapToLong(step -> step.getOrDefault(outcome, 0L))
                .sum();
    }

    /** All touchpoints; each has exactly one outcome. */
    public long touchpoints() {
        return bySteps.values().stream()
                .flatMap(step -> step.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Counts what is inside the time looked at. */
    static final class Gathering implements Rehearsals.Audience {
        private final Rehearsals.Wanted wanted;
        private final Map<String, Map<Outcome, Long>> bySteps = new LinkedHashMap<>();
        private final Map<Rule, Long> rules = new EnumMap<>(Rule.class);
        private final Map<Rule, Long> held = new EnumMap<>(Rule.class);
        private final List<RehearsedDecision> sample = new ArrayList<>();
        private final List<RehearsalGap> gaps = new ArrayList<>();
        private final RehearsedCost.Counting counting;
        private final Map<FlowId, long[]> conflicts = new HashMap<>();
        private long entered;
        private long heldOut;

        Gathering(Rehearsals.Wanted wanted, RehearsedCost.Counting counting) {
            this.wanted = wanted;
            this.counting = counting;
        }

        private boolean isInside(Instant at) {
            return !at.isBefore(wanted.from()) && at.isBefore(wanted.until());
        }

        @Override
        public void entered(Run run, boolean isHeldOut) {
            if (!isInside(run.came().enteredAt())) return;
            entered++;
            if (isHeldOut) heldOut++;
        }

        @Override
        public void decided(RehearsedDecision decision) {
            if (!isInside(decision.happenedAt())) return;
            bySteps.computeIfAbsent(decision.step(), step -> new EnumMap<>(Outcome.class))
                    .merge(decision.outcome(), 1L, Long::sum);
            if (decision.rule() != null && decision.outcome() != Outcome.SENT)
                rules.merge(decision.rule(), 1L, Long::sum);
            decision.held().stream().distinct().forEach(rule -> held.merge(rule, 1L, Long::sum));
            meet(decision.meeting());
            sample.add(decision);
            if (sample.size() > 4 * SAMPLE_LIMIT) shorten();
        }

        @Override
        public void unknown(RehearsalGap gap) {
            gaps.add(gap);
        }

        @Override
        public void sends(StepQuestion question, StepFacts facts) {
            if (isInside(question.at())) counting.add(question, facts);
        }

        private void meet(Meeting meeting) {
            meeting.sameDay().forEach(flow -> conflicts.computeIfAbsent(flow, one -> new long[2])[0]++);
            meeting.room().forEach(flow -> conflicts.computeIfAbsent(flow, one -> new long[2])[1]++);
        }

        private List<Conflict> conflicts() {
            return conflicts.entrySet().stream()
                    .map(one -> new Conflict(one.getKey(), one.getValue()[0], one.getValue()[1]))
                    .sorted(Comparator.comparingLong((Conflict one) -> one.sameDay() + one.room())
                            .reversed()
                            .thenComparingLong(one -> one.with().value()))
                    .toList();
        }

        private void shorten() {
            sample.sort(Comparator.<RehearsedDecision>comparingInt(one -> one.outcome() == Outcome.SENT ? 0 : 1)
                    .thenComparing(RehearsedDecision::decidedAt, Comparator.reverseOrder()));
            if (sample.size() > SAMPLE_LIMIT)
                sample.subList(SAMPLE_LIMIT, sample.size()).clear();
        }

        RehearsalReport report() {
            shorten();
            return new RehearsalReport(
                    wanted.from(),
                    wanted.until(),
                    entered,
                    heldOut,
                    bySteps,
                    rules,
                    held,
                    List.copyOf(sample),
                    List.copyOf(gaps),
                    counting.cost(),
                    conflicts());
        }
    }
}
