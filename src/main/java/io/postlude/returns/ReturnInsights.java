package io.postlude.returns;

import io.postlude.kernel.Money;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.LineId;
import io.postlude.orders.OrderId;
import io.postlude.orders.VariantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What returns teach: why things come back, which reasons rise, what they cost and what stays with the store. */
public final class ReturnInsights {
    private static final int ROWS_LIMIT = 500;
    /** Fewer say nothing. */
    private static final long LEAST_RISING = 5;

    private static final double CHANCE_OF_NOISE = 0.05;

    /** A stretch of time, the end not included. */
    public record Span(Instant from, Instant until) {
        Instant middle() {
            return from.plus(Duration.between(from, until).dividedBy(2));
        }
    }

    /**
     * How often one variant came back for one reason.
     *
     * @param order one of the orders it was in, with its line: for its name
     * @param former in the first half of the span
     * @param latter in the second half
     */
    public record Reasoned(
            VariantId variant, Reason reason, OrderId order, LineId line, long pieces, long former, long latter) {
        /** Whether the second half has more than chance would give if nothing had changed, one in twenty. */
        public boolean isRising() {
            return latter >= LEAST_RISING && latter > former && tail(former + latter, latter) < CHANCE_OF_NOISE;
        }
    }

    /** The chance of at least so many heads in so many throws of a fair coin. */
    static double tail(long throwsOfCoin, long heads) {
        double chance = 0;
        double term = Math.pow(0.5, (double) throwsOfCoin);
        for (long k = 0; k <= throwsOfCoin; k++) {
            if (k >= heads) chance += term;
            term = term * (throwsOfCoin - k) / (k + 1);
        }
        return chance;
    }

    /** Pieces asked for and not called off, by variant and reason, the most first. */
    public List<Reasoned> reasons(Tx tx, StoreId store, Span span) {
        return tx.list(
                """
                select p.variant_id, p.reason, max(p.order_id) as order_id,
                  (array_agg(p.line_id order by p.order_id desc))[1] as line_id, count(*) as pieces,
                  count(*) filter (where r.requested_at < ?) as former
                from returns.piece p join returns.customer_return r on r.store_id = p.store_id and r.id = p.return_id
                where p.store_id = ? and r.requested_at >= ? and r.requested_at < ? and p.verdict <> 'CALLED_OFF'
                group by p.variant_id, p.reason order by count(*) desc, p.variant_id, p.reason limit ?""",
                row -> new Reasoned(
                        new VariantId(row.getLong("variant_id")),
                        Reason.valueOf(row.getString("reason")),
                        new OrderId(row.getLong("order_id")),
                        new LineId(row.getLong("line_id")),
                        row.getLong("pieces"),
                        row.getLong("former"),
                        row.getLong("pieces") - row.getLong("former")),
                span.middle(),
                store,
                span.from(),
                span.until(),
                ROWS_LIMIT);
    }

    /** How many pieces came to what, for how much, of one currency. */
    public record Outcome(Remedy.Kind remedy, long pieces, Money value) {}

    /** What pieces that were taken came to, by remedy. */
    public List<Outcome> outcomes(Tx tx, StoreId store, Span span) {
        return tx.list(
                """
                select p.remedy, r.currency, count(*) as n,
                  sum(p.goods + p.tax + p.shipping - p.restocking - p.fee - p.deduction)::bigint as value
                from returns.piece p join returns.customer_return r on r.store_id = p.store_id and r.id = p.return_id
                where p.store_id = ? and r.requested_at >= ? and r.requested_at < ? and p.verdict in ('ACCEPTED', 'SETTLED')
                group by p.remedy, r.currency order by r.currency, p.remedy""",
                row -> new Outcome(
                        Remedy.Kind.valueOf(row.getString("remedy")),
                        row.getLong("n"),
                        Money.of(row.getLong("value"), row.getString("currency"))),
                store,
                span.from(),
                span.until());
    }

    /** Where pieces went after they were looked at, by grade. */
    public record Went(Grade grade, Disposition disposition, long pieces) {}

    public List<Went> dispositions(Tx tx, StoreId store, Span span) {
        return tx.list(
                """
                select p.grade, p.disposition, count(*) as n
                from returns.piece p join returns.customer_return r on r.store_id = p.store_id and r.id = p.return_id
                where p.store_id = ? and r.requested_at >= ? and r.requested_at < ? and p.grade is not null
                group by p.grade, p.disposition order by p.grade, count(*) desc""",
                row -> new Went(
                        Grade.valueOf(row.getString("grade")),
                        Disposition.valueOf(row.getString("disposition")),
                        row.getLong("n")),
                store,
                span.from(),
                span.until());
    }
}
