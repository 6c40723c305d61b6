package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import io.postlude.orders.ProductId;
import io.postlude.orders.VariantId;
import io.postlude.returns.RisingSql.Case;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Notices reasons that rise. The last four weeks of a product and a reason are held against the half year before, in
 * proportion to what was sold: if nothing had changed, each piece that came back is of the last weeks with the chance of their
 * share of what was sold, so that the count is binomial (J. Przyborowski and H. Wilenski, Homogeneity of results in testing
 * samples from Poisson series, Biometrika 31, 1940). All products and reasons are looked at together, and of those told at most
 * one in twenty is expected to be false (Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, J. R. Statist.
 * Soc. B 57, 1995).
 */
public final class RisingReasons {
    public static final int LATELY_DAYS = 28;
    public static final int BEFORE_DAYS = 182;
    /** What is sent back was bought so many days earlier: sales are counted that much before. */
    static final int LAG_DAYS = 10;

    static final long LEAST_PIECES = 5;
    static final double FALSE_SHARE = 0.05;
    /** The same is not told again within this time of being seen to. */
    private static final Duration QUIET = Duration.ofDays(LATELY_DAYS);

    private static final int EXAMPLES = 5;

    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;
    private final Orders orders;

    RisingReasons(Returns.Ground ground, Orders orders) {
        this.log = ground.log();
        this.ids = ground.ids();
        this.clock = ground.clock();
        this.orders = orders;
    }

    /** Those no person has seen to, the newest first. */
    public List<RisingReason> open(Tx tx, StoreId store) {
        return RisingSql.open(tx, store);
    }

    /** A person has seen to it; false where somebody was quicker. */
    public boolean close(Tx tx, StoreId store, long id, String by) {
        return RisingSql.close(tx, store, id, new RisingSql.Seen(by, clock.instant()));
    }

    /** Looks at all products of a store; tells what it has not told yet. */
    void look(Tx tx, StoreId store, Instant now) {
        Instant lately = now.minus(Duration.ofDays(LATELY_DAYS));
        Instant before = lately.minus(Duration.ofDays(BEFORE_DAYS));
        List<Case> cases = RisingSql.cases(tx, store, new ReturnInsights.Span(before, now));
        Map<VariantId, ProductId> products = orders.productsOf(
                tx, store, cases.stream().map(Case::variant).distinct().toList());
        Map<Group, Counted> counted = new HashMap<>();
        for (Case one : cases) {
            ProductId product = products.get(one.variant());
            if (product == null) continue;
            Counted group = counted.computeIfAbsent(new Group(product, one.reason()), key -> new Counted());
            if (one.at().isBefore(lately)) group.before++;
            else group.lately.add(one);
        }
        Map<ProductId, Long> sold = sold(tx, store, lately, now);
        Map<ProductId, Long> soldBefore = sold(tx, store, before, lately);
        List<Found> tested = new ArrayList<>();
        counted.forEach((group, mine) -> {
            if (mine.lately.size() < LEAST_PIECES) return;
            tested.add(Found.of(group, mine, new long[] {
                sold.getOrDefault(group.product(), 0L), soldBefore.getOrDefault(group.product(), 0L)
            }));
        });
        for (Found found : rising(tested, counted.size())) tell(tx, store, found, now);
    }

    private Map<ProductId, Long> sold(Tx tx, StoreId store, Instant from, Instant until) {
        Duration lag = Duration.ofDays(LAG_DAYS);
        Map<VariantId, Long> pieces = orders.pieces(tx, store, new Orders.Between(from.minus(lag), until.minus(lag)));
        Map<VariantId, ProductId> products = orders.productsOf(tx, store, pieces.keySet());
        Map<ProductId, Long> sold = new HashMap<>();
        pieces.forEach((variant, count) -> {
            ProductId product = products.get(variant);
            if (product != null) sold.merge(product, count, Long::sum);
        });
        return sold;
    }

    record Group(ProductId product, Reason reason) {}

    private static final class Counted {
        private final List<Case> lately = new ArrayList<>();
        private long before;
    }

    /** One product and reason with its chance under "nothing has changed". */
    record Found(Group group, long pieces, long sold, long before, long soldBefore, double chance, List<Case> cases) {
        private static Found of(Group group, Counted counted, long[] sold) {
            long lately = Math.max(1, sold[0]);
            double share = (double) lately / (lately + Math.max(0, sold[1]));
            long pieces = counted.lately.size();
            double chance = sold[1] == 0 ? 1 : Tails.binomial(pieces + counted.before, share, pieces);
            return new Found(group, pieces, lately, counted.before, sold[1], chance, counted.lately);
        }
    }

    /** The step-up rule of Benjamini and Hochberg over {@code looked} tests; those not tested count as certain. */
    static List<Found> rising(List<Found> tested, int looked) {
        List<Found> sorted = tested.stream()
                .sorted(Comparator.comparingDouble(Found::chance))
                .toList();
        int last = 0;
        for (int i = 0; i < sorted.size(); i++)
            if (sorted.get(i).chance() <= FALSE_SHARE * (i + 1) / Math.max(1, looked)) last = i + 1;
        return sorted.subList(0, last);
    }

    private void tell(Tx tx, StoreId store, Found found, Instant now) {
        List<Case> newest = found.cases().stream()
                .sorted(Comparator.comparing(Case::at).reversed())
                .toList();
        List<ReturnId> examples =
                newest.stream().map(Case::returned).distinct().limit(EXAMPLES).toList();
        RisingReason rising = new RisingReason(
                ids.next(),
                found.group().product(),
                found.group().reason(),
                now,
                found.pieces(),
                found.sold(),
                found.before(),
                found.soldBefore(),
                found.chance(),
                examples);
        if (!RisingSql.add(tx, store, rising, now.minus(QUIET))) return;
        log.append(
                tx,
                new ReturnEvent.ReturnReasonRose(
                        store,
                        Objects.requireNonNull(newest.getFirst()).order(),
                        rising.product(),
                        rising.reason(),
                        rising.pieces(),
                        rising.usual(),
                        now));
    }
}
