package io.postlude.journeys;

import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lets in who knocks, whatever brought them: an event or a day. A person knocks once at most at a journey in one call. */
final class Entrance {
    private final RunDesk desk;
    private final RunReading reading;
    private final Ids ids;
    private final InstantSource clock;

    Entrance(RunDesk desk, RunReading reading, Ids ids, InstantSource clock) {
        this.desk = desk;
        this.reading = reading;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Somebody who could come in.
     *
     * @param what what brought them, as conditions may ask about it
     * @param event its id; the same never lets the same subject in twice
     */
    record Knock(Flows.Published published, Run.Subject subject, Run.What what, long event) {
        Flow flow() {
            return published.flow();
        }

        /** Who was in before. */
        boolean mayCome(RunSql.Last last) {
            if (last.event() == event) return false;
            return switch (flow().entry().again()) {
                case NEVER -> false;
                case AFTER_END -> !last.underWay();
                case ALWAYS -> true;
            };
        }
    }

    void enter(Tx tx, StoreId store, List<Knock> knocks) {
        if (!knocks.isEmpty()) desk.enter(tx, store, wanted(tx, store, allowed(tx, store, knocks)));
    }

    /** A run that may begin, with the journey it would begin in. */
    private record Start(Run run, Flow flow) {}

    /** Leaves out who was in and may not come again. */
    private List<Start> allowed(Tx tx, StoreId store, List<Knock> knocks) {
        Map<FlowId, Map<Long, RunSql.Last>> before = new HashMap<>();
        RunSql.last(
                        tx,
                        store,
                        knocks.stream()
                                .map(one -> one.published().id())
                                .distinct()
                                .toList(),
                        knocks.stream()
                                .map(one -> one.subject().id())
                                .distinct()
                                .toList())
                .forEach(last -> before.computeIfAbsent(last.flow(), id -> new HashMap<>())
                        .put(last.subject(), last));
        List<Start> allowed = new ArrayList<>();
        for (Knock one : knocks) {
            RunSql.Last last = before.getOrDefault(one.published().id(), Map.of())
                    .get(one.subject().id());
            if (last == null) allowed.add(new Start(run(store, one, 1), one.flow()));
            else if (one.mayCome(last)) allowed.add(new Start(run(store, one, last.turn() + 1), one.flow()));
        }
        return allowed;
    }

    private Run run(StoreId store, Knock one, int turn) {
        return new Run(
                new RunId(ids.next()),
                store,
                one.published().id(),
                one.published().number(),
                one.subject(),
                turn,
                Run.Stand.at(one.flow().first().id(), one.what().at()),
                new Run.Came(one.what(), one.event(), clock.instant()),
                0);
    }

    /** Leaves out those of whom the entry's condition does not hold. */
    private List<Run> wanted(Tx tx, StoreId store, List<Start> starts) {
        List<Run> runs = starts.stream().map(Start::run).toList();
        if (starts.stream().allMatch(one -> one.flow().entry().when() == null)) return runs;
        RunReading.Round round = reading.read(tx, store, runs);
        return starts.stream()
                .filter(one -> {
                    var when = one.flow().entry().when();
                    return when == null
                            || round.facts(one.run())
                                    .holds(when, one.run().stand().at());
                })
                .map(Start::run)
                .toList();
    }
}
