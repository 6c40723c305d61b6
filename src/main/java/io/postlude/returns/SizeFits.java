package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.SizeFit.Direction;
import io.postlude.returns.SizeFit.Says;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which size people kept in the end: learnt from what was sold and sent back, said to customers, silenced by staff. */
public final class SizeFits {
    private final EventLog log;
    private final InstantSource clock;
    private final Orders orders;

    SizeFits(EventLog log, InstantSource clock, Orders orders) {
        this.log = log;
        this.clock = clock;
        this.orders = orders;
    }

    /**
     * What there is to tell about these, where staff have not silenced it. A size enough people took speaks for itself; the
     * product as a whole speaks for the others.
     */
    public Map<VariantId, SizeFit> telling(Tx tx, StoreId store, Map<VariantId, ProductId> asked) {
        if (asked.isEmpty()) return Map.of();
        Map<VariantId, SizeFit> own = new HashMap<>();
        Map<ProductId, SizeFit> whole = new HashMap<>();
        for (SizeFit fit : SizeFitSql.heard(tx, store, Set.copyOf(asked.values()))) {
            if (fit.variant() == null) whole.put(fit.product(), fit);
            else own.put(fit.variant(), fit);
        }
        Map<VariantId, SizeFit> telling = new HashMap<>();
        asked.forEach((variant, product) -> {
            SizeFit mine = own.get(variant);
            SizeFit fit = mine != null && mine.isKnown() ? mine : whole.get(product);
            if (fit != null && fit.isTelling()) telling.put(variant, fit);
        });
        return telling;
    }

    /** Everything known, those that tell something first. */
    public List<SizeFit> all(Tx tx, StoreId store) {
        return SizeFitSql.all(tx, store);
    }

    /** Where nothing is told. */
    public Silence silence(Tx tx, StoreId store) {
        return SizeFitSql.silence(tx, store);
    }

    /** {@code everywhere}: for the whole store. */
    public record Silence(boolean everywhere, Set<ProductId> products) {
        public Silence {
            products = Set.copyOf(products);
        }
    }

    /** Says nothing any more about a product. */
    public void silence(Tx tx, StoreId store, ProductId product, String by) {
        SizeFitSql.silence(tx, store, product.value(), new RisingSql.Seen(by, clock.instant()));
        tell(tx, store);
    }

    /** Says nothing any more about anything. */
    public void silence(Tx tx, StoreId store, String by) {
        SizeFitSql.silence(tx, store, SizeFitSql.EVERYTHING, new RisingSql.Seen(by, clock.instant()));
        tell(tx, store);
    }

    /** Says it again. */
    public void speak(Tx tx, StoreId store, ProductId product) {
        SizeFitSql.speak(tx, store, product.value());
        tell(tx, store);
    }

    public void speak(Tx tx, StoreId store) {
        SizeFitSql.speak(tx, store, SizeFitSql.EVERYTHING);
        tell(tx, store);
    }

    private void tell(Tx tx, StoreId store) {
        log.append(tx, new LessonEvent.SizesChanged(store, clock.instant()));
    }

    /** One size that did not fit: how many people kept which other one. */
    record Change(VariantId variant, Direction direction, VariantId better, long people) {}

    /**
     * Works all of it out anew. What was sold and not sent back counts as kept, so that what is still undecided speaks for the
     * size that was taken.
     */
    void learn(Tx tx, StoreId store, List<Change> changes, Instant since) {
        Map<VariantId, Long> sold = orders.pieces(tx, store, new Orders.Between(since, clock.instant()));
        Map<VariantId, Long> back = SizeFitSql.sentBack(tx, store, since);
        Set<VariantId> all = new HashSet<>(sold.keySet());
        changes.forEach(change -> all.add(change.variant()));
        Map<VariantId, ProductId> products = orders.productsOf(tx, store, all);
        Set<ProductId> sized = new HashSet<>();
        for (VariantId variant : SizeFitSql.misfits(tx, store, since)) {
            ProductId product = products.get(variant);
            if (product != null) sized.add(product);
        }
        Map<VariantId, Tally> tallies = new HashMap<>();
        sold.forEach((variant, pieces) ->
                tally(tallies, variant).kept = Math.max(0, pieces - back.getOrDefault(variant, 0L)));
        changes.forEach(change -> tally(tallies, change.variant()).add(change));
        double usual = usual(tallies, sold);
        List<SizeFit> fits = new ArrayList<>();
        Map<ProductId, Tally> whole = new HashMap<>();
        tallies.forEach((variant, tally) -> {
            ProductId product = products.get(variant);
            if (product == null || !sized.contains(product)) return;
            fits.add(tally.of(product, variant, usual));
            whole.computeIfAbsent(product, key -> new Tally()).add(tally);
        });
        whole.forEach((product, tally) -> fits.add(tally.whole(product, usual)));
        if (SizeFitSql.replace(tx, store, fits)) tell(tx, store);
    }

    private static Tally tally(Map<VariantId, Tally> tallies, VariantId variant) {
        return tallies.computeIfAbsent(variant, key -> new Tally());
    }

    private static double usual(Map<VariantId, Tally> tallies, Map<VariantId, Long> sold) {
        long changed = tallies.values().stream()
                .mapToLong(tally -> tally.larger + tally.smaller)
                .sum();
        long pieces = sold.values().stream().mapToLong(Long::longValue).sum();
        return pieces == 0 ? 0 : Math.min(1, (double) changed / pieces);
    }

    private static final class Tally {
        private long kept;
        private long larger;
        private long smaller;
        private SizeFitSql.Best best = SizeFitSql.Best.NONE;

        private void add(Change change) {
            if (change.direction() == Direction.LARGER) larger += change.people();
            else smaller += change.people();
            if (SizeFitSql.Best.of(change).beats(best)) best = SizeFitSql.Best.of(change);
        }

        private void add(Tally other) {
            kept += other.kept;
            larger += other.larger;
            smaller += other.smaller;
        }

        private SizeFit of(ProductId product, VariantId variant, double usual) {
            long settled = kept + larger + smaller;
            Says says = SizeFit.judge(settled, best.people(), usual);
            return new SizeFit(
                    product, variant, settled, larger, smaller, best.direction(), best.better(), best.people(), says);
        }

        private SizeFit whole(ProductId product, double usual) {
            long settled = kept + larger + smaller;
            long agreeing = Math.max(larger, smaller);
            Direction direction = larger >= smaller ? Direction.LARGER : Direction.SMALLER;
            return new SizeFit(
                    product,
                    null,
                    settled,
                    larger,
                    smaller,
                    direction,
                    null,
                    agreeing,
                    SizeFit.judge(settled, agreeing, usual));
        }
    }
}
