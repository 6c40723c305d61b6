package io.postlude.journeys;

import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.messaging.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Touchpoints of journeys' steps: rows of the one table of all touchpoints. */
final class StepSql {
    private static final List<String> COLUMNS = Stream.concat(
                    TouchpointSql.COLUMNS.stream(),
                    Stream.of("flow_id bigint", "step text", "run_id bigint", "medium text", "passed json"))
            .toList();

    private StepSql() {}

    /** A step's question with its answer, and the message where it was sent. */
    record Decided(
            StepQuestion question,
            Verdict verdict,
            @Nullable MessageId message) {}

    static void insert(Tx tx, List<Decided> all, Instant now) {
        BulkRows rows = new BulkRows(COLUMNS);
        for (Decided decided : all) {
            StepQuestion q = decided.question();
            Run run = q.run();
            Media media = Media.of(q);
            rows.add(
                    run.store(),
                    q.id(),
                    TouchpointKind.JOURNEY,
                    run.subject().id(),
                    milestone(q),
                    run.subject().order(),
                    run.subject().shipment(),
                    run.subject().customer(),
                    run.came().event(),
                    q.at(),
                    "{}",
                    q.usefulUntil(),
                    TouchpointSql.outcome(decided.verdict()),
                    TouchpointSql.rule(decided.verdict()),
                    TouchpointSql.until(decided.verdict()),
                    decided.message(),
                    now,
                    now,
                    run.flow(),
                    q.step().id(),
                    run.id(),
                    MediaSql.medium(media),
                    MediaSql.passed(q, media));
        }
        rows.appendTo(tx, "journeys.touchpoint");
    }

    /** A step may be come by again after a wait: then its own time tells the turns apart. */
    private static String milestone(StepQuestion q) {
        return q.flow().key() + "/" + q.step().id() + "/" + q.run().turn() + "/" + q.at().getEpochSecond();
    }

    /** Keeps how each stood before, then moves it. */
    static void update(Tx tx, List<Decided> all, Instant now) {
        BulkRows rows = new BulkRows(List.of(
                "store_id int",
                "id bigint",
                "outcome text",
                "rule text",
                "due_at timestamptz",
                "message_id bigint",
                "decided_at timestamptz",
                "medium text",
                "passed json"));
        for (Decided decided : all) {
            StepQuestion q = decided.question();
            Media media = Media.of(q);
            rows.add(
                    q.run().store(),
                    q.id(),
                    TouchpointSql.outcome(decided.verdict()),
                    TouchpointSql.rule(decided.verdict()),
                    TouchpointSql.until(decided.verdict()),
                    decided.message(),
                    now,
                    MediaSql.medium(media),
                    MediaSql.passed(q, media));
        }
        TouchpointSql.move(tx, rows, all.size());
    }

    /** A deferred step whose time has come. */
    record Waiting(StoreId store, TouchpointId id, RunId run, String step, Instant at, Instant usefulUntil) {}

    /** Skips what another node has in hand. */
    static List<Waiting> claimAcrossStores(Tx tx, Instant now, int limit) {
        return tx.list(
                """
                select store_id, id, run_id, step, happened_at, useful_until from journeys.touchpoint
                where due_at <= ? and flow_id is not null order by due_at limit ? for no key update skip locked""",
                row -> new Waiting(
                        new StoreId(row.getInt(1)),
                        new TouchpointId(row.getLong(2)),
                        new RunId(row.getLong(3)),
                        row.getString(4),
                        Tx.instantNotNull(row, "happened_at"),
                        Tx.instantNotNull(row, "useful_until")),
                now,
                limit);
    }

    static void postpone(Tx tx, List<Waiting> all, Instant until) {
        BulkRows rows = new BulkRows(List.of("store_id int", "id bigint", "due_at timestamptz"));
        for (Waiting waiting : all) rows.add(waiting.store(), waiting.id(), until);
        rows.execute(tx, """
                update journeys.touchpoint t set due_at = u.due_at, rule = 'FAILED'
                from :rows u where t.store_id = u.store_id and t.id = u.id""");
    }
}
