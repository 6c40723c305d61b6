package io.postlude.journeys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.postlude.customers.CustomerId;
import io.postlude.flows.Flow;
import io.postlude.flows.FlowId;
import io.postlude.flows.Flows;
import io.postlude.flows.Step;
import io.postlude.journeys.Difference.Group;
import io.postlude.kernel.StoreId;
import io.postlude.kernel.Tx;
import io.postlude.orders.Orders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What journeys bring: those who came in and got its messages beside those who came in and by lot got none. Everybody counts
 * as what the lot made them, whatever became of their messages, so that the two differ by nothing but the lot.
 */
public final class Effects {
    /** What is usually called the revenue of a message. */
    public static final int LAST_TOUCH_DAYS = 7;
    /** The newest; an effect does not get surer by counting for ever. */
    static final int PEOPLE_LIMIT = 200_000;

    private final Flows flows;
    private final Orders orders;
    private final EffectFigures figures;
    private final InstantSource clock;

    Effects(Flows flows, Orders orders, EffectFigures figures, InstantSource clock) {
        this.flows = flows;
        this.orders = orders;
        this.figures = figures;
        this.clock = clock;
    }

    /** What a card of the map looks at. */
    public static final int CARD_DAYS = 30;

    private final Cache<Card, Optional<Difference>> cards = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    /** One person's first time in the journey. */
    private record Entry(Run run, Flow flow, boolean again) {}

    /** Of those who came in at least {@code days} ago. */
    public EffectReport read(Tx tx, StoreId store, FlowId id, int days) {
        Instant now = clock.instant();
        int heldOutOfAll = SettingsSql.caps(tx, store).holdoutPercent();
        // Who gets nothing of any journey is no measure of this one.
        List<Run> runs = EffectSql.firstRuns(tx, store, id, now.minus(Duration.ofDays(days))).stream()
                .filter(run -> !Lots.isHeldOutOfAll(run, heldOutOfAll))
                .toList();
        Map<CustomerId, List<Orders.Purchase>> purchases = orders.purchases(
                tx, store, runs.stream().map(Effects::person).distinct().toList());
        List<Entry> entries = new ArrayList<>();
        for (Run run : runs) {
            Flow flow = flows.version(tx, store, id, run.version()).orElse(null);
            if (flow == null) continue;
            Instant in = run.came().what().at();
            boolean again = bought(purchases.getOrDefault(person(run), List.of()), in, in.plus(Duration.ofDays(days)));
            entries.add(new Entry(run, flow, again));
        }
        Map<CustomerId, List<Instant>> told = EffectSql.told(tx, store, id);
        EffectReport report = report(days, entries, told, orders.purchases(tx, store, told.keySet()));
        if (report.holdout() == null) return report;
        List<EffectFigures.Entrant> entrants = entries.stream()
                .map(one -> new EffectFigures.Entrant(one.run(), Lots.isHeldOut(one.run(), one.flow())))
                .toList();
        return report.with(figures.of(tx, store, entrants, Duration.ofDays(days)));
    }

    /** What all journeys together bring: those held out of all beside the others who came into any; null: nobody is. */
    public @Nullable Difference ofAll(Tx tx, StoreId store, int days) {
        int percent = SettingsSql.caps(tx, store).holdoutPercent();
        if (percent == 0) return null;
        List<Run> runs = EffectSql.firstRunsOfAll(tx, store, clock.instant().minus(Duration.ofDays(days)));
        Map<CustomerId, List<Orders.Purchase>> purchases = orders.purchases(
                tx, store, runs.stream().map(Effects::person).distinct().toList());
        long[] people = new long[2];
        long[] did = new long[2];
        for (Run run : runs) {
            int side = Lots.isHeldOutOfAll(run, percent) ? 0 : 1;
            Instant in = run.came().what().at();
            people[side]++;
            if (bought(purchases.getOrDefault(person(run), List.of()), in, in.plus(Duration.ofDays(days)))) did[side]++;
        }
        return people[0] == 0 || people[1] == 0
                ? null
                : Difference.between(
                        new Group("held out of all", people[0], did[0]), new Group("the others", people[1], did[1]));
    }

    /** Whether a journey helps, for its card on the map; looked up again after some minutes, for it reads much. */
    public Optional<Difference> ofCard(Tx tx, StoreId store, FlowId id) {
        return cards.get(
                new Card(store, id),
                _ -> Optional.ofNullable(read(tx, store, id, CARD_DAYS).holdout()));
    }

    private record Card(StoreId store, FlowId flow) {}

    private static CustomerId person(Run run) {
        return java.util.Objects.requireNonNull(run.subject().customer());
    }

    /** After that moment: what let somebody in is no effect of it. */
    static boolean bought(Collection<Orders.Purchase> purchases, Instant after, Instant until) {
        return purchases.stream()
                .anyMatch(one -> one.cancelledAt() == null
                        && one.placedAt().isAfter(after)
                        && !one.placedAt().isAfter(until));
    }

    private static EffectReport report(
            int days,
            List<Entry> entries,
            Map<CustomerId, List<Instant>> told,
            Map<CustomerId, List<Orders.Purchase>> purchases) {
        Group held = group("held out", entries, true);
        Group open = group("got its messages", entries, false);
        double wanted = entries.stream()
                .mapToDouble(entry -> entry.flow().holdoutPercent() / 100)
                .average()
                .orElse(0);
        long lastTouch = told.entrySet().stream()
                .filter(one -> one.getValue().stream()
                        .anyMatch(at -> bought(
                                purchases.getOrDefault(one.getKey(), List.of()),
                                at,
                                at.plus(Duration.ofDays(LAST_TOUCH_DAYS)))))
                .count();
        return new EffectReport(
                days,
                held.people() == 0 || open.people() == 0 ? null : Difference.between(held, open),
                Difference.unevenness(List.of(held.people(), open.people()), List.of(wanted, 1 - wanted)),
                splits(entries),
                List.of(),
                told.size(),
                lastTouch);
    }

    private static Group group(String name, List<Entry> entries, boolean heldOut) {
        List<Entry> in = entries.stream()
                .filter(entry -> Lots.isHeldOut(entry.run(), entry.flow()) == heldOut)
                .toList();
        return new Group(name, in.size(), in.stream().filter(Entry::again).count());
    }

    /** Who was held out has seen no arm. */
    private static List<EffectReport.SplitEffect> splits(List<Entry> entries) {
        Map<String, Step.Split> newest = new LinkedHashMap<>();
        for (Entry entry : entries)
            for (Step step : entry.flow().steps()) if (step instanceof Step.Split split) newest.put(split.id(), split);
        List<EffectReport.SplitEffect> effects = new ArrayList<>();
        newest.values().forEach(split -> {
            EffectReport.SplitEffect effect = effect(split, entries);
            if (effect != null) effects.add(effect);
        });
        return effects;
    }

    private static EffectReport.@Nullable SplitEffect effect(Step.Split split, List<Entry> entries) {
        Map<String, long[]> counts = new HashMap<>();
        for (Entry entry : entries) {
            if (Lots.isHeldOut(entry.run(), entry.flow())
                    || !split.equals(entry.flow().step(split.id()).orElse(null))) continue;
            long[] count = counts.computeIfAbsent(Lots.share(entry.run(), split).name(), name -> new long[2]);
            count[0]++;
            if (entry.again()) count[1]++;
        }
        if (counts.isEmpty()) return null;
        List<Group> groups = split.shares().stream()
                .map(share -> {
                    long[] count = counts.getOrDefault(share.name(), new long[2]);
                    return new Group(share.name(), count[0], count[1]);
                })
                .toList();
        double all = split.shares().stream().mapToLong(Step.Share::weight).sum();
        return new EffectReport.SplitEffect(
                split.id(),
                Difference.unevenness(
                        groups.stream().map(Group::people).toList(),
                        split.shares().stream()
                                .map(share -> share.weight() / all)
                                .toList()),
                groups.stream()
                        .skip(1)
                        .map(group -> Difference.between(groups.getFirst(), group))
                        .toList());
    }
}
