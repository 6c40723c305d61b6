package io.postlude.kernel;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recurring work: each job runs on one node at a time, however many there are. */
public final class Jobs implements AutoCloseable {
    private static final int THREADS = 3;
    private static final Duration POLL = Duration.ofSeconds(1);
    /** A job whose node died runs again elsewhere after this times the limit: half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final int MISSED_HEARTBEATS = 6;
    private static final String TABLE = "kernel.scheduled_task";

    private final Database database;
    private final List<RecurringTask<Void>> tasks = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    public Jobs(Database database) {
        this.database = database;
    }

    /** Runs {@code work} again {@code pause} after it ended; a failure is logged and it runs again at the next turn. */
    public void every(Duration pause, String name, Runnable work) {
        if (scheduler != null) throw new IllegalStateException("jobs have started; add " + name + " before");
        tasks.add(Tasks.recurring(name, FixedDelay.of(pause)).execute((instance, context) -> work.run()));
    }

    public void start() {
        scheduler = Scheduler.create(database.dataSource())
                .tableName(TABLE)
                .startTasks(tasks)
                .threads(THREADS)
                .pollingInterval(POLL)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .commitWhenAutocommitDisabled(true)
                .build();
        scheduler.start();
    }

    /** How a job stands; times are null where it never came so far. */
    public record JobState(
            String name,
            Instant nextAt,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failuresInARow) {}

    public List<JobState> states() {
        return database.acrossStores(tx -> tx.list(
                """
                select task_name, execution_time, last_success, last_failure, coalesce(consecutive_failures, 0)
                from kernel.scheduled_task order by task_name""",
                row -> new JobState(
                        row.getString(1),
                        Tx.instantNotNull(row, "execution_time"),
                        Tx.instant(row, "last_success"),
                        Tx.instant(row, "last_failure"),
                        row.getInt(5))));
    }

    @Override
    public void close() {
        if (scheduler != null) scheduler.stop();
    }
}
