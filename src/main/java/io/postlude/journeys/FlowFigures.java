package io.postlude.journeys;

import io.postlude.flows.FlowId;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a journey did: who is at which step now, and what became of its touchpoints noticed since a time.
 *
 * @param waiting by step, those under way
 * @param told by step and outcome; what was held out by lot is counted apart, though it is withheld
 */
public record FlowFigures(
        Map<String, Long> waiting,
        Map<String, Map<Outcome, Long>> told,
        long heldOut,
        Map<String, Measuring.Figures> read) {
    private static final FlowFigures NONE = new FlowFigures(Map.of(), Map.of(), 0, Map.of());

    /** Of a journey that did nothing. */
    public static FlowFigures none() {
        return NONE;
    }

    public long underWay() {
        return waiting.values().stream().mapToLong(Long::longValue).sum();
    }

    public long of(Outcome outcome) {
        return told.values().stream()
                .mapToLong(step -> step.getOrDefault(outcome, 0L))
                .sum();
    }

    public long of(String step, Outcome outcome) {
        return told.getOrDefault(step, Map.of()).getOrDefault(outcome, 0L);
    }

    /** What became of a step's messages at their readers, as far as that was measured. */
    public Measuring.Figures readingOf(String step) {
        return read.getOrDefault(step, Measuring.Figures.NONE);
    }

    static Map<FlowId, FlowFigures> read(Tx tx, StoreId store, Instant since) {
        Map<FlowId, Map<String, Long>> waiting = new HashMap<>();
        tx.each(
                "select flow_id, step, count(*) from journeys.run where store_id = ? and left_at is null group by 1, 2",
                row -> waiting.computeIfAbsent(new FlowId(row.getLong(1)), id -> new HashMap<>())
                        .put(row.getString(2), row.getLong(3)),
                store);
        Map<FlowId, Map<String, Map<Outcome, Long>>> told = new HashMap<>();
        Map<FlowId, Long> heldOut = new HashMap<>();
        tx.each(
                """
                select flow_id, step, outcome, count(*), count(*) filter (where rule = 'HOLDOUT')
                from journeys.touchpoint where store_id = ? and flow_id is not null and noticed_at >= ? group by 1, 2, 3""",
                row -> {
                    FlowId flow = new FlowId(row.getLong(1));
                    told.computeIfAbsent(flow, id -> new HashMap<>())
                            .computeIfAbsent(row.getString(2), step -> new HashMap<>())
                            .put(Outcome.valueOf(row.getString(3)), row.getLong(4));
                    heldOut.merge(flow, row.getLong(5), Long::sum);
                },
                store,
                since);
        Map<FlowId, Map<String, Measuring.Figures>> read = MeasuringSql.figures(tx, store, since);
        Map<FlowId, FlowFigures> figures = new HashMap<>();
        waiting.forEach((flow, steps) -> figures.put(flow, new FlowFigures(steps, Map.of(), 0, Map.of())));
        told.forEach((flow, steps) -> figures.put(
                flow,
                new FlowFigures(
                        waiting.getOrDefault(flow, Map.of()),
                        steps,
                        heldOut.getOrDefault(flow, 0L),
                        read.getOrDefault(flow, Map.of()))));
        return figures;
    }
}
