package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.Flows;
import io.postlude.flows.Medium;
import io.postlude.journeys.StepDesk.Asked;
import io.postlude.journeys.Walking.Walked;
import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.OrderId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes runs on their way, decides what they come by and writes all of it down, in the transaction it is handed. */
final class RunDesk {
    private final RunReading reading;
    private final StepDesk desk;
    private final Flows flows;
    private final Acts acts;
    private final Awarding awarding;
    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;

    /** What it works with. */
    record Tools(RunReading reading, StepDesk desk, Flows flows, Deeds deeds, EventLog log) {}

    /** What steps do beside writing. */
    record Deeds(Acts acts, Awarding awarding) {}

    RunDesk(Tools tools, Ids ids, InstantSource clock) {
        this.reading = tools.reading();
        this.desk = tools.desk();
        this.flows = tools.flows();
        this.acts = tools.deeds().acts();
        this.awarding = tools.deeds().awarding();
        this.log = tools.log();
        this.ids = ids;
        this.clock = clock;
    }

    /** Those who have just come in. */
    void enter(Tx tx, StoreId store, List<Run> runs) {
        if (runs.isEmpty()) return;
        Instant now = clock.instant();
        List<Run> moved = go(tx, store, runs, (flow, run, facts) -> Walking.walk(flow, run, facts, now));
        RunSql.insert(tx, moved, now);
    }

    /** Those whose time has come. */
    void advance(Tx tx, StoreId store, List<Run> runs) {
        Instant now = clock.instant();
        RunSql.move(tx, go(tx, store, runs, (flow, run, facts) -> Walking.walk(flow, run, facts, now)), now);
    }

    /** Those for whom something happened that they awaited; {@code at}: when it did. */
    void wake(Tx tx, StoreId store, Map<Run, Instant> runs) {
        if (runs.isEmpty()) return;
        Instant now = clock.instant();
        List<Run> sorted = runs.keySet().stream()
                .sorted(Comparator.comparingLong(run -> run.id().value()))
                .toList();
        RunSql.move(
                tx,
                go(
                        tx,
                        store,
                        sorted,
                        (flow, run, facts) ->
                                Walking.wake(flow, run, facts, new Walking.Woken(runs.getOrDefault(run, now), now))),
                now);
    }

    /** One way of going on. */
    @FunctionalInterface
    private interface Way {
        Walked go(Flow flow, Run run, StepFacts facts);
    }

    private List<Run> go(Tx tx, StoreId store, List<Run> runs, Way way) {
        Instant now = clock.instant();
        Came came = new Came(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        RunReading.Round round = reading.read(tx, store, runs);
        List<Run> walking = walk(tx, round, came, new Going(runs, way));
        // What was awarded is given by now: on from there, and the next step knows of it.
        while (!walking.isEmpty())
            walking = walk(
                    tx,
                    reading.read(tx, store, walking),
                    came,
                    new Going(walking, (flow, run, facts) -> Walking.walk(flow, run, facts, now)));
        List<StepSql.Decided> decided = desk.decide(tx, round.store(), came.asked());
        StepSql.insert(tx, decided, clock.instant());
        placed(tx, decided);
        acts.perform(tx, came.wishes());
        return List.copyOf(came.moved().values());
    }

    /** What runs came by on their way: where they stand, what is to be decided, what is to be done. */
    private record Came(Map<RunId, Run> moved, List<Asked> asked, List<Acts.Wish> wishes) {}

    private record Going(List<Run> runs, Way way) {}

    /** Answers those that came by an award and walk on. */
    private List<Run> walk(Tx tx, RunReading.Round round, Came came, Going going) {
        StoreId store = round.store().id();
        List<Run> halted = new ArrayList<>();
        List<Awarding.Award> awards = new ArrayList<>();
        for (Run run : going.runs()) {
            Flow flow = flows.version(tx, store, run.flow(), run.version()).orElse(null);
            if (flow == null) {
                came.moved().put(run.id(), run.standing(run.stand().left("journey gone")));
                continue;
            }
            StepFacts facts = round.facts(run);
            Walked walked = going.way().go(flow, run, facts);
            Run moved = run.standing(walked.stand());
            came.moved().put(run.id(), moved);
            if (walked.halts()) halted.add(moved);
            for (Walking.Call call : walked.calls())
                switch (call) {
                    case Walking.Touched touched ->
                        came.asked().add(round.ask(new TouchpointId(ids.next()), run, flow, touched));
                    case Walking.Acted(var step, var _)
                    when step.awards() -> awards.add(new Awarding.Award(run, flow, step, facts));
                    case Walking.Acted(var step, var at) -> came.wishes().add(new Acts.Wish(store, run, step, at));
                }
        }
        awards.removeIf(award -> !Awarding.mayHave(award, round.around().rules()));
        awarding.give(tx, store, awards);
        return halted;
    }

    /** Steps that were deferred and whose time has come: decided and written anew. */
    void decideAgain(Tx tx, StoreId store, List<StepSql.Waiting> waiting) {
        Map<RunId, Run> runs = new java.util.HashMap<>();
        RunSql.ofIds(
                        tx,
                        store,
                        waiting.stream().map(StepSql.Waiting::run).distinct().toList())
                .forEach(run -> runs.put(run.id(), run));
        RunReading.Round round = reading.read(tx, store, List.copyOf(runs.values()));
        List<Asked> asked = new ArrayList<>();
        for (StepSql.Waiting one : waiting) {
            Run run = java.util.Objects.requireNonNull(runs.get(one.run()));
            Flow flow = flows.version(tx, store, run.flow(), run.version()).orElseThrow();
            // A publication may have moved the run to a version without the step: then the one it was asked by explains
            // it.
            if (flow.step(one.step()).orElse(null) instanceof io.postlude.flows.Step.Touch touch)
                asked.add(round.askAgain(one, run, flow, touch));
            else asked.add(round.withdraw(one, run, flow));
        }
        List<StepSql.Decided> decided = desk.decide(tx, round.store(), asked);
        StepSql.update(tx, decided, clock.instant());
        placed(tx, decided);
    }

    /** Pages that were written before are written anew. */
    private void placed(Tx tx, List<StepSql.Decided> decided) {
        List<JourneyEvent.BlockPlaced> placed = new ArrayList<>();
        for (StepSql.Decided one : decided) {
            StepQuestion question = one.question();
            OrderId order = question.run().subject().order();
            if (order != null
                    && one.verdict() instanceof Verdict.Send
                    && Media.of(question).open().getFirst() == Medium.PAGE)
                placed.add(new JourneyEvent.BlockPlaced(question.run().store(), question.id(), order, clock.instant()));
        }
        if (!placed.isEmpty()) log.append(tx, placed);
    }
}
