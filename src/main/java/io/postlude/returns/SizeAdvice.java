package io.postlude.returns;

import io.postlude.customers.CustomerId;
import io.postlude.kernel.BulkRows;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.BoughtLine;
import io.postlude.orders.LineId;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.SizeFit.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What those kept for whom a size did not fit. Of people who sent a variant back as too small or too large and kept exactly
 * one other of the same product, as an exchange or bought beside it, most must have kept the same one.
 */
public final class SizeAdvice {
    /** Fewer people say nothing. */
    public static final int LEAST_PEOPLE = 5;

    private static final double MOST = 0.6;
    private static final Duration YEAR = Duration.ofDays(365);
    private static final List<String> COLUMNS = List.of(
            "store_id int",
            "variant_id bigint",
            "reason text",
            "better_variant_id bigint",
            "people bigint",
            "agreeing bigint",
            "product_id bigint");

    private final Orders orders;
    private final SizeFits fits;

    SizeAdvice(Orders orders, SizeFits fits) {
        this.orders = orders;
        this.fits = fits;
    }

    /** What is said before anybody says that a size does not fit. */
    public SizeFits fits() {
        return fits;
    }

    /** For whom {@code variant} was too small or too large: {@code agreeing} of {@code people} kept {@code better}. */
    public record Advice(VariantId variant, Reason reason, VariantId better, long people, long agreeing) {}

    /** What there is to say about these variants, where staff have not silenced it. */
    public List<Advice> of(Tx tx, StoreId store, Collection<VariantId> variants) {
        return tx.list(
                """
                select * from returns.size_advice a where store_id = ? and variant_id = any(?)
                  and not exists (select from returns.size_silence s
                    where s.store_id = a.store_id and s.product_id in (0, a.product_id))
                order by variant_id, reason""",
                row -> new Advice(
                        new VariantId(row.getLong("variant_id")),
                        Reason.valueOf(row.getString("reason")),
                        new VariantId(row.getLong("better_variant_id")),
                        row.getLong("people"),
                        row.getLong("agreeing")),
                store,
                variants.stream().mapToLong(VariantId::value).toArray());
    }

    /** One piece of somebody who sent back for its size. */
    private record Sent(
            CustomerId customer,
            LineId line,
            Reason reason,
            VariantId variant,
            @Nullable Long wanted,
            boolean kept) {}

    private record Misfit(VariantId variant, Reason reason) {}

    private record Person(CustomerId customer, ProductId product) {}

    /** Works all advice of a store out anew. */
    void learn(Tx tx, StoreId store, Instant now) {
        List<Sent> sent = sent(tx, store, now.minus(YEAR));
        Set<CustomerId> people = new HashSet<>();
        for (Sent one : sent) if (isSize(one.reason())) people.add(one.customer());
        Map<Person, Map<VariantId, Long>> kept = kept(tx, store, sent, new Seen(people, now.minus(YEAR)));
        Map<VariantId, ProductId> products = orders.productsOf(
                tx, store, sent.stream().map(Sent::variant).distinct().toList());
        Map<Misfit, Map<CustomerId, VariantId>> better = new HashMap<>();
        for (Sent one : sent) {
            ProductId product = products.get(one.variant());
            if (!isSize(one.reason()) || product == null) continue;
            List<VariantId> others =
                    kept.getOrDefault(new Person(one.customer(), product), Map.of()).entrySet().stream()
                            .filter(entry ->
                                    entry.getValue() > 0 && !entry.getKey().equals(one.variant()))
                            .map(Map.Entry::getKey)
                            .toList();
            if (others.size() == 1)
                better.computeIfAbsent(new Misfit(one.variant(), one.reason()), key -> new HashMap<>())
                        .put(one.customer(), others.getFirst());
        }
        write(tx, store, better, products);
        fits.learn(tx, store, changes(better), now.minus(YEAR));
    }

    private static List<SizeFits.Change> changes(Map<Misfit, Map<CustomerId, VariantId>> better) {
        List<SizeFits.Change> changes = new ArrayList<>();
        better.forEach((misfit, people) -> votes(people)
                .forEach((variant, count) -> changes.add(new SizeFits.Change(
                        misfit.variant(),
                        misfit.reason() == Reason.TOO_SMALL ? Direction.LARGER : Direction.SMALLER,
                        variant,
                        count))));
        return changes;
    }

    private static Map<VariantId, Long> votes(Map<CustomerId, VariantId> people) {
        Map<VariantId, Long> votes = new HashMap<>();
        people.values().forEach(variant -> votes.merge(variant, 1L, Long::sum));
        return votes;
    }

    private record Seen(Set<CustomerId> people, Instant since) {}

    /** How many of each variant of a product each of these people has kept. */
    private Map<Person, Map<VariantId, Long>> kept(Tx tx, StoreId store, List<Sent> sent, Seen seen) {
        Map<Person, Map<VariantId, Long>> kept = new HashMap<>();
        Map<LineId, BoughtLine> lines = new HashMap<>();
        for (BoughtLine line : orders.lines(tx, store, seen.people(), seen.since())) {
            lines.put(line.line(), line);
            add(kept, new Person(line.customer(), line.product()), line.variant(), line.pieces());
        }
        for (Sent one : sent) {
            BoughtLine line = lines.get(one.line());
            if (line == null) continue;
            Person person = new Person(line.customer(), line.product());
            add(kept, person, one.variant(), -1);
            if (one.wanted() != null && one.kept()) add(kept, person, new VariantId(one.wanted()), 1);
        }
        return kept;
    }

    private static void add(Map<Person, Map<VariantId, Long>> kept, Person person, VariantId variant, long pieces) {
        kept.computeIfAbsent(person, key -> new HashMap<>()).merge(variant, pieces, Long::sum);
    }

    private static boolean isSize(Reason reason) {
        return reason == Reason.TOO_SMALL || reason == Reason.TOO_LARGE;
    }

    private static List<Sent> sent(Tx tx, StoreId store, Instant since) {
        return tx.list(
                """
                select r.customer_id, p.line_id, p.reason, p.variant_id, p.wanted_variant_id,
                  p.remedy = 'EXCHANGE' and p.verdict in ('ACCEPTED', 'SETTLED') as kept
                from returns.customer_return r join returns.piece p on p.store_id = r.store_id and p.return_id = r.id
                where r.store_id = ? and r.requested_at >= ? and r.customer_id is not null
                  and p.verdict not in ('REFUSED', 'CALLED_OFF', 'DECLINED')""",
                row -> new Sent(
                        new CustomerId(row.getLong("customer_id")),
                        new LineId(row.getLong("line_id")),
                        Reason.valueOf(row.getString("reason")),
                        new VariantId(row.getLong("variant_id")),
                        ReturnSql.number(row, "wanted_variant_id"),
                        row.getBoolean("kept")),
                store,
                since);
    }

    private static void write(
            Tx tx, StoreId store, Map<Misfit, Map<CustomerId, VariantId>> better, Map<VariantId, ProductId> products) {
        tx.execute("delete from returns.size_advice where store_id = ?", store);
        BulkRows rows = new BulkRows(COLUMNS);
        better.forEach((misfit, people) -> {
            var most = votes(people).entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow();
            if (people.size() >= LEAST_PEOPLE && most.getValue() >= MOST * people.size())
                rows.add(
                        store,
                        misfit.variant(),
                        misfit.reason(),
                        most.getKey(),
                        (long) people.size(),
                        most.getValue(),
                        products.get(misfit.variant()));
        });
        rows.appendTo(tx, "returns.size_advice");
    }
}
