package io.postlude.returns;

import io.postlude.kernel.EventLog;
import io.postlude.kernel.Ids;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.ProductId;
import io.postlude.returns.ReturnInsights.Span;
import io.postlude.returns.RisingSql.Case;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notices reasons that rise. The last four weeks of a product, a variant or a carrier are held against its own half year
 * before, in proportion to what was sold or carried; those of a lot or a description, which are new when they go wrong,
 * against the rest of their product. If nothing had changed, each piece that came back is of the last weeks with the chance of their
 * share of what was sold, so that the count is binomial (J. Przyborowski and H. Wilenski, Homogeneity of results in testing
 * samples from Poisson series, Biometrika 31, 1940). All of them are looked at together, and of those told at most
 * one in twenty is expected to be false (Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, J. R. Statist.
 * Soc. B 57, 1995).
 */
public final class RisingReasons {
    public static final int LATELY_DAYS = 28;
    public static final int BEFORE_DAYS = 182;
    static final long LEAST_PIECES = 5;
    static final double FALSE_SHARE = 0.05;
    /** The same is not told again within this time of being seen to. */
    private static final Duration QUIET = Duration.ofDays(LATELY_DAYS);

    private static final int EXAMPLES = 5;

    private final EventLog log;
    private final Ids ids;
    private final InstantSource clock;
    private final Subjects subjects;

    RisingReasons(Returns.Ground ground, Subjects subjects) {
        this.log = ground.log();
        this.ids = ground.ids();
        this.clock = ground.clock();
        this.subjects = subjects;
    }

    /** Those no person has seen to, the newest first. */
    public List<RisingReason> open(Tx tx, StoreId store) {
        return RisingSql.open(tx, store);
    }

    /** A person has seen to it; false where somebody was quicker. */
    public boolean close(Tx tx, StoreId store, long id, String by) {
        return RisingSql.close(tx, store, id, new RisingSql.Seen(by, clock.instant()));
    }

    /** Looks at everything a store sold and every carrier; tells what it has not told yet. */
    void look(Tx tx, StoreId store, Instant now) {
        Instant lately = now.minus(Duration.ofDays(LATELY_DAYS));
        Instant before = lately.minus(Duration.ofDays(BEFORE_DAYS));
        List<Case> cases = RisingSql.cases(tx, store, new Span(before, now));
        List<Found> tested = new ArrayList<>();
        int looked = 0;
        Seen products = Seen.NONE;
        for (Dimension by : Dimension.values()) {
            Seen seen = new Seen(
                    count(subjects.of(tx, store, by, cases), lately),
                    subjects.sold(tx, store, by, new Span(lately, now)),
                    subjects.sold(tx, store, by, new Span(before, lately)));
            if (by == Dimension.PRODUCT) products = seen;
            looked += seen.counted().size();
            seen.test(by.isPartOfProduct() ? products : null, tested);
        }
        Set<Group> told = new HashSet<>();
        for (Found found : rising(tested, looked)) if (told.add(found.group().told())) tell(tx, store, found, now);
    }

    private static Map<Group, Counted> count(List<Subjects.Told> told, Instant lately) {
        Map<Group, Counted> counted = new HashMap<>();
        for (Subjects.Told one : told) {
            Group key = new Group(one.subject(), one.of().reason());
            Counted group = counted.computeIfAbsent(key, made -> new Counted());
            if (one.of().at().isBefore(lately)) group.before++;
            else group.lately.add(one.of());
        }
        return counted;
    }

    /** What came back and what was sold, looked at one way. */
    private record Seen(Map<Group, Counted> counted, Map<Subject, Long> sold, Map<Subject, Long> soldBefore) {
        static final Seen NONE = new Seen(Map.of(), Map.of(), Map.of());

        /** {@code wholes}: the products these are parts of; then each is held against the rest of its own. */
        void test(@Nullable Seen wholes, List<Found> into) {
            counted.forEach((group, mine) -> {
                if (mine.lately.size() < LEAST_PIECES) return;
                long lately = sold.getOrDefault(group.subject(), 0L);
                Usual usual = wholes == null
                        ? new Usual(mine.before, soldBefore.getOrDefault(group.subject(), 0L))
                        : wholes.rest(group, mine.lately.size(), lately);
                into.add(Found.of(group, mine, lately, usual));
            });
        }

        private Usual rest(Group part, long pieces, long lately) {
            ProductId product = Objects.requireNonNull(part.subject().product());
            Subject whole = Subject.of(product);
            Counted all = counted.getOrDefault(new Group(whole, part.reason()), new Counted());
            return new Usual(
                    Math.max(0, all.before + all.lately.size() - pieces),
                    Math.max(0, sold.getOrDefault(whole, 0L) + soldBefore.getOrDefault(whole, 0L) - lately));
        }
    }

    /** What it is held against: so many pieces of so many sold. */
    private record Usual(long pieces, long sold) {}

    record Group(Subject subject, Reason reason) {
        /** One product and reason is told once, by whatever shows it most clearly. */
        private Group told() {
            ProductId product = subject.product();
            return product == null ? this : new Group(Subject.of(product), reason);
        }
    }

    private static final class Counted {
        private final List<Case> lately = new ArrayList<>();
        private long before;
    }

    /** One subject and reason with its chance under "nothing has changed". */
    record Found(Group group, long pieces, long sold, long before, long soldBefore, double chance, List<Case> cases) {
        private static Found of(Group group, Counted counted, long sold, Usual usual) {
            long lately = Math.max(1, sold);
            double share = (double) lately / (lately + usual.sold());
            long pieces = counted.lately.size();
            double chance = usual.sold() == 0 ? 1 : Tails.binomial(pieces + usual.pieces(), share, pieces);
            return new Found(group, pieces, lately, usual.pieces(), usual.sold(), chance, counted.lately);
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
                found.group().subject(),
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
                        rising.subject().product(),
                        rising.reason(),
                        rising.pieces(),
                        rising.usual(),
                        now,
                        rising.subject().dimension(),
                        rising.subject().what()));
    }
}
