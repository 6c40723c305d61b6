package io.postlude.journeys;

import io.postlude.kernel.Database;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Runs whose wait is over, and steps that were deferred until now. */
final class Due {
    private static final int RUNS_AT_ONCE = 2_000;
    private static final int STEPS_AT_ONCE = 500;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);

    private final Batches<Run> runs;
    private final Batches<StepSql.Waiting> steps;

    Due(Database database, RunDesk desk, InstantSource clock) {
        this.runs = new Batches<>(database, RUNS_AT_ONCE, new DueRuns(desk, clock));
        this.steps = new Batches<>(database, STEPS_AT_ONCE, new DueSteps(desk, clock));
    }

    void takeAllAcrossStores() {
        runs.takeAllAcrossStores();
        steps.takeAllAcrossStores();
    }

    /** One set of runs; answers how many it had. */
    int someRunsAcrossStores() {
        return runs.some();
    }

    private record DueRuns(RunDesk desk, InstantSource clock) implements Batches.Work<Run> {
        @Override
        public List<Run> claim(Tx tx, int limit) {
            return RunSql.claimAcrossStores(tx, clock.instant(), limit);
        }

        @Override
        public StoreId store(Run run) {
            return run.store();
        }

        @Override
        public void take(Tx tx, StoreId store, List<Run> rows) {
            desk.advance(tx, store, rows);
        }

        @Override
        public void setAside(Tx tx, List<Run> rows) {
            RunSql.postpone(tx, rows, clock.instant().plus(AFTER_FAILURE));
        }
    }

    private record DueSteps(RunDesk desk, InstantSource clock) implements Batches.Work<StepSql.Waiting> {
        @Override
        public List<StepSql.Waiting> claim(Tx tx, int limit) {
            return StepSql.claimAcrossStores(tx, clock.instant(), limit);
        }

        @Override
        public StoreId store(StepSql.Waiting waiting) {
            return waiting.store();
        }

        @Override
        public void take(Tx tx, StoreId store, List<StepSql.Waiting> rows) {
            desk.decideAgain(tx, store, rows);
        }

        @Override
        public void setAside(Tx tx, List<StepSql.Waiting> rows) {
            StepSql.postpone(tx, rows, clock.instant().plus(AFTER_FAILURE));
        }
    }
}
