package io.postlude.insights;

import io.postlude.insights.ForecastReport.LaneName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * When a lane changed: the parcel from which on the sums before and after differ most from their mean (the usual estimate of
 * one change in a series), and how it stands since.
 *
 * @param since when the first parcel of the new kind arrived
 * @param parcels how many since then
 * @param bias how much later than said they came, in days
 * @param held how many of their 90 percent windows held
 */
public record Change(Instant since, long parcels, double bias, long held) {
    /** At either end so many parcels stay together: fewer prove nothing. */
    private static final int LEAST_PARCELS = 5;

    /** One forecast that came true, or not. */
    record Judged(LaneName lane, Instant at, double off, boolean missed) {}

    static Map<LaneName, Change> of(List<Judged> inTime) {
        Map<LaneName, List<Judged>> lanes =
                inTime.stream().collect(Collectors.groupingBy(Judged::lane, LinkedHashMap::new, Collectors.toList()));
        Map<LaneName, Change> changes = new LinkedHashMap<>();
        lanes.forEach((lane, judged) -> {
            if (judged.size() >= 2 * LEAST_PARCELS) changes.put(lane, of(judged, shift(judged)));
        });
        return changes;
    }

    private static Change of(List<Judged> judged, int from) {
        List<Judged> since = judged.subList(from, judged.size());
        return new Change(
                since.getFirst().at(),
                since.size(),
                since.stream().mapToDouble(Judged::off).average().orElse(0),
                since.stream().filter(one -> !one.missed()).count());
    }

    /** The change in how late parcels come; where that never moves, the change in how often windows miss. */
    private static int shift(List<Judged> judged) {
        int byBias = turn(judged, Judged::off);
        return byBias >= 0 ? byBias : Math.max(0, turn(judged, one -> one.missed() ? 1 : 0));
    }

    private static int turn(List<Judged> judged, ToDoubleFunction<Judged> measure) {
        double mean = judged.stream().mapToDouble(measure).average().orElse(0);
        double sum = 0;
        double farthest = 0;
        int at = -1;
        for (int i = 0; i < judged.size() - LEAST_PARCELS; i++) {
            sum += measure.applyAsDouble(judged.get(i)) - mean;
            if (i + 1 >= LEAST_PARCELS && Math.abs(sum) > farthest) {
                farthest = Math.abs(sum);
                at = i + 1;
            }
        }
        return at;
    }
}
