package io.postlude.journeys;

import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.Medium;
import io.postlude.flows.Signal;
import io.postlude.flows.Step;
import io.postlude.journeys.Walking.Walked;
import io.postlude.loyalty.Reward;
import io.postlude.loyalty.Rewards;
import io.postlude.orders.OrderView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks some people through a journey, moment by moment: first what happens, then the runs that are due, then deferred steps. */
final class VirtualWalk {
    private static final int HAPPENS = 0;
    private static final int RUN = 1;
    private static final int STEP = 2;

    private final Rehearsals.Wanted wanted;
    private final Flow flow;
    private final Past past;
    private final Rehearsals.Audience audience;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(
            Comparator.comparing(Due::at).thenComparingInt(Due::rank).thenComparingLong(Due::turn));
    private final Map<RunId, Run> runs = new TreeMap<>(Comparator.comparingLong(RunId::value));
    private final Map<Long, Past.Before> last = new HashMap<>();
    private final Map<CustomerId, Pace> sent = new HashMap<>();
    /** What they would have been given; real pools stay as they are. */
    private final Map<Long, Reward> given = new HashMap<>();

    private final Map<String, Long> awarded = new HashMap<>();
    private final Map<TouchpointId, Pending> pending = new LinkedHashMap<>();
    private long turns;

    VirtualWalk(Rehearsals.Wanted wanted, Past past, Rehearsals.Audience audience) {
        this.wanted = wanted;
        this.flow = wanted.flow();
        this.past = past;
        this.audience = audience;
    }

    /** One entry of the agenda; the others than its own are null. */
    private record Due(
            Instant at,
            int rank,
            long turn,
            Rehearsals.@Nullable News what,
            @Nullable Run run,
            @Nullable TouchpointId step) {}

    /** A touchpoint that had to wait. */
    private record Pending(
            Run run, Walking.Touched touched, Instant usefulUntil, List<Rule> held, RehearsedDecision soFar) {}

    void walk(List<Rehearsals.News> news) {
        for (Rehearsals.News one : news) agenda.add(new Due(one.at(), HAPPENS, ++turns, one, null, null));
        while (!agenda.isEmpty() && agenda.peek().at().isBefore(wanted.until())) {
            Due first = agenda.poll();
            List<Due> together = new ArrayList<>(List.of(first));
            while (first.rank() != HAPPENS
                    && !agenda.isEmpty()
                    && agenda.peek().at().equals(first.at())
                    && agenda.peek().rank() == first.rank()) together.add(agenda.poll());
            switch (first.rank()) {
                case HAPPENS -> {
                    switch (java.util.Objects.requireNonNull(first.what())) {
                        case Rehearsals.Happened(Occurrence one) -> happen(one);
                        case Rehearsals.Came(var person, var what, var occasion) ->
                            enter(new Run.Subject(person.value(), null, null, person), what, occasion);
                    }
                }
                case RUN -> advance(together, first.at());
                default -> decideAgain(together, first.at());
            }
        }
        pending.values().forEach(waiting -> audience.decided(waiting.soFar()));
    }

    private void happen(Occurrence one) {
        OrderView order = one.order() == null ? null : past.order(one.order());
        boolean ofOrder = order != null && !one.isHistoryOf(order);
        if (!ofOrder && one.about().person() == null) return;
        Instant now = one.at();
        List<Asked> asked = new ArrayList<>();
        for (Run run : List.copyOf(runs.values()))
            if (run.stand().isUnderWay() && one.ends(run, order))
                go(run, now, asked, facts -> Walking.wake(flow, run, facts, new Walking.Woken(now, now)));
        decide(asked, now);
        if (flow.entry().trigger() instanceof Flow.On(Signal signal) && signal.equals(one.signal()))
            one.subject(flow.entry().per(), order).ifPresent(subject -> enter(subject, one.what(), one.event()));
    }

    private void enter(Run.Subject subject, Run.What what, long event) {
        Instant at = what.at();
        Past.Before before = last.getOrDefault(subject.id(), past.before(subject.id()));
        boolean underWay = before.run() == null
                ? before.underWay()
                : runs.getOrDefault(before.run(), GONE).stand().isUnderWay();
        boolean allowed = before.turn() == 0
                || switch (flow.entry().again()) {
                    case NEVER -> false;
                    case AFTER_END -> !underWay;
                    case ALWAYS -> true;
                };
        if (!allowed) return;
        Run run = new Run(
                new RunId(++turns),
                past.store(),
                wanted.id(),
                0,
                subject,
                before.turn() + 1,
                Run.Stand.at(flow.first().id(), at),
                new Run.Came(what, event, at),
                0);
        var when = flow.entry().when();
        if (when != null && !past.at(run, at, sent).facts(run).holds(when, at)) return;
        last.put(subject.id(), new Past.Before(run.turn(), true, run.id()));
        audience.entered(run, Lots.isHeldOut(run, flow));
        List<Asked> asked = new ArrayList<>();
        go(run, at, asked, facts -> Walking.walk(flow, run, facts, at));
        decide(asked, at);
    }

    private static final Run GONE = new Run(
            new RunId(0),
            new io.postlude.kernel.StoreId(1),
            new io.postlude.flows.FlowId(0),
            0,
            new Run.Subject(0, null, null, null),
            1,
            Run.Stand.at("", Instant.EPOCH).left("gone"),
            new Run.Came(new Run.What("", Instant.EPOCH, null, null), 0, Instant.EPOCH),
            0);

    private void advance(List<Due> due, Instant now) {
        List<Asked> asked = new ArrayList<>();
        for (Due one : due) {
            Run planned = java.util.Objects.requireNonNull(one.run());
            Run run = runs.get(planned.id());
            // Woken meanwhile: it stands elsewhere now, and has another time.
            if (run == null || !run.stand().equals(planned.stand())) continue;
            go(run, now, asked, facts -> Walking.walk(flow, run, facts, now));
        }
        decide(asked, now);
    }

    private interface Way {
        Walked go(StepFacts facts);
    }

    /** A touchpoint come by, with the question of this moment. */
    private record Asked(StepDesk.Asked asked, Walking.Touched touched, List<Rule> held) {}

    private void go(Run run, Instant now, List<Asked> asked, Way way) {
        RunReading.Round round = at(run, now);
        Walked walked = way.go(round.facts(run));
        Run moved = run.standing(walked.stand());
        runs.put(run.id(), moved);
        Instant due = moved.stand().dueAt();
        if (moved.stand().isUnderWay() && due != null) agenda.add(new Due(due, RUN, ++turns, null, moved, null));
        if (!moved.stand().isUnderWay()) runs.remove(run.id());
        for (Walking.Call call : walked.calls())
            if (call instanceof Walking.Touched touched)
                asked.add(new Asked(round.ask(new TouchpointId(++turns), run, flow, touched), touched, List.of()));
            else if (call instanceof Walking.Acted(Step.Act step, var _) && step.awards())
                award(
                        new Awarding.Award(run, flow, step, round.facts(run)),
                        round.around().rules(),
                        now);
        if (walked.halts()) go(moved, now, asked, facts -> Walking.walk(flow, moved, facts, now));
    }

    private RunReading.Round at(Run run, Instant now) {
        return past.at(run, now, sent).awarded(given);
    }

    private void award(Awarding.Award award, StoreRules rules, Instant now) {
        Rewards.Offer offer = past.giving().offers().get(award.pool());
        if (offer == null || !Awarding.mayHave(award, rules)) return;
        Reward has = given.get(award.run().id().value());
        if (has == null || !has.pool().equals(award.pool()))
            offer.at(now).ifPresent(reward -> {
                given.put(award.run().id().value(), reward);
                if (!now.isBefore(wanted.from())) awarded.merge(award.pool(), 1L, Long::sum);
            });
    }

    /** How many rewards of each pool would have been given in the time looked at. */
    Map<String, Long> awarded() {
        return Map.copyOf(awarded);
    }

    private void decideAgain(List<Due> due, Instant now) {
        List<Asked> asked = new ArrayList<>();
        for (Due one : due) {
            TouchpointId id = java.util.Objects.requireNonNull(one.step());
            Pending waiting = pending.remove(id);
            if (waiting == null) continue;
            StepSql.Waiting row = new StepSql.Waiting(
                    past.store(),
                    id,
                    waiting.run().id(),
                    waiting.touched().step().id(),
                    waiting.touched().at(),
                    waiting.usefulUntil());
            Run run = waiting.run();
            Step.Touch step = waiting.touched().step();
            asked.add(new Asked(at(run, now).askAgain(row, run, flow, step), waiting.touched(), waiting.held()));
        }
        decide(asked, now);
    }

    /** As {@code StepDesk} does: those of one person by priority, so that room for one goes to the first. */
    private void decide(List<Asked> asked, Instant now) {
        Map<StepDesk.Asked, Asked> mine = new HashMap<>();
        asked.forEach(one -> mine.put(one.asked(), one));
        for (StepDesk.Asked one : StepDesk.inOrder(mine.keySet().stream().toList())) {
            Asked whole = java.util.Objects.requireNonNull(mine.get(one));
            CustomerId person = one.question().recipient().customer();
            Pace pace = person == null ? Pace.NOTHING : past.pace(person, now, sent);
            StepQuestion question = past.reaching().reachable(one.question()).paced(pace);
            Verdict verdict = StepDeciding.decide(question);
            if (verdict instanceof Verdict.Send && person != null && !question.isService())
                sent.merge(person, Pace.NOTHING.and(now, question.step().message()), VirtualWalk::joined);
            note(question, verdict, whole, now);
        }
    }

    private static Pace joined(Pace one, Pace other) {
        List<Pace.Sent> all = new ArrayList<>(one.sent());
        all.addAll(other.sent());
        return new Pace(List.copyOf(all));
    }

    private static Medium medium(StepQuestion question) {
        List<Medium> open = Media.of(question).open();
        return open.isEmpty() ? question.step().media().getFirst() : open.getFirst();
    }

    private void note(StepQuestion question, Verdict verdict, Asked asked, Instant now) {
        OrderView order = question.order();
        RehearsedDecision decision = new RehearsedDecision(
                question.run().subject().id(),
                order == null ? null : order.id(),
                order == null ? null : order.number(),
                question.run().subject().customer(),
                question.step().id(),
                question.step().message(),
                question.at(),
                now,
                TouchpointSql.outcome(verdict),
                TouchpointSql.rule(verdict),
                asked.held(),
                medium(question),
                past.others().meeting(question, verdict, asked.held()));
        if (verdict instanceof Verdict.Send)
            audience.sends(question, asked.asked().facts());
        if (!(verdict instanceof Verdict.Defer(Rule rule, Instant until))) {
            audience.decided(decision);
            return;
        }
        List<Rule> held = new ArrayList<>(asked.held());
        held.add(rule);
        pending.put(
                question.id(),
                new Pending(question.run(), asked.touched(), question.usefulUntil(), List.copyOf(held), decision));
        agenda.add(new Due(until, STEP, ++turns, null, null, question.id()));
    }
}
