package io.postlude.journeys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
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
        List<RehearsalGap> gaps) {
    private static final int SAMPLE_LIMIT = 50;

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
        private long entered;
        private long heldOut;

        Gathering(Rehearsals.Wanted wanted) {
            this.wanted = wanted;
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
            sample.add(decision);
            if (sample.size() > 4 * SAMPLE_LIMIT) shorten();
        }

        @Override
        public void unknown(RehearsalGap gap) {
            gaps.add(gap);
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
                    List.copyOf(gaps));
        }
    }
}
