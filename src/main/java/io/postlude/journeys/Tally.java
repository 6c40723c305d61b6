package io.postlude.journeys;

import java.util.List;

/**
 * The touchpoints noticed in a span of time.
 *
 * @param noticed all of them, counted by themselves: what the parts must add up to
 * @param messages that were made of those sent; fewer, where parcels were told together
 */
public record Tally(List<Count> counts, long noticed, long messages) {
    public Tally {
        counts = List.copyOf(counts);
    }

    public long of(Outcome outcome) {
        return counts.stream()
                .filter(count -> count.outcome() == outcome)
                .mapToLong(Count::touchpoints)
                .sum();
    }

    public long of(TouchpointKind kind, Outcome outcome) {
        return counts.stream()
                .filter(count -> count.kind() == kind && count.outcome() == outcome)
                .mapToLong(Count::touchpoints)
                .sum();
    }

    /** Sent, deferred, withheld and expired are all there is. */
    public boolean addsUp() {
        return noticed == counts.stream().mapToLong(Count::touchpoints).sum();
    }
}
