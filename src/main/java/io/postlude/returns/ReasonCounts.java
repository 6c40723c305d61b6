package io.postlude.returns;

import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.Subjects.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why things come back, by whatever they are looked at, beside how many were sold and how it was before. */
public final class ReasonCounts {
    /** Fewer sold make no rate that says anything. */
    public static final long LEAST_SOLD = 20;

    public static final int EXAMPLES_LIMIT = 100;
    private static final double Z_OF_95_PERCENT = 1.959964;

    private final Subjects subjects;

    ReasonCounts(Subjects subjects) {
        this.subjects = subjects;
    }

    /** What is asked; {@code reason} null: all of them. */
    public record Question(Dimension by, @Nullable Reason reason, Span span) {
        /** The same length of time before. */
        Span before() {
            Duration length = Duration.between(span.from(), span.until());
            return new Span(span.from().minus(length), span.from());
        }
    }

    /**
     * One subject.
     *
     * @param back pieces that came back, by reason, the most first; parcels for a carrier
     * @param sold ten days earlier, as long; parcels carried for a carrier
     */
    public record Counted(
            Subject subject, Map<Reason, Long> reasons, long back, long sold, long backBefore, long soldBefore) {
        /** Whether enough were sold for a rate. */
        public boolean hasRate() {
            return sold >= LEAST_SOLD;
        }

        /** A share at most 1: what came back may have been bought before the span. */
        public double rate() {
            return sold == 0 ? 0 : Math.min(1, (double) back / sold);
        }

        public boolean hasRateBefore() {
            return soldBefore >= LEAST_SOLD;
        }

        public double rateBefore() {
            return soldBefore == 0 ? 0 : Math.min(1, (double) backBefore / soldBefore);
        }

        /** The 95 % interval (E. B. Wilson, Probable inference, J. Amer. Statist. Assoc. 22, 1927). */
        public double bound(boolean upper) {
            double n = Math.max(1, sold);
            double z2 = Z_OF_95_PERCENT * Z_OF_95_PERCENT;
            double middle = rate() + z2 / (2 * n);
            double half = Z_OF_95_PERCENT * Math.sqrt(rate() * (1 - rate()) / n + z2 / (4 * n * n));
            return Math.clamp((upper ? middle + half : middle - half) / (1 + z2 / n), 0, 1);
        }
    }

    /** All that anything came back of, the most first. */
    public List<Counted> count(Tx tx, StoreId store, Question asked) {
        Map<Subject, Map<Reason, Long>> now = tally(told(tx, store, asked, asked.span()));
        Map<Subject, Map<Reason, Long>> then = tally(told(tx, store, asked, asked.before()));
        Map<Subject, Long> sold = subjects.sold(tx, store, asked.by(), asked.span());
        Map<Subject, Long> soldBefore = subjects.sold(tx, store, asked.by(), asked.before());
        List<Counted> all = new ArrayList<>();
        now.forEach((subject, reasons) -> all.add(new Counted(
                subject,
                reasons,
                sum(reasons),
                sold.getOrDefault(subject, 0L),
                sum(then.getOrDefault(subject, Map.of())),
                soldBefore.getOrDefault(subject, 0L))));
        all.sort(Comparator.comparingLong(Counted::back)
                .reversed()
                .thenComparingLong(one -> one.subject().product() == null
                        ? 0
                        : one.subject().product().value())
                .thenComparing(one -> one.subject().what()));
        return all;
    }

    private static long sum(Map<Reason, Long> reasons) {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<Subject, Map<Reason, Long>> tally(List<Told> told) {
        Map<Subject, Map<Reason, Long>> all = new HashMap<>();
        for (Told one : told)
            all.computeIfAbsent(one.subject(), key -> new EnumMap<>(Reason.class))
                    .merge(one.of().reason(), 1L, Long::sum);
        return all;
    }

    private List<Told> told(Tx tx, StoreId store, Question asked, Span span) {
        return subjects.of(tx, store, asked.by(), RisingSql.cases(tx, store, span)).stream()
                .filter(one -> asked.reason() == null || one.of().reason() == asked.reason())
                .toList();
    }

    /** One piece as an example. */
    public record Example(
            ReturnId returned,
            OrderId order,
            LineId line,
            Reason reason,
            @Nullable String words,
            Instant at) {}

    /** Pieces of one subject, the newest first. */
    public List<Example> examples(Tx tx, StoreId store, Question asked, Subject subject) {
        return told(tx, store, asked, asked.span()).stream()
                .filter(one -> one.subject().equals(subject))
                .map(Told::of)
                .sorted(Comparator.comparing(RisingSql.Case::at).reversed())
                .limit(EXAMPLES_LIMIT)
                .map(one -> new Example(one.returned(), one.order(), one.line(), one.reason(), one.words(), one.at()))
                .toList();
    }
}
