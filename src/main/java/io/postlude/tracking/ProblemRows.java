package io.postlude.tracking;

import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes which problems opened and closed. */
final class ProblemRows {

    private static final String OPEN = """
            insert into tracking.problem as p (store_id, shipment_id, kind, opened_at, closed_at)
            select u.s, u.i, u.k, u.o, u.c::timestamptz
            from unnest(?::int[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[]) as u(s, i, k, o, c)
            on conflict (store_id, shipment_id, kind) do update
            set opened_at = case when p.closed_at is null then least(p.opened_at, excluded.opened_at)
                            else excluded.opened_at end,
                closed_at = excluded.closed_at""";

    private static final String CLOSE = """
            update tracking.problem p set closed_at = u.c
            from unnest(?::int[], ?::bigint[], ?::text[], ?::timestamptz[]) as u(s, i, k, c)
            where p.store_id = u.s and p.shipment_id = u.i and p.kind = u.k and p.closed_at is null""";

    private static final Comparator<Row> BY_KEY = Comparator.comparingInt(
                    (Row row) -> row.key().store().value())
            .thenComparingLong(row -> row.key().shipment().value())
            .thenComparing(row -> row.key().kind());

    private record Row(Changes.ProblemKey key, Changes.Problem problem) {}

    private ProblemRows() {}

    static void write(Tx tx, Map<Changes.ProblemKey, Changes.Problem> problems) {
        List<Row> opened = new ArrayList<>();
        List<Row> closed = new ArrayList<>();
        problems.forEach((key, problem) -> (problem.openedAt() == null ? closed : opened).add(new Row(key, problem)));
        opened.sort(BY_KEY);
        closed.sort(BY_KEY);
        if (!opened.isEmpty()) {
            tx.execute(
                    OPEN,
                    stores(opened),
                    shipments(opened),
                    kinds(opened),
                    opened.stream()
                            .map(row -> Objects.requireNonNull(row.problem().openedAt()))
                            .toArray(Instant[]::new),
                    opened.stream()
                            .map(row -> row.problem().closedAt() == null
                                    ? null
                                    : row.problem().closedAt().toString())
                            .toArray(String[]::new));
        }
        if (!closed.isEmpty()) {
            tx.execute(
                    CLOSE,
                    stores(closed),
                    shipments(closed),
                    kinds(closed),
                    closed.stream()
                            .map(row -> Objects.requireNonNull(row.problem().closedAt()))
                            .toArray(Instant[]::new));
        }
    }

    private static int[] stores(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.key().store().value()).toArray();
    }

    private static long[] shipments(List<Row> rows) {
        return rows.stream().mapToLong(row -> row.key().shipment().value()).toArray();
    }

    private static String[] kinds(List<Row> rows) {
        return rows.stream().map(row -> row.key().kind()).toArray(String[]::new);
    }
}
